"""While a fair runs: cancel or move a session, cancel or close the fair. Everyone touched is told."""

from datetime import datetime
from typing import Any

from gonghui.kernel.callers import Caller
from gonghui.kernel.window import Window
from gonghui.kernel.words import Word
from gonghui.kernel.words import gettext_noop as _
from gonghui.primitives import clock
from gonghui.primitives.admission import actions as admission
from gonghui.primitives.admission.models import Place, Pool
from gonghui.primitives.agenda import actions as agenda
from gonghui.primitives.draws import actions as draws
from gonghui.primitives.draws.models import Draw
from gonghui.primitives.draws.refusals import ListFrozen
from gonghui.primitives.journal import actions as journal
from gonghui.primitives.notices import actions as notices
from gonghui.primitives.people.models import Person
from gonghui.primitives.transactions import action

from .. import refusals, words
from ..models import Fair, Session, Venue
from ..pages.agenda import DRAFTS, PLACES, SCANS, STOPPED
from .dealers import renew_tills
from .planning import refuse_before_draw, refuse_out_of_time, refuse_overlap
from .sign_up import session_facts, tell_promoted


@action
def cancel_session(session: Session, *, reason: str, by: Caller, now: datetime) -> int:
    """Cancel a session: who holds a place in it or waits for one is told. Returns how many were told.

    Raises EmptyText, SessionGone, admission's ListFrozen.
    """
    _want_reason(reason)
    _refuse_while_frozen(session.venue.fair)
    won = Session.objects.filter(pk=session.pk, cancelled_at=None, ends_at__gt=now).update(
        cancelled_at=now, cancel_reason=reason.strip()
    )
    if not won:
        raise refusals.SessionGone()
    holders = _clear(session, now=now)
    fair = session.venue.fair
    agenda.renew(PLACES, [fair.pk], people=[person.pk for person in holders], now=now)
    renew_tills(venue=session.venue_id, now=now)
    facts = session_facts(session) | {"reason": reason.strip()}
    told = _tell_all(holders, words.SESSION_CANCELLED, facts, fair, now=now)
    journal.record(
        "fairs.cancel_session", session, by=by, now=now, label=facts["when"], facts={"told": told, "why": reason}
    )
    return told


@action
def move_session(session: Session, *, to: Window, reason: str, by: Caller, now: datetime) -> int:
    """Give a session another time; receipts stay valid, holders are told. Returns how many were told.

    Raises EmptyText, SessionGone, SessionsOverlap, EndsBeforeSignUp, BadTerms.
    """
    _want_reason(reason)
    refuse_out_of_time(session.venue.fair, to, now)
    refuse_before_draw(session.venue.fair, [to.starts])
    venue = Venue.objects.select_for_update().get(pk=session.venue_id)
    refuse_overlap(venue, [to], but=session)
    before = clock.span(session.starts_at, session.ends_at)
    won = Session.objects.filter(pk=session.pk, cancelled_at=None, ends_at__gt=now).update(
        starts_at=to.starts, ends_at=to.ends
    )
    if not won:
        raise refusals.SessionGone()
    session.starts_at, session.ends_at = to.starts, to.ends
    opens_at = session.venue.fair.sign_up_opens_at
    promoted = admission.change_pool(session.pool, opens_at=opens_at, closes_at=to.ends, now=now)
    tell_promoted(promoted, session, now=now)
    places = list(Place.objects.filter(pool=session.pool_id, released_at=None).select_related("holder"))
    agenda.renew(PLACES, [session.venue.fair_id], now=now)
    renew_tills(venue=session.venue_id, now=now)
    facts = session_facts(session) | {"before": before, "reason": reason.strip()}
    _tell_all([place.holder for place in places], words.SESSION_MOVED, facts, session.venue.fair, now=now)
    journal.record(
        "fairs.move_session", session, by=by, now=now, label=facts["when"], facts={"before": before, "why": reason}
    )
    return len(places)


@action
def cancel_fair(fair: Fair, *, reason: str, by: Caller, now: datetime) -> int:
    """Cancel a fair and every session ahead. Returns how many were told. Raises EmptyText, FairOver."""
    _want_reason(reason)
    won = Fair.objects.filter(pk=fair.pk, cancelled_at=None, closed_at=None).update(cancelled_at=now)
    if not won:
        raise refusals.FairOver(name=fair.name)
    if fair.draw_id:
        draws.cancel_draw(fair.draw, now=now)
    touched: dict[Any, Any] = {}  # who waits in two lines is told once
    ahead = Session.objects.filter(venue__fair=fair, cancelled_at=None, ends_at__gt=now).select_related("pool")
    for session in ahead.order_by("pool_id"):
        touched |= {person.pk: person for person in _clear(session, now=now)}
    facts = {"fair": fair.name, "reason": reason.strip()}
    told = _tell_all(list(touched.values()), words.FAIR_CANCELLED, facts, fair, now=now)
    Session.objects.filter(venue__fair=fair, cancelled_at=None, ends_at__gt=now).update(
        cancelled_at=now, cancel_reason=reason.strip()
    )
    _renew_all(fair, now=now)
    journal.record("fairs.cancel", fair, by=by, now=now, label=fair.name, facts={"told": told, "why": reason})
    return told


@action
def close_fair(fair: Fair, *, by: Caller, now: datetime) -> Fair:
    """End sign-up and sales; settlement and after-sales go on. Raises FairOver when it is over already."""
    won = Fair.objects.filter(pk=fair.pk, published_at__isnull=False, cancelled_at=None, closed_at=None).update(
        closed_at=now
    )
    if not won:
        raise refusals.FairOver(name=fair.name)
    fair.closed_at = now
    for pool in Pool.objects.filter(session__venue__fair=fair, closed_at=None).order_by("pk"):
        admission.close_pool(pool, now=now)  # whoever still thinks the fair open is refused by the pool
    _renew_all(fair, now=now)
    journal.record("fairs.close", fair, by=by, now=now, label=fair.name)
    return fair


def _renew_all(fair: Fair, *, now: datetime) -> None:
    """What waited because the fair ran."""
    for source in (PLACES, DRAFTS, SCANS, STOPPED):
        agenda.renew(source, [fair.pk], now=now)
    renew_tills(venue__fair=fair, now=now)


def _clear(session: Session, *, now: datetime) -> list[Any]:
    """Close the session's pool; everyone who held a place in it or stood in its line."""
    waiters = admission.close_pool(session.pool, now=now)
    places = admission.release_all(session.pool, now=now, reason="cancelled")
    return list(Person.objects.filter(pk__in=[row.holder_id for row in [*places, *waiters]]))


def _tell_all(persons: list[Any], template: Any, facts: dict[str, Any], fair: Fair, *, now: datetime) -> int:
    notices.tell_many([(person, facts) for person in persons], template, about=[fair.pk], now=now)
    return len(persons)


def _refuse_while_frozen(fair: Fair) -> None:
    """Between the closing of a draw's list and the draw, what there is to win stands. Raises admission's ListFrozen."""
    if Draw.objects.frozen().filter(scope=fair.pk).exists():
        raise ListFrozen()


def _want_reason(reason: str) -> None:
    if not reason.strip():
        raise refusals.EmptyText(field=Word(_("原因")))
