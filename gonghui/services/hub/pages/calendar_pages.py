"""The rooms of a house over a day and over a month, in a constant number of queries. Reads only."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import Any, NamedTuple
from uuid import UUID

from gonghui.kernel.hours import Calendar
from gonghui.kernel.quarters import QUARTER, quarter_of, quarters
from gonghui.kernel.window import Window
from gonghui.primitives.hours import actions as hours
from gonghui.primitives.hours.models import Booking
from gonghui.primitives.places import openings
from gonghui.primitives.places.models import Premises, Room
from gonghui.primitives.places.rules import Shut

from ..models import RoomBooking

FREE, BUSY, ASKED, AROUND, SHUT, CLOSED, PAST, MINE = (
    "free", "busy", "asked", "around", "shut", "closed", "past", "mine",
)  # fmt: skip
FROM_HOUR, TO_HOUR = 8, 20  # shown of a day on which nothing is open


@dataclass(frozen=True, slots=True)
class Cell:
    """A stretch of a room's day that is all the same: what it is, and for a booking which."""

    what: str
    window: Window
    booking: Booking | None = None
    reason: str = ""
    held: RoomBooking | None = None  # for staff: for what, and by whom

    @property
    def quarters(self) -> int:
        return self.window.minutes // 15


@dataclass(frozen=True, slots=True)
class RoomDay:
    room: Room
    cells: list[Cell]

    @property
    def free(self) -> list[Window]:
        """When it can still be had."""
        return [cell.window for cell in self.cells if cell.what == FREE]


@dataclass(frozen=True, slots=True)
class DayPage:
    """All rooms on one day, from `window.starts` to `window.ends`; `marks` are the hours of its head."""

    day: date
    window: Window
    marks: list[datetime]
    rows: list[RoomDay]


