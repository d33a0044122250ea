"""What the worker does about draws: lists are closed, drawn and told when it is time; offers of a line that lapse."""

import logging
from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from gonghui.kernel.callers import SYSTEM
from gonghui.kernel.codes import shown
from gonghui.primitives.admission import actions as admission
from gonghui.primitives.admission.models import Place
from gonghui.primitives.agenda import actions as agenda
from gonghui.primitives.draws import actions as draws
from gonghui.primitives.draws import audit
from gonghui.primitives.draws.models import Draw, Lot
from gonghui.primitives.journal import actions as journal
from gonghui.primitives.notices import actions as notices
from gonghui.primitives.transactions import action

from .. import words
from ..models import Fair, Session
from ..pages.agenda import PLACES, STOPPED
from ..pages.drawn import draw_of, session_label
from .drawing import lot_facts
from .holding import hold_fair
from .sign_up import session_facts, tell_promoted

TOLD_AT_ONCE = 500
EXPIRED_AT_ONCE = 100

log = logging.getLogger("gonghui.fairs")


def work_draws(now: datetime) -> int:
    """The worker's part: close and draw what is due, then tell everyone. Returns how much was done."""
    due = Fair.objects.filter(cancelled_at=None, draw__isnull=False)
    closing = list(due.filter(draw__in=Draw.objects.to_close(now)))
    done = _each(_close, closing, now=now)
    done += _each(_draw_or_alarm, list(due.filter(draw__in=Draw.objects.to_draw(now))), now=now)
    unfiled = due.filter(drawn_at__isnull=False, draw__file=None).select_related("draw")
    done += _each(_file, list(unfiled[:5]), now=now)
    return done + _each(_tell_some, list(Fair.objects.untold().select_related("draw")), now=now)


def work_offers(now: datetime) -> int:
    """The worker's part: what nobody confirmed in time goes to the next in line. Returns how many."""
    places = Place.objects.overdue(now).filter(pool__session__isnull=False).order_by("confirm_by", "pk")
    return sum(_expire(place, now=now) for place in places.select_related("holder")[:EXPIRED_AT_ONCE])


def _each(act: Any, fairs: list[Fair], *, now: datetime) -> int:
    """One fair's trouble holds up no other."""
    trouble: Exception | None = None
    for fair in fairs:
        try:
            act(fair, now=now)
        except Exception as error:
            log.exception("the draw of fair %s failed", fair.pk)
            trouble = error
    if trouble is not None:
        raise trouble
    return len(fairs)


@action
def _close(fair: Fair, *, now: datetime) -> None:
    hold_fair(fair)
    sessions = Session.objects.filter(venue__fair=fair).select_related("venue__division")
    labels = {session.pool_id: session_label(session) for session in sessions}
    draw = draws.close_draw(draw_of(fair), title=fair.name, labels=labels, now=now)
    if draw.closed_at != now:
        return  # another worker was faster, or the fair was cancelled
    facts = {"entries": draw.entries, "hash": draw.list_hash}
    journal.record("fairs.close_draw", fair, by=SYSTEM, now=now, label=fair.name, facts=facts)


def _draw_or_alarm(fair: Fair, *, now: datetime) -> None:
    """A draw that does not fit what was published is not made, and waits for whoever manages the fair to find out."""
    try:
        _draw(fair, now=now)
    except audit.Unequal:
        agenda.renew(STOPPED, [fair.pk], now=now)
        raise


@action
def _draw(fair: Fair, *, now: datetime) -> None:
    hold_fair(fair)
    draw = draws.draw_lots(draw_of(fair), now=now)
    if draw.drawn_at and Fair.objects.filter(pk=fair.pk, drawn_at=None).update(drawn_at=draw.drawn_at):
        agenda.renew(PLACES, [fair.pk], now=now)
        agenda.done(STOPPED.key, [fair.pk])
        facts = {"entries": draw.entries, "won": Lot.objects.filter(draw=draw, place__isnull=False).count()}
        journal.record("fairs.draw", fair, by=SYSTEM, now=now, label=fair.name, facts=facts)


@action
def _file(fair: Fair, *, now: datetime) -> None:
    draws.store_file(draw_of(fair))


@action
def _tell_some(fair: Fair, *, now: datetime) -> None:
    """Tell the next few hundred of the drawn order what became of them."""
    start, end = fair.told_to, fair.told_to + TOLD_AT_ONCE
    if not Fair.objects.filter(pk=fair.pk, told_to=start).update(told_to=min(end, fair.draw.entries)):
        return  # another worker was faster
    lots = list(
        Lot.objects.filter(draw=fair.draw, rank__gt=start, rank__lte=end).select_related("place").order_by("rank")
    )
    sessions = _sessions(lot.place.pool_id for lot in lots if lot.place)
    won = [lot for lot in lots if lot.place and lot.place.released_at is None]
    lost = [lot for lot in lots if lot.place is None and lot.withdrawn_at is None]
    facts = [
        (lot.holder_id, session_facts(sessions[lot.place.pool_id]) | {"code": shown(lot.place.code)}) for lot in won
    ]
    notices.tell_many(facts, words.WON, about=[fair.pk], now=now)
    more = {"entries": fair.draw.entries}
    others = [(lot.holder_id, lot_facts(fair, lot) | more | {"rank": lot.rank}) for lot in lost]
    notices.tell_many(others, words.NOT_WON, about=[fair.pk], now=now)


@action
def _expire(place: Place, *, now: datetime) -> int:
    promoted = admission.expire(place, now=now)
    place.refresh_from_db(fields=["release_reason"])
    if place.release_reason != "expired":
        return 0
    session = _sessions([place.pool_id])[place.pool_id]
    about = [session.venue.fair_id]
    agenda.renew(PLACES, about, people=[place.holder_id], now=now)
    notices.tell(place.holder, words.OFFER_OVER, session_facts(session), about=about, sms=False, now=now)
    journal.record("fairs.expire", session, by=SYSTEM, now=now, on_person=place.holder_id)
    tell_promoted(promoted, session, now=now)
    return 1


def _sessions(pools: Iterable[UUID]) -> dict[UUID, Session]:
    sessions = Session.objects.filter(pool__in=set(pools)).select_related("venue__fair", "venue__division")
    return {session.pool_id: session for session in sessions}
