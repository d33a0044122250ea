"""Which hours of which seats a reader may choose: those that `actions.book_seat` gives, and no others. Reads only."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from gonghui.faces import shared
from gonghui.kernel.dates import read_day
from gonghui.kernel.quarters import quarter_after
from gonghui.kernel.window import Window
from gonghui.primitives.hours import actions as hours
from gonghui.primitives.people.models import Person
from gonghui.primitives.places import openings
from gonghui.primitives.places.models import Premises, Room
from gonghui.primitives.planned import planned

from .. import rules
from ..models import Seat, SeatBooking
from .browse import SHARED_SECONDS

STEP, HOUR, DAY = timedelta(minutes=30), timedelta(hours=1), timedelta(days=1)
USUAL_HOURS = 2
LENGTHS = frozenset(map(str, range(1, rules.MOST_HOURS + 1)))
CLOCK = re.compile("[0-9]{2}:[0-9]{2}")


@dataclass(frozen=True, slots=True)
class Square:
    """A seat on the plan at the chosen time."""

    seat: Seat
    free: bool
    mine: bool

    @property
    def mark(self) -> str:
        """What stands on the square of a seat that cannot be had: my own says which it is."""
        return str(self.seat.label) if self.mine else "×"


@dataclass(frozen=True, slots=True)
class Plan:
    """One room's seats at the chosen time, and whether it is open all of it; `wide` and `high` count squares."""

    room: Room
    open: bool
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
    """The plans of all rooms with seats, each seat free or not during the window; two queries, and two for a room."""
    seats = list(Seat.objects.usable().at(premises).select_related("room__premises").in_order())
    held = hours.busy([seat.pk for seat in seats], window)
    rooms: dict[UUID, Plan] = {}
    for seat in seats:
        if seat.room_id not in rooms:
            is_open = openings.open_during(premises, window, seat.room)
            rooms[seat.room_id] = Plan(seat.room, is_open, [])
        plan = rooms[seat.room_id]
        mine = person is not None and any(booking.holder_id == person.pk for booking in held[seat.pk])
        plan.squares.append(Square(seat, plan.open and not held[seat.pk], mine))
    return list(rooms.values())


@dataclass(frozen=True, slots=True, eq=False)
class SeatsPage:
    """A room's plans at a time that can be chosen, known by itself; `for_one`: with what is theirs in it."""

    premises: Premises
    times: "Times"
    plans: list[Plan]
    for_one: bool = False

    @property
    def squares(self) -> list[Square]:
        return [square for plan in self.plans for square in plan.squares]

    @property
    def free(self) -> int:
        return sum(plan.free for plan in self.plans)

    @property
    def asked(self) -> str:
        """What an address asks for that leads to these plans."""
        start = timezone.localtime(self.times.start).strftime("%H:%M") if self.times.start else ""
        return urlencode({"day": self.times.day.isoformat(), "start": start, "hours": self.times.hours})


def seats_page(premises: Premises, person: Person | None, *, now: datetime, **asked: str) -> SeatsPage:
    """The plans at what was `asked` (as `times_of` takes it)."""
    times = times_of(premises, **asked, now=now)
    plans = plans_of(premises, times.window, person) if times.window else []
    return SeatsPage(premises, times, plans, person is not None)


def seats_told(premises: Premises, *, now: datetime, day: str, start: str, length: str) -> SeatsPage:
    """The same as somebody sees it who has no seat then, at most a moment old."""
    on = read_day(day)
    asked = {
        "day": on.isoformat() if on else "",
        "start": start if CLOCK.fullmatch(start) else "",
        "length": length if length in LENGTHS else "",
    }

    def made() -> SeatsPage:
        return seats_page(premises, None, now=now, **asked)

    return shared.once(("reading.seats", premises.pk, *asked.values()), SHARED_SECONDS, made)


def own_during(person: Person | None, window: Window | None, *, now: datetime) -> SeatBooking | None:
    """The seat that the person has at that time, wherever: a second is refused."""
    if person is None or window is None:
        return None
    return next(iter(_own.part(0, 1, person=person.pk, now=now, **_reach(window))), None)


def _reach(window: Window) -> dict[str, datetime]:
    return {"since": window.starts, "until": window.ends, "near": window.starts - DAY}


