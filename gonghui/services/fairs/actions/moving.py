"""A session at another time or with another number of places. Everyone touched is told."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from gonghui.kernel.callers import Caller
from gonghui.kernel.window import Window
from gonghui.primitives import clock
from gonghui.primitives.admission import actions as admission
from gonghui.primitives.journal import actions as journal
from gonghui.primitives.transactions import action

from .. import refusals, words
from ..models import Fair, Session, Venue
from ..pages import touched
from .dealers import renew_tills
from .holding import hold_hall, hold_what_there_is
from .planning import refuse_before_draw, refuse_out_of_time, refuse_overlap
from .receipts import renew_receipts
from .running import tell_all, tell_hoping, want_reason
from .sign_up import session_facts, tell_promoted


@action
def move_session(session: Session, *, to: Window, reason: str, by: Caller, now: datetime) -> int:
    """Give a session that has not begun another time; receipts and turns stay, everyone touched is told: how many.

    Raises EmptyText, FairOver, SessionGone, SessionBegun, SessionsOverlap, EndsBeforeSignUp, BadTerms,
    SessionBeforeDraw, draws' ListFrozen.
    """
    want_reason(reason)
    fair = _running(session.venue)
    found = _not_begun(_standing(session.venue, Session.objects.filter(pk=session.pk), now), now)
    told = _moved(fair, found, [to], reason, by=by, now=now)
    session.starts_at, session.ends_at = to.starts, to.ends
    return told


@action
def move_day(venue: Venue, day: date, *, to: date, reason: str, by: Caller, now: datetime) -> int:
    """All sessions of one day in a hall that have not begun, at the same hours of another. Returns how many were told.

    Raises as `move_session`.
    """
    want_reason(reason)
    fair = _running(venue)
    found = _not_begun(_standing(venue, venue.sessions.filter(starts_at__date=day), now), now)
    later = to - day
    planned = [Window(each.starts_at + later, each.ends_at + later) for each in found]
    return _moved(fair, found, planned, reason, by=by, now=now)


@action
def change_capacity(session: Session, capacity: int, *, by: Caller, now: datetime) -> int:
    """Another number of places, never below those taken; more go to the line first. Returns how many it got.

    Raises FairOver, SessionGone, NoPlaces, admission's BelowTaken, draws' ListFrozen.
    """
    if capacity < 1:
        raise refusals.NoPlaces()
    _running(session.venue)
    [found] = _standing(session.venue, Session.objects.filter(pk=session.pk), now)
    before = found.pool.capacity
    promoted = admission.change_pool(found.pool, capacity=capacity, now=now)
    tell_promoted(promoted, session, now=now)
    facts = {"before_places": before, "places": capacity, "promoted": len(promoted)}
    when = clock.span(found.starts_at, found.ends_at)
    journal.record("fairs.change_capacity", found, by=by, now=now, label=when, facts=facts)
    return len(promoted)


def _running(venue: Venue) -> Fair:
    """The fair of a hall, both locked. Raises FairOver, HallGone, draws' ListFrozen."""
    fair = hold_what_there_is(venue.fair)
    if fair.closed_at or fair.cancelled_at:
        raise refusals.FairOver(name=fair.name)
    hold_hall(venue)
    return fair


def _standing(venue: Venue, sessions: Any, now: datetime) -> list[Session]:
    """Those of the sessions of a locked hall that stand, in order of time. Raises SessionGone for none."""
    found = list(sessions.standing().filter(ends_at__gt=now).select_related("pool").order_by("starts_at"))
    if not found:
        raise refusals.SessionGone()
    for session in found:
        session.venue = venue
    return found


def _not_begun(sessions: list[Session], now: datetime) -> list[Session]:
    """Those of the sessions that nobody is in yet. Raises SessionBegun for none."""
    ahead = [session for session in sessions if session.starts_at > now]
    if not ahead:
        raise refusals.SessionBegun(session=clock.span(sessions[-1].starts_at, sessions[-1].ends_at))
    return ahead


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
    """Its pool gives places until its new end; who holds one, or hopes for one, is told. Returns how many."""
    promoted = admission.change_pool(session.pool, opens_at=fair.sign_up_opens_at, closes_at=session.ends_at, now=now)
    tell_promoted(promoted, session, now=now)
    facts = session_facts(session) | {"before": before, "reason": reason.strip()}
    told = tell_all(touched.holding([session.pool_id]), words.SESSION_MOVED, facts, fair, now=now)
    told += tell_hoping(touched.hoping(fair, [session.pool_id]), words.HOPED_MOVED, facts, fair, now=now)
    said = {"before": before, "why": reason, "told": told}
    journal.record("fairs.move_session", session, by=by, now=now, label=facts["when"], facts=said)
    return told
