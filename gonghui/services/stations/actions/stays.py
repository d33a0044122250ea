"""Beds and parking spaces by the hour: booked, come to, left, let go when nobody came."""

from datetime import datetime, timedelta
from uuid import uuid5

from django.db.models import F, Q
from django.utils import timezone

from gonghui.kernel.callers import Caller
from gonghui.kernel.codes import shown
from gonghui.kernel.refusals import Refused
from gonghui.kernel.window import Window
from gonghui.kernel.words import Word
from gonghui.primitives import clock
from gonghui.primitives.agenda import actions as agenda
from gonghui.primitives.hours import actions as hours
from gonghui.primitives.hours.refusals import BookingKeyReused, HoursTaken
from gonghui.primitives.hours.rules import bad_booking
from gonghui.primitives.journal import actions as journal
from gonghui.primitives.notices import actions as notices
from gonghui.primitives.people.models import Person
from gonghui.primitives.places import openings
from gonghui.primitives.places.models import Premises
from gonghui.primitives.rows import insert_unless_taken
from gonghui.primitives.transactions import action

from .. import refusals, rules
from ..models import Stay
from ..pages.agenda import STAYS
from ..pages.rooms import open_rooms, rooms_of
from . import words

AT_ONCE = 200  # stays called off in one transaction


@action
def book_stay(
    premises: Premises, kind: str, person: Person, window: Window, *, key: str, by: Caller, now: datetime
) -> Stay:
    """Any free bed or space of a home during whole quarter hours; the same key answers the same booking.

    Raises NotAHome, StayTooLong, BeyondHours, AllTaken, AlreadyBooked, HoursPast, HoursTooLong, NotQuarterHour,
    BookingKeyReused.
    """
    if (known := _booked_before(premises, kind, person, window, key)) is not None:
        return known
    rooms = rooms_of(premises, kind)
    if not rooms:
        raise refusals.NotAHome(name=premises.name)
    _check(premises, window, key, now)
    by_id = {room.pk: room for room in open_rooms(premises, rooms, window)}
    scope = uuid5(premises.pk, kind)  # one bed and one space for each driver at a time
    for resource in hours.free_resources(by_id, window):  # one that was taken in the same moment is not the last
        [answer] = hours.reserve_hours_many(resource, person, [window], key=key, scope=scope, now=now)
        if isinstance(answer, HoursTaken):
            continue
        if isinstance(answer, Refused):
            if (known := _booked_before(premises, kind, person, window, key)) is not None:
                return known  # of a double click the other one was faster
            raise answer
        stay = Stay(premises=premises, room=by_id[resource], kind=kind, booking=answer)
        if insert_unless_taken(stay):
            agenda.renew(STAYS, [stay.pk], now=now)
            notices.tell(person, words.BOOKED, _said(stay) | {"code": shown(answer.code)}, now=now)
            journal.record("stations.book_stay", premises, by=by, now=now, label=stay.room.name, on_person=person)
            return stay
        return Stay.objects.get(booking=answer)
    raise refusals.AllTaken(what=Word(rules.ROOMS[kind]), when=clock.span(window.starts, window.ends))


def _booked_before(premises: Premises, kind: str, person: Person, window: Window, key: str) -> Stay | None:
    """The stay that this key booked. Raises BookingKeyReused where it was another kind, place or time."""
    mine = Stay.objects.filter(booking__holder=person, booking__key__startswith=f"{key}@")  # as hours names its windows
    known: Stay | None = mine.select_related("booking", "room").first()
    if known is not None and (known.premises_id, known.kind, known.booking.window) != (premises.pk, kind, window):
        raise BookingKeyReused()
    return known


def _check(premises: Premises, window: Window, key: str, now: datetime) -> None:
    """Raises what is wrong with the asked time itself, before any room is looked at."""
    rules.check_stay(window)
    if refusal := bad_booking(window, 0, 0, key, now, timezone.get_default_timezone()):
        raise refusal
    if not openings.open_during(premises, window):
        raise refusals.BeyondHours(name=premises.name, when=clock.span(window.starts, window.ends))


