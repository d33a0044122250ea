"""A worker takes a slot or waits for one; at the desk whoever comes is received, and what was measured is kept."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.db import transaction

from gonghui.kernel.callers import SYSTEM, Caller
from gonghui.kernel.words import Word
from gonghui.primitives.admission import actions as admission
from gonghui.primitives.admission.models import CheckIn, Place, Waiter
from gonghui.primitives.admission.refusals import AlreadyIn
from gonghui.primitives.agenda import actions as agenda
from gonghui.primitives.journal import actions as journal
from gonghui.primitives.notices import actions as notices
from gonghui.primitives.people.models import Person
from gonghui.primitives.transactions import action

from .. import refusals, rules, words
from ..models import Day, Finding, Slot
from ..models.sealing import seal, unsealed
from ..pages.agenda import LINES, PLACES
from .telling import tell


@action
def take(slot: Slot, person: Person, *, key: str, by: Caller, now: datetime) -> Place:
    """A place in a slot; the same key, the same one. Raises CalledOff, SlotOver, and as admission's `take`."""
    _check(slot, now)
    place = admission.take(slot.pool, person, key=key, now=now)
    if place.just_taken:
        _leaves_lines(slot, person.pk, now=now)
        tell(place, slot, words.BOOKED, now=now)
        journal.record("clinic.take", slot, by=by, now=now, label=slot.day.title)
    return place


@action
def wait(slot: Slot, person: Person, *, by: Caller, now: datetime) -> Waiter:
    """In the line of a slot that is full. Raises CalledOff, SlotOver, and as admission's `wait`."""
    _check(slot, now)
    waiter = admission.wait(slot.pool, person, now=now)
    agenda.renew(LINES, [slot.pk], people=[person.pk], now=now)
    journal.record("clinic.wait", slot, by=by, now=now, label=slot.day.title)
    return waiter


@action
def leave_line(slot: Slot, person: Person, *, by: Caller, now: datetime) -> None:
    """Once is enough."""
    waiter = Waiter.objects.live().filter(pool=slot.pool_id, holder=person).first()
    if waiter is not None:
        admission.leave_line(waiter, now=now)
        agenda.renew(LINES, [slot.pk], people=[person.pk], now=now)
        journal.record("clinic.leave_line", slot, by=by, now=now, label=slot.day.title)


@action
def give_back(place: Place, *, by: Caller, now: datetime) -> None:
    """Whoever is next in the line has it, and is told. Raises SlotOver, AlreadyIn. Once is enough."""
    slot = Slot.objects.for_page().get(pool=place.pool_id)
    if slot.starts <= now:
        raise refusals.SlotOver()
    live = place.released_at is None
    promoted = admission.release(place, now=now)
    if live and place.released_at:
        journal.record("clinic.give_back", slot, by=by, now=now, label=slot.day.title)
    agenda.renew(PLACES, [place.pk], now=now)
    for each in promoted:
        _leaves_lines(slot, each.holder_id, now=now)
        tell(each, slot, words.MOVED_UP, now=now)
        journal.record("clinic.promote", slot, by=SYSTEM, now=now, label=slot.day.title)


@action
def receive(place: Place, *, by: Caller, now: datetime) -> CheckIn:
    """The holder is there; coming again changes nothing. Raises TicketGone."""
    if there := CheckIn.objects.filter(place=place).first():
        return there
    if place.released_at:
        raise refusals.TicketGone()
    try:
        with transaction.atomic():
            came = admission.check_in(place, by=by, now=now, way="receipt")
    except AlreadyIn:  # at this moment, at another desk
        return CheckIn.objects.get(place=place)
    agenda.renew(PLACES, [place.pk], now=now)
    slot = Slot.objects.for_page().get(pool=place.pool_id)
    journal.record("clinic.receive", slot, by=by, now=now, label=slot.day.title)
    return came


@action
def find(place: Place, values: Mapping[str, Decimal], advice: str = "", *, by: Caller, now: datetime) -> Finding:
    """What was measured of who came, sealed for them alone; told again it takes the place of what was there.

    Raises NothingMeasured, NotAtThisDay, TicketGone.
    """
    day = Day.objects.get(pk=place.scope)
    if not values:
        raise refusals.NothingMeasured()
    for code in values:
        if code not in day.measures:
            raise refusals.NotAtThisDay(name=Word(rules.NAMED[code].title) if code in rules.NAMED else code[:20])
    receive(place, by=by, now=now)
    person = Person.objects.select_for_update(no_key=True).get(pk=place.holder_id)  # two stations at once: one after
    found = Finding.objects.filter(day=day, person=person).first() or Finding(day=day, person=person, created_at=now)
    known = {"values": {}, "advice": ""} if found._state.adding else unsealed(found)
    told = known["values"] | {code: str(value) for code, value in values.items()}
    seal(found, {"values": told, "advice": advice.strip()[: rules.LONGEST_WORDS] or known["advice"]})
    first, found.at = found._state.adding, now
    found.save()
    journal.record("clinic.find", day, by=by, now=now, label=day.title)
    if first:
        notices.tell(person, words.FOUND, {}, now=now)
    return found


def _leaves_lines(slot: Slot, holder: UUID, *, now: datetime) -> None:
    """Who has a place of a day stands in none of its lines any more."""
    slots = Slot.objects.filter(day=slot.day_id).values_list("pk", flat=True)
    agenda.renew(LINES, list(slots), people=[holder], now=now)


def _check(slot: Slot, now: datetime) -> None:
    """Raises CalledOff, SlotOver."""
    if slot.day.called_off_at:
        raise refusals.CalledOff(reason=slot.day.called_off_because)
    if slot.starts <= now:
        raise refusals.SlotOver()
