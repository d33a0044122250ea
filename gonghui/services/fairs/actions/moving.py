"""A session at another time or with another number of places. Everyone touched is told."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from gonghui.kernel.callers import Caller
from gonghui.kernel.window import Window
from gonghui.primitives import clock
from gonghui.primitives.admission import actions as admission
from gonghui.primitives.admission.models import Place
from gonghui.primitives.journal import actions as journal
from gonghui.primitives.transactions import action

from .. import refusals, words
from ..models import Fair, Session, Venue
from .dealers import renew_tills
from .planning import hold_what_there_is, refuse_before_draw, refuse_out_of_time, refuse_overlap
from .receipts import renew_receipts
from .running import tell_all, want_reason
from .sign_up import session_facts, tell_promoted


@action
def move_session(session: Session, *, to: Window, reason: str, by: Caller, now: datetime) -> int:
    """Give a session another time; receipts stay valid, holders are told. Returns how many were told.

    Raises EmptyText, SessionGone, SessionsOverlap, EndsBeforeSignUp, BadTerms, SessionBeforeDraw, draws' ListFrozen.
    """
    want_reason(reason)
    fair = hold_what_there_is(session.venue.fair)
    found = _to_move(session.venue, Session.objects.filter(pk=session.pk), now)
    told = _moved(fair, found, [to], reason, by=by, now=now)
    session.starts_at, session.ends_at = to.starts, to.ends
    return told


@action
def move_day(venue: Venue, day: date, *, to: date, reason: str, by: Caller, now: datetime) -> int:
    """All sessions of one day in a hall that are not over, at the same hours of another. Returns how many were told.

    Raises as `move_session`.
    """
    want_reason(reason)
    fair = hold_what_there_is(venue.fair)
    found = _to_move(venue, venue.sessions.filter(starts_at__date=day), now)
    later = to - day
    planned = [Window(each.starts_at + later, each.ends_at + later) for each in found]
    return _moved(fair, found, planned, reason, by=by, now=now)


@action
def change_capacity(session: Session, capacity: int, *, by: Caller, now: datetime) -> int:
    """Another number of places, never below those taken; more go to the line first. Returns how many it got.

    Raises SessionGone, NoPlaces, admission's BelowTaken, draws' ListFrozen.
    """
    if capacity < 1:
        raise refusals.NoPlaces()
    hold_what_there_is(session.venue.fair)
    [found] = _to_move(session.venue, Session.objects.filter(pk=session.pk), now)
    before = found.pool.capacity
    promoted = admission.change_pool(found.pool, capacity=capacity, now=now)
    tell_promoted(promoted, session, now=now)
    facts = {"before_places": before, "places": capacity, "promoted": len(promoted)}
    when = clock.span(found.starts_at, found.ends_at)
    journal.record("fairs.change_capacity", found, by=by, now=now, label=when, facts=facts)
    return len(promoted)


def _to_move(venue: Venue, sessions: Any, now: datetime) -> list[Session]:
    """Those of the sessions that stand, in order of time; the hall is locked. Raises SessionGone for none."""
    Venue.objects.select_for_update(no_key=True).get(pk=venue.pk)
    found = list(sessions.standing().filter(ends_at__gt=now).select_related("pool").order_by("starts_at"))
    if not found:
        raise refusals.SessionGone()
    for session in found:
        session.venue = venue
    return found


def _moved(
    fair: Fair, found: Sequence[Session], planned: Sequence[Window], reason: str, *, by: Caller, now: datetime
) -> int:
    """Sessions of one locked hall at their planned times. How many were told."""
    before = [clock.span(session.starts_at, session.ends_at) for session in found]
    refuse_out_of_time(fair, planned[0], now)
    refuse_before_draw(fair, [window.starts for window in planned])
    refuse_overlap(found[0].venue, planned, but=found)
    for session, window in zip(found, planned, strict=True):
        session.starts_at, session.ends_at = window.starts, window.ends
    Session.objects.bulk_update(found, ["starts_at", "ends_at"])
    renew_receipts(fair, now=now)
    renew_tills(venue=found[0].venue_id, now=now)
    told = 0
    for session, old in sorted(zip(found, before, strict=True), key=lambda pair: pair[0].pool_id):
        told += _told_of_time(fair, session, old, reason, by=by, now=now)
    return told


def _told_of_time(fair: Fair, session: Session, before: str, reason: str, *, by: Caller, now: datetime) -> int:
    """Its pool gives places until its new end; who holds one is told. Returns how many."""
    promoted = admission.change_pool(session.pool, opens_at=fair.sign_up_opens_at, closes_at=session.ends_at, now=now)
    tell_promoted(promoted, session, now=now)
    places = list(Place.objects.filter(pool=session.pool_id, released_at=None).select_related("holder"))
    facts = session_facts(session) | {"before": before, "reason": reason.strip()}
    tell_all([place.holder for place in places], words.SESSION_MOVED, facts, fair, now=now)
    journal.record(
        "fairs.move_session", session, by=by, now=now, label=facts["when"], facts={"before": before, "why": reason}
    )
    return len(places)