@action
def release_stay(stay: Stay, *, by: Caller, now: datetime) -> Stay:
    """Give the bed or space back before coming; again changes nothing. Raises InUse."""
    if hours.release_hours(stay.booking, now=now):
        agenda.done(STAYS.key, [stay.pk])
        journal.record(
            "stations.release_stay", stay.premises, by=by, now=now, label=stay.room.name, on_person=stay.booking.holder
        )
    return stay


@action
def check_in(stay: Stay, *, by: Caller, now: datetime) -> Stay:
    """The driver came. Coming again changes nothing. Raises BookingReleased, BookingOver."""
    stay.booking = hours.arrive(stay.booking, now=now)
    if stay.booking.just_arrived:
        journal.record("stations.check_in", stay.premises, by=by, now=now, label=stay.room.name)
    return stay


@action
def check_out(stay: Stay, *, by: Caller, now: datetime) -> Stay:
    """The driver left; the rest of the time is free for others. Raises NotArrived."""
    before = stay.booking.left_at
    stay.booking = hours.leave(stay.booking, now=now)
    if before is None:
        agenda.done(STAYS.key, [stay.pk])
        journal.record("stations.check_out", stay.premises, by=by, now=now, label=stay.room.name)
    return stay


@action
def let_go(*, now: datetime) -> int:
    """Bookings to which nobody came within GRACE_MINUTES, since they began and since they were made, are let go (the
    worker). Returns how many."""
    late = now - timedelta(minutes=rules.GRACE_MINUTES)
    coming = Stay.objects.filter(booking__released_at=None, booking__arrived_at=None)
    due = coming.filter(booking__starts__lte=late, booking__taken_at__lte=late).values_list("booking", flat=True)
    gone = hours.no_shows(grace_minutes=0, now=now, bookings=list(due.order_by("pk")[:AT_ONCE]))
    stays = Stay.objects.filter(booking__in=gone).for_page()
    agenda.done(STAYS.key, [stay.pk for stay in stays])
    for stay in stays:
        notices.tell(stay.booking.holder, words.STAY_RELEASED, _said(stay), sms=False, now=now)
    return len(gone)


@action
def call_off(*, now: datetime) -> int:
    """What a closure made since lies over, or what is there no more, is called off, and who booked it hears why (the
    worker). Returns how many."""
    here = Q(premises__closures__room=None) | Q(premises__closures__room=F("room"))
    over = Q(premises__closures__starts__lt=F("booking__ends"), premises__closures__ends__gt=F("booking__starts"))
    ahead = Stay.objects.live(now=now).filter(booking__starts__gt=now, booking__arrived_at=None).for_page()
    shut = ahead.filter(here & over).annotate(closed_for=F("premises__closures__reason"))
    gone = ahead.filter(Q(premises__closed_on__isnull=False) | Q(room__closed_on__isnull=False))
    reasons = {stay: stay.closed_for for stay in shut[:AT_ONCE]}  # type: ignore[attr-defined]
    reasons |= dict.fromkeys(gone[:AT_ONCE], "")
    for stay, reason in reasons.items():
        if hours.release_hours(stay.booking, now=now, reason="cancelled"):
            agenda.done(STAYS.key, [stay.pk])
            template = words.STAY_OFF if reason else words.STAY_GONE
            notices.tell(stay.booking.holder, template, _said(stay) | {"reason": reason}, now=now)
    return len(reasons)


def _said(stay: Stay) -> dict[str, str]:
    """What a notice says of a stay."""
    when = clock.span(stay.booking.starts, stay.booking.ends)
    said = {"name": stay.premises.name, "what": rules.ROOMS[stay.kind], "room": stay.room.name, "when": when}
    return said | {"grace": str(rules.GRACE_MINUTES)}