@planned
def _own(person: Any, now: Any, since: Any, until: Any, near: Any) -> QuerySet[SeatBooking]:
    """As `SeatBookingQuerySet.during` has it."""
    ahead = SeatBooking.objects.of(person).ahead(now)
    during = ahead.filter(booking__starts__gt=near, booking__starts__lt=until, booking__ends__gt=since)
    return during.for_page().order_by("booking__starts", "pk")


@dataclass(frozen=True, slots=True)
class Times:
    """The hours a reader may choose from on one day, and which are chosen."""

    day: date
    days: list[date]
    starts: list[datetime]
    start: datetime | None
    hours: int
    choices: Sequence[int]

    @property
    def window(self) -> Window | None:
        return Window(self.start, self.start + self.hours * HOUR) if self.start else None


def times_of(premises: Premises, *, day: str, start: str, length: str, now: datetime) -> Times:
    """What was asked for, as far as it can be; else the next start of the first open day."""
    zone = timezone.get_default_timezone()
    today = timezone.localtime(now, zone).date()
    days = [today + away * DAY for away in range(rules.DAYS_AHEAD + 1)]
    open_hours = _Open(premises, days)
    asked = next((each for each in days if each.isoformat() == day), None)
    open_on = {each: _starts(open_hours, each, now) for each in ([asked] if asked else days)}
    chosen = next((each for each in open_on if open_on[each]), asked or today)
    starts = open_on[chosen]
    wanted = next((each for each in starts if timezone.localtime(each, zone).strftime("%H:%M") == start), None)
    at = wanted or (starts[0] if starts else None)
    longest = min(rules.MOST_HOURS, open_hours.after(at) // HOUR) if at else 0
    choices = range(1, longest + 1)
    hours_asked = int(length) if length in LENGTHS else USUAL_HOURS
    return Times(chosen, days, starts, at, min(hours_asked, longest), choices)


def _starts(open_hours: "_Open", day: date, now: datetime) -> list[datetime]:
    """The next quarter hour and the half hours of the day after it, of which at least an hour is left somewhere."""
    soonest, latest = quarter_after(now), now + rules.DAYS_AHEAD * DAY
    span = openings.day_of(day)
    half_hours = [at for number in range(48) if (at := span.starts + number * STEP) > soonest]
    asked = [soonest, *half_hours] if span.contains(soonest) else half_hours
    return [at for at in asked if at <= latest and open_hours.after(at) >= HOUR]


class _Open:
    """When the rooms with seats are open on these days, and the day after the last; four queries. Without seats: when
    the house is."""

    def __init__(self, premises: Premises, days: Sequence[date]) -> None:
        seats = Seat.objects.usable().at(premises).order_by().values("room")
        rooms = list(Room.objects.filter(pk__in=seats).select_related("premises").order_by("pk"))
        calendar = openings.calendar_of(premises, days[0], days[-1] + DAY)
        whole = Window(openings.day_of(days[0]).starts, openings.day_of(days[-1] + DAY).ends)
        closures = openings.closures_within(premises, whole)
        self.spans: list[Window] = []
        for room in rooms or [Room(premises=premises)]:
            on = [span for day in [*days, days[-1] + DAY] for span in openings.openings_on(room, day, calendar)]
            shut = [each.window for each in openings.shut_of(closures, room.pk)]
            self.spans += _without(_joined(on), shut)

    def after(self, at: datetime) -> timedelta:
        """How long the longest of them stays open from this moment on."""
        return max((span.ends - at for span in self.spans if span.contains(at)), default=timedelta())


def _joined(spans: Iterable[Window]) -> list[Window]:
    """Those that follow each other without a gap are one: past midnight a day goes on."""
    joined: list[Window] = []
    for span in sorted(spans, key=lambda each: each.starts):
        if joined and span.starts <= joined[-1].ends:
            joined[-1] = Window(joined[-1].starts, max(joined[-1].ends, span.ends))
        else:
            joined.append(span)
    return joined


def _without(spans: list[Window], shut: Iterable[Window]) -> list[Window]:
    for closure in shut:
        spans = [
            Window(starts, ends)
            for span in spans
            for starts, ends in (
                (span.starts, min(span.ends, closure.starts)),
                (max(span.starts, closure.ends), span.ends),
            )
            if starts < ends
        ]
    return spans
