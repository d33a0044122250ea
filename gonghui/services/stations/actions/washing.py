"""Showers and washing machines: one line for all of a kind, a called turn that is kept for minutes, then passed on."""

from datetime import datetime, timedelta
from uuid import UUID

from gonghui.kernel.callers import Caller
from gonghui.kernel.words import Word
from gonghui.primitives import clock
from gonghui.primitives.journal import actions as journal
from gonghui.primitives.lending import actions as lending
from gonghui.primitives.lending.models import Keeping, Turn
from gonghui.primitives.notices import actions as notices
from gonghui.primitives.people.models import Person
from gonghui.primitives.transactions import action

from .. import refusals, rules
from ..models import Amenity, Use
from ..pages.rooms import free_rooms
from . import words


@action
def join_line(amenity: Amenity, person: Person, *, key: str, by: Caller, now: datetime) -> Turn:
    """Stand in the line for a shower or a machine; with one free the turn is called at once. Raises HasOne."""
    _hold(amenity)
    if Use.objects.running().filter(amenity=amenity, keeping__holder=person).exclude(turn__key=key).exists():
        raise refusals.HasOne(what=Word(rules.ROOMS[amenity.kind]))
    turn = lending.queue(amenity.pk, person, key=key, now=now)
    if turn.just_queued:
        journal.record("stations.join_line", amenity, by=by, now=now, label=amenity.premises.name, on_person=person)
        call_free(amenity, now=now)
        turn.refresh_from_db()
    return turn


@action
def leave_line(turn: Turn, *, by: Caller, now: datetime) -> Turn:
    """Give up one's turn, called or not; a called one goes to the next."""
    amenity = _hold(turn.subject)
    turn.refresh_from_db()
    called = turn.offered_until is not None and turn.left_at is None
    left = lending.leave_queue(turn, now=now)
    journal.record("stations.leave_line", amenity, by=by, now=now, on_person=turn.holder_id)
    if called:
        call_free(amenity, now=now)
    return left


@action
def call_free(amenity: Amenity, *, now: datetime) -> list[Turn]:
    """Call as many turns as rooms are free and not yet called for; returns who was called."""
    _hold(amenity)
    called = Turn.objects.offered().filter(subject=amenity.pk).count()
    until = now + timedelta(minutes=amenity.wait_minutes)
    told = []
    for _room in range(len(free_rooms(amenity)) - called):
        turn = lending.offer_next(amenity.pk, until=until, now=now)
        if turn is None:
            break
        _tell(amenity, turn, now)
        told.append(turn)
    return told


@action
def start_use(turn: Turn, *, by: Caller, now: datetime) -> Use:
    """The called person goes in: a free room is theirs for the turn's minutes. Again answers the same use.

    Raises NotOffered, OfferMissed, TurnOver, NoneFree.
    """
    amenity = _hold(turn.subject)
    standing = Use.objects.filter(turn=turn).first()
    if standing is not None:
        return standing
    lending.take_up(turn, now=now)
    rooms = free_rooms(amenity)
    if not rooms:
        raise refusals.NoneFree(what=Word(rules.ROOMS[amenity.kind]))
    due = now + timedelta(minutes=amenity.minutes)
    kept = lending.keep(rooms[0].pk, turn.holder, key=f"use-{turn.pk}", due=due, now=now)
    journal.record("stations.start_use", amenity, by=by, now=now, label=rooms[0].name, on_person=turn.holder_id)
    return Use.objects.create(amenity=amenity, room=rooms[0], keeping=kept, turn=turn)


@action
def finish_use(use: Use, *, by: Caller, now: datetime) -> Use:
    """The room is free again, and the next turn is called. Again changes nothing."""
    amenity = _hold(use.amenity_id)
    if Keeping.objects.open().filter(pk=use.keeping_id).exists():
        use.keeping = lending.give_back(use.room_id, now=now)
        journal.record("stations.finish_use", amenity, by=by, now=now, label=use.room.name)
        call_free(amenity, now=now)
    return use


@action
def pass_on(*, now: datetime) -> int:
    """Turns that were called and not taken up go to the next (the worker). Returns how many were missed."""
    missed = 0
    lines = Amenity.objects.filter(pk__in=_late(now)).select_related("premises").order_by("pk")
    for amenity in lines:
        _hold(amenity)
        pairs = lending.pass_on(minutes=amenity.wait_minutes, subjects=[amenity.pk], now=now)
        for late, following in pairs:
            facts = {"name": amenity.premises.name, "what": rules.ROOMS[amenity.kind]}
            notices.tell(late.holder, words.TURN_MISSED, facts, sms=False, now=now)
            if following is not None:
                _tell(amenity, following, now)
        missed += len(pairs)
    return missed


def _hold(amenity: Amenity | UUID) -> Amenity:
    """The amenity's row, locked: always before its line, so that two who change one line never wait in a ring."""
    pk = amenity.pk if isinstance(amenity, Amenity) else amenity
    held: Amenity = Amenity.objects.select_for_update(of=["self"], no_key=True).select_related("premises").get(pk=pk)
    return held


def _late(now: datetime) -> list[UUID]:
    return sorted(set(Turn.objects.overdue(now).values_list("subject", flat=True)))


def _tell(amenity: Amenity, turn: Turn, now: datetime) -> None:
    assert turn.offered_until is not None
    facts = {
        "name": amenity.premises.name,
        "what": rules.ROOMS[amenity.kind],
        "until": clock.moment(turn.offered_until),
    }
    notices.tell(turn.holder, words.TURN, facts, now=now)
