"""What readers see: rooms with their free seats, a room's plan at an hour, where a title's copies are. Reads only."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Case, Q, When
from django.urls import reverse
from django.utils import timezone

from gonghui.faces.attachments import Attached, attached
from gonghui.faces.distances import far
from gonghui.faces.requests import parse_id
from gonghui.kernel.geo import Point
from gonghui.kernel.hours import NO_CALENDAR, Calendar, Session, Week, session_at
from gonghui.kernel.quarters import quarter_of
from gonghui.kernel.window import Window
from gonghui.primitives.hours import actions as hours
from gonghui.primitives.lending import actions as lending
from gonghui.primitives.people.divisions import city_of
from gonghui.primitives.people.models import Person
from gonghui.primitives.places.models import Premises, Room
from gonghui.primitives.places.querysets import PremisesQuerySet
from gonghui.primitives.places.rules import State
from gonghui.primitives.places.standing import calendar_around, states_of

from .. import rules
from ..models import Cover, Hold, Loan, Seat, SeatBooking, Title

NEAREST = 100  # rooms listed by distance
STEP = timedelta(minutes=30)  # between the starts a reader chooses from
QUARTER = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class RoomRow:
    """A room in a list: whether it is open, and its seats; while it is shut none is free."""

    premises: Premises
    state: State
    seats: int
    free: int

    @property
    def distance(self) -> str:
        return far(self.premises.distance_m)


def public_rooms() -> PremisesQuerySet:
    """Reading rooms that everybody may see, with what a line about them says."""
    return Premises.objects.visible().of_kind(rules.KIND).select_related("union", "last_sign", "division")


def room_with(name: str) -> Premises | None:
    """The room whose id stands in a form or an address, or its code, as older ones have it; None where nobody has it.

    Pages say the id: who has the code has been at the door, and signs in by it.
    """
    known = parse_id(name)
    return public_rooms().filter(Q(pk=known) if known else Q(code=name[:16])).first() if name.isprintable() else None


def nearest(point: Point, *, open_at: datetime | None = None) -> list[Premises]:
    """Reading rooms, the nearest first."""
    return Premises.objects.nearest(point, kinds=(rules.KIND,), open_at=open_at, limit=NEAREST)


def by_city(person: Person | None, *, open_at: datetime | None = None) -> PremisesQuerySet:
    """All reading rooms, those of the reader's own city first; by name."""
    own = Case(When(division__code__startswith=city_of(person), then=0), default=1)
    return _rooms(open_at).order_by(own, "name", "pk")


def for_home(person: Person | None, *, now: datetime, most: int) -> PremisesQuerySet:
    """A few that are open, of the reader's own city; for who belongs to none, any."""
    if city := city_of(person):
        return _rooms(now).filter(division__code__startswith=city).order_by("name", "pk")[:most]
    return _rooms(now).order_by("pk")[:most]  # the first that are met: nobody is sorted for nothing


def _rooms(open_at: datetime | None) -> PremisesQuerySet:
    return public_rooms().open_at(open_at) if open_at else public_rooms()


def rows_of(premises: Iterable[Premises], *, now: datetime) -> list[RoomRow]:
    """Rooms with their state and free seats; six queries for any number of rooms."""
    listed = list(premises)
    states = states_of(listed, now)
    seats: dict[UUID, list[UUID]] = {one.pk: [] for one in listed}
    for pk, where in Seat.objects.usable().filter(room__premises__in=seats).values_list("pk", "room__premises"):
        seats[where].append(pk)
    free = set(hours.free_resources([pk for own in seats.values() for pk in own], _now_window(now)))
    return [
        RoomRow(
            one, states[one.pk], len(own := seats[one.pk]), sum(pk in free for pk in own) if states[one.pk].open else 0
        )
        for one in listed
    ]


def _now_window(now: datetime) -> Window:
    starts = quarter_of(now)
    return Window(starts, starts + QUARTER)


@dataclass(frozen=True, slots=True)
class Square:
    """A seat on the plan at the chosen time."""

    seat: Seat
    free: bool
    mine: bool