def day_page(
    premises: Premises, rooms: Sequence[Room], day: date, *, person: Any, named: bool = False, now: datetime
) -> DayPage:
    """Who has what when, and what is free: three queries, one for a house that keeps holidays, one for `named`."""
    whole = openings.day_of(day)
    calendar = openings.calendar_of(premises, day, day)
    open_ = {room.pk: openings.openings_on(room, day, calendar) for room in rooms}
    window = _reach(whole, [span for spans in open_.values() for span in spans])
    taken = hours.busy([room.pk for room in rooms], _wider(window))
    closures = openings.closures_within(premises, window)
    rows, held = [], _held(taken) if named else {}
    for room in rooms:
        facts = _Day(open_[room.pk], taken[room.pk], openings.shut_of(closures, room.pk), person, now, held)
        rows.append(RoomDay(room, facts.cells(window)))
    hour = timedelta(hours=1)
    return DayPage(day, window, [window.starts + hour * at for at in range(window.minutes // 60)], rows)


def _held(taken: dict[UUID, list[Booking]]) -> dict[UUID, RoomBooking]:
    found = RoomBooking.objects.filter(booking__in=[booking for many in taken.values() for booking in many])
    return {held.booking_id: held for held in found.select_related("booking__holder")}


def _reach(whole: Window, spans: Iterable[Window]) -> Window:
    """Whole hours around all openings of a day."""
    spans = list(spans)
    if not spans:
        hour = timedelta(hours=1)
        return Window(whole.starts + FROM_HOUR * hour, whole.starts + TO_HOUR * hour)
    starts, ends = min(span.starts for span in spans), max(span.ends for span in spans)
    hour = timedelta(hours=1)
    first = whole.starts + (starts - whole.starts) // hour * hour
    return Window(first, whole.starts + -(-(ends - whole.starts) // hour) * hour)


def _wider(window: Window) -> Window:
    """With the minutes around bookings of before and after."""
    around = timedelta(minutes=240)
    return Window(window.starts - around, window.ends + around)


@dataclass(frozen=True, slots=True)
class _Day:
    """What is known of a room on a day."""

    open: Sequence[Window]
    taken: Sequence[Booking]
    shut: Sequence[Shut]
    person: Any
    now: datetime
    held: dict[UUID, RoomBooking]

    def cells(self, window: Window) -> list[Cell]:
        """The day in stretches that are all the same, in order."""
        known = self._known()
        steps = [(at, *known.get(at, self._nobody(at))) for at in quarters(window)]
        cells = []
        for (what, booking, reason), group in groupby(steps, key=lambda step: step[1:]):
            moments = [at for at, *_rest in group]
            held = self.held.get(booking.pk) if booking else None
            cells.append(Cell(what, Window(moments[0], moments[-1] + QUARTER), booking, reason, held))
        return cells

    def _known(self) -> dict[datetime, tuple[str, Booking | None, str]]:
        known: dict[datetime, tuple[str, Booking | None, str]] = {}
        for shut in self.shut:
            known |= dict.fromkeys(quarters(shut.window), (SHUT, None, shut.reason))
        for booking in self.taken:
            for at in _between(booking.blocked.starts, booking.until + timedelta(minutes=booking.after)):
                known.setdefault(at, (AROUND, None, ""))
            what = MINE if booking.holder == self.person else ASKED if booking.confirm_by else BUSY
            known |= dict.fromkeys(_between(booking.starts, booking.until), (what, booking, ""))
        return known

    def _nobody(self, at: datetime) -> tuple[str, Booking | None, str]:
        if not any(span.starts <= at < span.ends for span in self.open):
            return CLOSED, None, ""
        return (PAST if at < quarter_of(self.now) else FREE), None, ""


def _between(starts: datetime, ends: datetime) -> list[datetime]:
    """The quarter hours of a stretch; none of it is left when its holder came early and went before it began."""
    return quarters(Window(starts, ends)) if starts < ends else []


class MonthDay(NamedTuple):
    """A room on a day of a month: minutes it is open, and of them booked. A tuple: a month of many has thousands."""

    day: date
    open: int
    booked: int
    shut: bool = False

    @property
    def level(self) -> int:
        """0: nothing booked, 1 to 3: some, much, nearly all, 4: full; 5: not open."""
        if not self.open or self.shut:
            return 5
        return 4 if self.booked >= self.open else -(-self.booked * 3 // self.open)


@dataclass(frozen=True, slots=True)
class MonthPage:
    month: date  # its first day
    days: list[date]
    rows: list[tuple[Room, list[MonthDay]]]

    @property
    def before(self) -> date:
        """A day of the month before."""
        return self.month - timedelta(days=1)

    @property
    def after(self) -> date:
        """The first day of the month after."""
        return self.days[-1] + timedelta(days=1)


def month_page(premises: Premises, rooms: Sequence[Room], month: date) -> MonthPage:
    """Every room on every day of a month; two queries, and one for a house that keeps holidays."""
    days = days_of(month)
    window = Window(openings.day_of(days[0]).starts, openings.day_of(days[-1]).ends)
    calendar = openings.calendar_of(premises, days[0], days[-1])
    booked = hours.booked_minutes([room.pk for room in rooms], window)
    closures = openings.closures_within(premises, window)
    open_ = _OpenMinutes(calendar, days)
    rows = []
    for room in rooms:
        shut, taken = _whole_days(openings.shut_of(closures, room.pk), days), booked.get(room.pk, {})
        row = [
            MonthDay(day, free, taken.get(day, 0), day in shut) for day, free in zip(days, open_.of(room), strict=True)
        ]
        rows.append((room, row))
    return MonthPage(days[0], days, rows)


class _OpenMinutes:
    """How many minutes a room is open on each of the days; rooms with the same hours are reckoned once."""

    def __init__(self, calendar: Calendar, days: Sequence[date]) -> None:
        self.calendar, self.days = calendar, days
        self.known: dict[tuple[int, ...], list[int]] = {}

    def of(self, room: Room) -> list[int]:
        week = tuple(room.premises.week if room.week is None else room.week)
        if week not in self.known:
            found = {day: openings.openings_on(room, day, self.calendar) for day in self.days}
            self.known[week] = [sum(span.minutes for span in found[day]) for day in self.days]
        return self.known[week]


def _whole_days(shut: Iterable[Shut], days: Sequence[date]) -> set[date]:
    """The days that a closure takes whole."""
    closed = set()
    for closure in shut:
        for day in days:
            whole = openings.day_of(day)
            if closure.window.starts <= whole.starts and whole.ends <= closure.window.ends:
                closed.add(day)
    return closed


def days_of(month: date) -> list[date]:
    """The days of the month in which `month` lies."""
    first = month.replace(day=1)
    after = (first + timedelta(days=31)).replace(day=1)
    return [first + timedelta(days=at) for at in range((after - first).days)]


def weeks_of(days: Sequence[MonthDay]) -> list[list[MonthDay | None]]:
    """A month as a wall calendar has it: weeks from Monday, None before its first and after its last day."""
    cells: list[MonthDay | None] = [None] * days[0].day.weekday() + list(days)
    cells += [None] * (-len(cells) % 7)
    return [cells[at : at + 7] for at in range(0, len(cells), 7)]


def rooms_of(premises: Premises) -> list[Room]:
    """The rooms of a house, in order, each knowing its house."""
    rooms = list(Room.objects.visible().filter(premises=premises).in_order())
    for room in rooms:
        room.premises = premises
    return rooms
