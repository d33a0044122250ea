"""Seats: drawn, booked, come to, left; and visits counted. Hours belong to admission, opening times to places."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db.models import F, Q
from django.utils import timezone

from gonghui.kernel.callers import Caller
from gonghui.kernel.window import Window
from gonghui.primitives import clock
from gonghui.primitives.agenda import actions as agenda
from gonghui.primitives.hours import actions as hours
from gonghui.primitives.journal import actions as journal
from gonghui.primitives.notices import actions as notices
from gonghui.primitives.people.keys import keyring
from gonghui.primitives.people.models import Person
from gonghui.primitives.places import openings
from gonghui.primitives.places.models import Premises, Room
from gonghui.primitives.rows import insert_unless_taken
from gonghui.primitives.transactions import action

from .. import rules, words
from ..models import ReadingRoom, Seat, SeatBooking, Visit
from ..models.querysets import SeatBookingQuerySet
from ..pages.agenda import SEATS
from ..refusals import seats as seat_refusals
from ..rules.plans import Drawn, read_plan

DAY = timedelta(days=1)
AT_ONCE = 200  # seats called off in one transaction


@action
def draw_plan(room: Room, text: str, *, by: Caller, now: datetime) -> int:
    """The seats of a room as drawn; seats that are gone from the plan close, and who booked them is told.

    Returns how many there are. Raises BadPlan.
    """
    drawn = {(seat.x, seat.y): seat for seat in read_plan(text)}
    Room.objects.select_for_update().get(pk=room.pk)  # of a double click the second waits, and finds the seats
    standing = {(seat.x, seat.y): seat for seat in Seat.objects.filter(room=room)}
    for square, seat in standing.items():
        if square not in drawn and seat.closed_at is None:
            _close(seat, now=now)
    for square, wanted in drawn.items():
        _set(standing.get(square), wanted, room)
    facts = {"seats": len(drawn)}
    journal.record("reading.draw_plan", room.premises, by=by, now=now, label=room.name, facts=facts)
    return len(drawn)


def _set(seat: Seat | None, wanted: Drawn, room: Room) -> None:
    """Labels come of the square, so a seat that stood there before is the same seat again."""
    if seat is None:
        seat = Seat(room=room, x=wanted.x, y=wanted.y, label=wanted.label)
    seat.kind, seat.socket, seat.closed_at = wanted.kind, wanted.socket, None
    seat.save()


def _close(seat: Seat, *, now: datetime) -> None:
    seat.closed_at = now
    seat.save(update_fields=["closed_at"])
    for booked in SeatBooking.objects.filter(seat=seat).ahead(now).for_page():
        if booked.booking.arrived_at is None and hours.release_hours(booked.booking, now=now, reason="seat_closed"):
            agenda.done(SEATS.key, [booked.pk])
            notices.tell(booked.booking.holder, words.SEAT_CLOSED, _facts(booked), now=now)


@action
def book_seat(seat: Seat, person: Person, window: Window, *, key: str, by: Caller, now: datetime) -> SeatBooking:
    """The seat for these hours; one seat at a time for one person, whichever room. The same key, the same booking.

    Raises SeatClosed, RoomNotOpen, SeatTooLong, TooFarAhead, HoursTaken, AlreadyBooked, HoursPast, NotQuarterHour.
    """
    if known := _known(seat, person, window, key):
        return known
    _check(seat, window, now)
    booking = hours.reserve_hours(seat.pk, person, window, key=key, scope=rules.SEATS, now=now)
    if known := _known(seat, person, window, key):  # the second of a double click has waited for the first
        return known
    premises = seat.room.premises
    booked = SeatBooking.objects.create(seat=seat, booking=booking, premises=premises)
    agenda.renew(SEATS, [booked.pk], now=now)
    facts = {"seat": seat.label, "when": clock.span(window.starts, window.ends)}
    journal.record("reading.book_seat", premises, by=by, now=now, label=premises.name, on_person=person, facts=facts)
    return booked


def _known(seat: Seat, person: Person, window: Window, key: str) -> SeatBooking | None:
    """The booking that this key made, whatever has become of its time since; one of other hours is refused later."""
    made = SeatBooking.objects.of(person).filter(seat=seat, booking__key=key)
    same = made.filter(booking__starts=window.starts, booking__ends=window.ends)
    found: SeatBooking | None = same.for_page().first()
    return found


def _check(seat: Seat, window: Window, now: datetime) -> None:
    room = seat.room
    if seat.closed_at is not None or room.closed_on is not None or room.premises.closed_on is not None:
        raise seat_refusals.SeatClosed(seat=seat.label)
    if window.minutes > rules.MOST_HOURS * 60:
        raise seat_refusals.SeatTooLong(hours=rules.MOST_HOURS)
    if window.starts > now + rules.DAYS_AHEAD * DAY:
        until = clock.day(now + rules.DAYS_AHEAD * DAY)
        raise seat_refusals.TooFarAhead(days=rules.DAYS_AHEAD, until=until)
    if not openings.open_during(room.premises, window, room):
        week, local = room.hours, timezone.localtime(window.starts, timezone.get_default_timezone())
        raise seat_refusals.RoomNotOpen(
            place=room.premises.name,
            when=clock.span(window.starts, window.ends),
            hours=week.text(local.weekday()) or "—",
        )


@action
def give_seat_back(booked: SeatBooking, *, by: Caller, now: datetime) -> bool:
    """Not needed any more; True if this call gave it back. Raises InUse."""
    given = hours.release_hours(booked.booking, now=now)
    if given:
        agenda.done(SEATS.key, [booked.pk])
        journal.record("reading.give_seat_back", booked.premises, by=by, now=now, on_person=booked.booking.holder_id)
    return given


@action
def sign_in(booked: SeatBooking, *, code: str, by: Caller, now: datetime) -> SeatBooking:
    """The reader says that they are at their seat, and shows it by the code that hangs in the room.

    Raises WrongRoomCode, and as `arrive`.
    """
    if not rules.same_code(code, booked.premises.code):
        raise seat_refusals.WrongRoomCode(place=booked.premises.name)
    return arrive(booked, by=by, now=now)


@action
def arrive(booked: SeatBooking, *, by: Caller, now: datetime) -> SeatBooking:
    """The reader is at their seat: the desk sees them, or `sign_in`. It counts as a visit; again it changes nothing.

    Raises NotYetTime, BookingReleased, BookingOver.
    """
    starts = booked.booking.starts
    if now < starts - timedelta(minutes=rules.EARLY):
        raise seat_refusals.NotYetTime(when=clock.moment(starts), minutes=rules.EARLY)
    booked.booking = hours.arrive(booked.booking, now=now)
    if booked.booking.just_arrived:
        agenda.renew(SEATS, [booked.pk], now=now)
        today = _of_person(booked.premises, booked.booking.holder_id, now)
        count_visit(booked.premises, Visit.Way.SEAT, key=today, now=now)
        journal.record("reading.arrive", booked.premises, by=by, now=now, on_person=booked.booking.holder_id)
    return booked


@action
def leave(booked: SeatBooking, *, by: Caller, now: datetime) -> SeatBooking:
    """The reader goes; the rest of the time is free for others. Raises NotArrived."""
    booked.booking = hours.leave(booked.booking, now=now)
    agenda.done(SEATS.key, [booked.pk])
    journal.record("reading.leave", booked.premises, by=by, now=now, on_person=booked.booking.holder_id)
    return booked


@action
def arrive_at(premises: Premises, person: Person, *, by: Caller, now: datetime) -> SeatBooking | None:
    """Who scans the code of the room comes to the seat booked there, if any; a visit is counted once a day."""
    soon = now + timedelta(minutes=rules.EARLY)
    mine = SeatBooking.objects.of(person).ahead(now).for_page().filter(premises=premises, booking__starts__lte=soon)
    booked = mine.order_by("booking__starts").first()
    if booked is not None:
        return arrive(booked, by=by, now=now)
    count_visit(premises, Visit.Way.DOOR, key=_of_person(premises, person.pk, now), now=now)
    return None


@action
def count_visit(premises: Premises, way: str, *, key: str, now: datetime, at: datetime | None = None) -> bool:
    """One more person came in; False when that coming was counted already."""
    return insert_unless_taken(Visit(premises=premises, at=at or now, way=way, key=key, created_at=now))


def _of_person(premises: Premises, person: object, now: datetime) -> str:
    """Stands for one person's day at one place; who it was cannot be read back."""
    day = clock.date_of(now)
    return keyring().blind_index(f"{premises.pk}:{person}:{day}", kind="reading.visit").hex()