@dataclass(frozen=True, slots=True)
class Plan:
    """One room's seats at the chosen time; `wide` and `high` count squares."""

    room: Room
    squares: list[Square]

    @property
    def wide(self) -> int:
        return max((square.seat.x for square in self.squares), default=0) + 1

    @property
    def high(self) -> int:
        return max((square.seat.y for square in self.squares), default=0) + 1

    @property
    def free(self) -> int:
        return sum(square.free for square in self.squares)


def plans_of(premises: Premises, window: Window, person: Person | None) -> list[Plan]:
    """The plans of all rooms with seats, each seat free or not during the window; two queries."""
    seats = list(Seat.objects.usable().at(premises).select_related("room__premises").in_order())
    held = hours.busy([seat.pk for seat in seats], window)
    rooms: dict[UUID, Plan] = {}
    for seat in seats:
        plan = rooms.setdefault(seat.room_id, Plan(seat.room, []))
        mine = person is not None and any(booking.holder_id == person.pk for booking in held[seat.pk])
        plan.squares.append(Square(seat, not held[seat.pk], mine))
    return list(rooms.values())


@dataclass(frozen=True, slots=True)
class Times:
    """The hours a reader may choose from on one day, and which are chosen."""

    day: date
    days: list[date]
    starts: list[datetime]
    start: datetime | None
    hours: int
    choices: Sequence[int] = field(default=tuple(range(1, rules.MOST_HOURS + 1)))

    @property
    def window(self) -> Window | None:
        return Window(self.start, self.start + timedelta(hours=self.hours)) if self.start else None


def times_of(premises: Premises, *, day: str, start: str, length: str, now: datetime) -> Times:
    """What was asked for, as far as it can be; else the next half hour of the first open day."""
    zone = timezone.get_default_timezone()
    today = timezone.localtime(now, zone).date()
    days = [today + timedelta(days=away) for away in range(rules.DAYS_AHEAD + 1)]
    chosen = next((each for each in days if each.isoformat() == day), None)
    calendar = calendar_around(now) if premises.by_calendar else NO_CALENDAR
    wanted_days = [chosen] if chosen else days
    open_on = {each: _starts(premises.hours, each, now, calendar, zone) for each in wanted_days}
    chosen = next((each for each in wanted_days if open_on[each]), chosen or today)
    starts = open_on[chosen]
    wanted = next((each for each in starts if timezone.localtime(each, zone).strftime("%H:%M") == start), None)
    hours_asked = int(length) if length in {str(each) for each in range(1, rules.MOST_HOURS + 1)} else 2
    return Times(chosen, days, starts, wanted or (starts[0] if starts else None), hours_asked)


def _starts(week: Week, day: date, now: datetime, calendar: Calendar, zone: Any) -> list[datetime]:
    """Half hours of the day that are open and of which at least an hour is left."""
    begins = datetime.combine(day, time(), zone)
    ahead = [at for number in range(48) if (at := begins + number * STEP) >= quarter_of(now)]
    return [at for at in ahead if _lasts(session_at(week, at, calendar, zone=zone), at)]


def _lasts(session: Session | None, at: datetime) -> bool:
    return session is not None and (session.closes is None or session.closes >= at + timedelta(hours=1))


@dataclass(frozen=True, slots=True)
class Mine:
    """Everything a reader has."""

    loans: list[Loan]
    holds: list[tuple[Hold, int]]  # with the place in line, 0 once a copy is theirs
    seats: list[SeatBooking]

    def __bool__(self) -> bool:
        return bool(self.loans or self.holds or self.seats)


def mine(person: Person, *, now: datetime) -> Mine:
    holds = list(Hold.objects.open().of(person).for_page().order_by("turn__joined_at", "pk"))
    turns = lending.positions(hold.turn for hold in holds)
    return Mine(
        list(Loan.objects.open().of(person).for_page().order_by("due", "pk")),
        [(hold, turns[hold.turn_id]) for hold in holds],
        list(SeatBooking.objects.of(person).ahead(now).for_page().order_by("booking__starts", "pk")),
    )


def cover_of(title: Title) -> Attached | None:
    """The picture of a title's cover, under the address where everybody sees it; None when it has none."""
    cover = Cover.objects.select_related("file").filter(title=title).first()
    return attached(cover.file, reverse("reading:cover", args=[title.pk])) if cover else None
