"""While a fair runs: cancel a session, cancel or close the fair. Everyone touched is told."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from gonghui.kernel.callers import Caller
from gonghui.kernel.words import Word
from gonghui.kernel.words import gettext_noop as _
from gonghui.primitives.admission import actions as admission
from gonghui.primitives.admission.models import Pool
from gonghui.primitives.agenda import actions as agenda
from gonghui.primitives.draws import actions as draws
from gonghui.primitives.journal import actions as journal
from gonghui.primitives.notices import actions as notices
from gonghui.primitives.transactions import action

from .. import refusals, words
from ..models import Fair, Session
from ..pages import touched
from ..pages.agenda import DRAFTS, PLACES, SCANS, STOPPED
from ..refusals import draw as draw_refusals
from .dealers import renew_tills
from .holding import hold_fair, hold_pools, hold_what_there_is
from .sign_up import session_facts


@action
def cancel_session(session: Session, *, reason: str, by: Caller, now: datetime) -> int:
    """Cancel a session: who holds a place in it, or hopes for one, is told. Returns how many were told.

    Raises EmptyText, SessionGone, admission's ListFrozen.
    """
    want_reason(reason)
    hold_what_there_is(session.venue.fair)
    won = Session.objects.filter(pk=session.pk, cancelled_at=None, ends_at__gt=now).update(
        cancelled_at=now, cancel_reason=reason.strip()
    )
    if not won:
        raise refusals.SessionGone()
    fair = session.venue.fair
    hold_pools(fair)
    hoped = touched.hoping(fair, [session.pool_id])
    held = _clear(session, now=now)
    agenda.renew(PLACES, [fair.pk], people=[*held, *hoped], now=now)
    renew_tills(venue=session.venue_id, now=now)
    facts = session_facts(session) | {"reason": reason.strip()}
    told = tell_all(held, words.SESSION_CANCELLED, facts, fair, now=now)
    told += tell_hoping(hoped, words.HOPED_CANCELLED, facts, fair, now=now)
    journal.record(
        "fairs.cancel_session", session, by=by, now=now, label=facts["when"], facts={"told": told, "why": reason}
    )
    return told


@action
def cancel_fair(fair: Fair, *, reason: str, by: Caller, now: datetime) -> int:
    """Cancel a fair and every session ahead. Returns how many were told. Raises EmptyText, FairOver."""
    want_reason(reason)
    won = Fair.objects.filter(pk=fair.pk, cancelled_at=None, closed_at=None).update(cancelled_at=now)
    if not won:
        raise refusals.FairOver(name=fair.name)
    hold_pools(fair)
    if fair.draw_id:
        draws.cancel_draw(fair.draw, now=now)
    ahead = list(Session.objects.standing().filter(venue__fair=fair, ends_at__gt=now).select_related("pool"))
    hoped = touched.hoping(fair, [session.pool_id for session in ahead])
    held = [person for session in sorted(ahead, key=lambda one: one.pool_id) for person in _clear(session, now=now)]
    facts = {"fair": fair.name, "reason": reason.strip()}
    told = tell_all(held, words.FAIR_CANCELLED, facts, fair, now=now)
    told += tell_hoping(hoped, words.FAIR_CANCELLED, facts, fair, now=now)
    Session.objects.filter(venue__fair=fair, cancelled_at=None, ends_at__gt=now).update(
        cancelled_at=now, cancel_reason=reason.strip()
    )
    renew_all(fair, now=now)
    journal.record("fairs.cancel", fair, by=by, now=now, label=fair.name, facts={"told": told, "why": reason})
    return told


@action
def close_fair(fair: Fair, *, by: Caller, now: datetime) -> Fair:
    """End sign-up and sales; settlement and after-sales go on. Raises FairOver when it is over already, NotDrawnYet."""
    hold_fair(fair)
    stored = Fair.objects.select_related("draw").get(pk=fair.pk)
    if stored.draw and not stored.draw.drawn_at and not stored.cancelled_at:
        raise draw_refusals.NotDrawnYet()
    won = Fair.objects.filter(pk=fair.pk, published_at__isnull=False, cancelled_at=None, closed_at=None).update(
        closed_at=now
    )
    if not won:
        raise refusals.FairOver(name=fair.name)
    fair.closed_at = now
    for pool in Pool.objects.filter(session__venue__fair=fair, closed_at=None).order_by("pk"):
        admission.close_pool(pool, now=now)  # whoever still thinks the fair open is refused by the pool
    renew_all(fair, now=now)
    journal.record("fairs.close", fair, by=by, now=now, label=fair.name)
    return fair


def renew_all(fair: Fair, *, now: datetime) -> None:
    """What waited because the fair ran."""
    for source in (PLACES, DRAFTS, SCANS, STOPPED):
        agenda.renew(source, [fair.pk], now=now)
    renew_tills(venue__fair=fair, now=now)


def _clear(session: Session, *, now: datetime) -> list[UUID]:
    """Close the session's pool; everyone who held a place in it."""
    return [place.holder_id for place in admission.release_all(session.pool, now=now, reason="cancelled")]


def tell_all(
    people: Iterable[UUID], template: Any, facts: dict[str, Any], fair: Fair, *, sms: bool = True, now: datetime
) -> int:
    """Tell each of these persons the same. Returns how many."""
    return notices.tell_many(((person, facts) for person in people), template, about=[fair.pk], sms=sms, now=now)


def tell_hoping(people: Iterable[UUID], template: Any, facts: dict[str, Any], fair: Fair, *, now: datetime) -> int:
    """As `tell_all`; entrants of a draw to come, of whom nobody has won anything yet, in the app alone."""
    return tell_all(people, template, facts, fair, sms=fair.draw_id is None or fair.drawn_at is not None, now=now)


def want_reason(reason: str) -> None:
    want_text(reason, _("原因"))


def want_text(text: str, field: str) -> None:
    """Raise EmptyText for a field (as its form calls it) in which nothing stands."""
    if not text.strip():
        raise refusals.EmptyText(field=Word(field))
