"""Showers and washing machines: one line for all of a kind, a called turn that is kept for minutes, then passed on."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Exists, OuterRef

from gonghui.kernel.callers import Caller
from gonghui.kernel.words import Word
from gonghui.primitives import clock
from gonghui.primitives.agenda import actions as agenda
from gonghui.primitives.journal import actions as journal
from gonghui.primitives.lending import actions as lending
from gonghui.primitives.lending.models import Keeping, Turn
from gonghui.primitives.notices import actions as notices
from gonghui.primitives.people.models import Person
from gonghui.primitives.places.models import Room
from gonghui.primitives.places.standing import state_of, states_of
from gonghui.primitives.rows import hold_rows
from gonghui.primitives.transactions import action

from .. import refusals, rules
from ..models import Amenity, Use
from ..pages.agenda import TURNS
from ..pages.rooms import free_rooms
from . import words


@action
def join_line(amenity: Amenity, person: Person, *, key: str, by: Caller, now: datetime) -> Turn:
    """Stand in the line for a shower or a machine; with one free the turn is called at once.

    Raises HasOne, NotAHome where there is none, ShutNow.
    """
    amenity = _hold(amenity)
    if (known := Turn.objects.filter(subject=amenity.pk, holder=person, key=key).first()) is not None:
        return known
    _check_given_out(amenity, now)
    if Use.objects.running().filter(amenity=amenity, keeping__holder=person).exclude(turn__key=key).exists():
        raise refusals.HasOne(what=Word(rules.ROOMS[amenity.kind]))
    turn = lending.queue(amenity.pk, person, key=key, now=now)
    if turn.just_queued:
        journal.record("stations.join_line", amenity, by=by, now=now, label=amenity.premises.name, on_person=person)
        call_free(amenity, now=now)
        turn.refresh_from_db()
        agenda.renew(TURNS, [amenity.pk], people=[person.pk], now=now)
    return turn


@action
def leave_line(turn: Turn, *, by: Caller, now: datetime) -> Turn:
    """Give up one's turn, called or not; a called one goes to the next. Again changes nothing."""
    amenity = _hold(turn.subject)
    turn.refresh_from_db()
    if turn.left_at is not None:
        return turn
    called = turn.offered_until is not None
    left = lending.leave_queue(turn, now=now)
    journal.record("stations.leave_line", amenity, by=by, now=now, on_person=turn.holder_id)
    if called:
        call_free(amenity, now=now)
    agenda.done(TURNS.key, [amenity.pk], people=[turn.holder_id])
    return left


@action
def call_free(amenity: Amenity, *, now: datetime) -> list[Turn]:
    """Call as many turns as rooms are free and not yet called for; returns who was called. Nobody is called while the
    door is shut, nor to come after it shuts."""
    amenity = _hold(amenity)
    state = state_of(amenity.premises, now)
    if not state.open:
        return []
    called = Turn.objects.offered().filter(subject=amenity.pk).count()
    until = now + timedelta(minutes=amenity.wait_minutes)
    until = min(until, state.until) if state.until else until
    told = []
    for _room in range(len(free_rooms(amenity)) - called):
        turn = lending.offer_next(amenity.pk, until=until, now=now)
        if turn is None:
            break
        _tell(amenity, turn, now)
        told.append(turn)
    agenda.renew(TURNS, [amenity.pk], people=[turn.holder_id for turn in told], now=now)
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
    agenda.done(TURNS.key, [amenity.pk], people=[turn.holder_id])
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
    for amenity in Amenity.objects.filter(pk__in=_late(now)).order_by("pk"):
        held = _hold(amenity)
        for late, _nobody in lending.pass_on(minutes=None, subjects=[held.pk], now=now):
            notices.tell(late.holder, words.TURN_MISSED, _said(held), sms=False, now=now)
            missed += 1
        agenda.renew(TURNS, [held.pk], now=now)
        call_free(held, now=now)
    return missed


@action
def call_opened(*, now: datetime) -> int:
    """Who waits for what was free behind a shut door is called once it opens (the worker). Returns how many."""
    waiting = set(Turn.objects.waiting().values_list("subject", flat=True))
    lines = list(Amenity.objects.filter(pk__in=waiting).select_related("premises").order_by("pk"))
    states = states_of([line.premises for line in lines], now)
    return sum(len(call_free(line, now=now)) for line in lines if states[line.premises_id].open and free_rooms(line))


@action
def close_lines(*, now: datetime) -> int:
    """Lines for what is there no more, the home or all its rooms of the kind, are dissolved, and who stood in them
    hears of it (the worker). Returns how many did."""
    standing = Amenity.objects.filter(pk__in=set(Turn.objects.live().values_list("subject", flat=True)))
    rooms = Room.objects.visible().filter(premises=OuterRef("premises"), kind=OuterRef("kind"))
    told = 0
    for amenity in standing.exclude(Exists(rooms)).order_by("pk"):
        held = _hold(amenity)
        for turn in lending.dissolve(held.pk, now=now):
            notices.tell(turn.holder, words.LINE_CLOSED, _said(held), now=now)
            told += 1
        agenda.done(TURNS.key, [held.pk])
    return told


def _check_given_out(amenity: Amenity, now: datetime) -> None:
    """Raises NotAHome, ShutNow."""
    if not Room.objects.visible().filter(premises=amenity.premises_id, kind=amenity.kind).exists():
        raise refusals.NotAHome(name=amenity.premises.name)
    state = state_of(amenity.premises, now)
    if not state.open:
        raise refusals.ShutNow(name=amenity.premises.name, opens=state.says)


def _hold(amenity: Amenity | UUID) -> Amenity:
    """The amenity's row, locked: always before its line, so that two who change one line never wait in a ring."""
    pk = amenity.pk if isinstance(amenity, Amenity) else amenity
    return hold_rows(Amenity.objects.select_related("premises").filter(pk=pk), no_key=True).get()


def _late(now: datetime) -> list[UUID]:
    return sorted(set(Turn.objects.overdue(now).values_list("subject", flat=True)))


def _tell(amenity: Amenity, turn: Turn, now: datetime) -> None:
    assert turn.offered_until is not None
    notices.tell(turn.holder, words.TURN, _said(amenity) | {"until": clock.moment(turn.offered_until)}, now=now)


def _said(amenity: Amenity) -> dict[str, str]:
    """What a notice says of a line."""
    return {"name": amenity.premises.name, "what": rules.ROOMS[amenity.kind]}