@action
def release_no_shows(*, now: datetime) -> int:
    """Seats to which nobody came within their room's minutes are free again. Returns how many."""
    waits = ReadingRoom.objects.open().values_list("grace_minutes", flat=True).distinct()
    return sum(_release(minutes, now=now) for minutes in sorted(set(waits)))


def _release(minutes: int, *, now: datetime) -> int:
    late = now - timedelta(minutes=minutes)
    coming = SeatBooking.objects.filter(booking__released_at=None, booking__arrived_at=None, booking__starts__lte=late)
    due = coming.filter(booking__taken_at__lte=late, booking__starts__gt=late - DAY)
    mine = due.filter(premises__reading_room__grace_minutes=minutes).values_list("booking", flat=True)
    gone = hours.no_shows(grace_minutes=0, now=now, bookings=list(mine.order_by("pk")[:AT_ONCE]))
    _tell_gone(gone, minutes, now=now)
    return len(gone)


@action
def call_off(*, now: datetime) -> int:
    """Seats over which a closure made since lies, or that are there no more with their room, are called off, and who
    booked them hears why. Returns how many."""
    here = Q(premises__closures__room=None) | Q(premises__closures__room=F("seat__room"))
    over = Q(premises__closures__starts__lt=F("booking__ends"), premises__closures__ends__gt=F("booking__starts"))
    ahead = SeatBooking.objects.ahead(now).filter(booking__starts__gt=now, booking__arrived_at=None)
    ahead = ahead.for_page().select_related("booking__holder").order_by("booking__starts", "pk")
    shut = ahead.filter(here & over).annotate(closed_for=F("premises__closures__reason"))
    seats = {booked.pk: booked for booked in shut[:AT_ONCE]}
    for booked in seats.values():
        if hours.release_hours(booked.booking, now=now, reason="cancelled"):
            agenda.done(SEATS.key, [booked.pk])
            facts = _facts(booked) | {"reason": booked.closed_for}  # type: ignore[attr-defined]
            notices.tell(booked.booking.holder, words.SEAT_OFF, facts, now=now)
    return len(seats) + _call_off_gone(ahead, now=now)


def _call_off_gone(ahead: SeatBookingQuerySet, *, now: datetime) -> int:
    """Of seats that were given up with their room or premises."""
    gone = list(ahead.filter(Q(premises__closed_on__isnull=False) | Q(seat__room__closed_on__isnull=False))[:AT_ONCE])
    for booked in gone:
        if hours.release_hours(booked.booking, now=now, reason="seat_closed"):
            agenda.done(SEATS.key, [booked.pk])
            notices.tell(booked.booking.holder, words.SEAT_CLOSED, _facts(booked), now=now)
    return len(gone)


def _tell_gone(gone: Iterable[object], minutes: int, *, now: datetime) -> None:
    booked = SeatBooking.objects.filter(booking__in=list(gone)).for_page().select_related("booking__holder")
    agenda.done(SEATS.key, [one.pk for one in booked])
    told = [(one.booking.holder, _facts(one) | {"minutes": minutes}) for one in booked]
    notices.tell_many(told, words.SEAT_GONE, now=now)


def _facts(booked: SeatBooking) -> dict[str, object]:
    when = clock.span(booked.booking.starts, booked.booking.ends)
    return {"place": booked.premises.name, "seat": booked.seat.label, "when": when}
