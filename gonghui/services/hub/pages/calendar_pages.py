"""The rooms of a house over a day and over a month, in a constant number of queries. Reads only."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from gonghui.faces import shared
from gonghui.kernel.hours import Calendar
from gonghui.kernel.window import Window
from gonghui.primitives.hours import actions as hours
from gonghui.primitives.places import openings
from gonghui.primitives.places.models import Premises, Room
from gonghui.primitives.places.rules import Shut

from ..models import RoomBooking
from .availability import CLOSED, FAR, FREE, LATE, PAST, SHUT, Availability, RoomDay, held_by, held_within

FROM_HOUR, TO_HOUR = 8, 20  # shown of a day on which nothing is open
HOUR = timedelta(hours=1)
SECONDS = 1.0  # a month is shown as it was a moment ago; a booking asks the database


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
    """Who has what when, and what can be had, in a constant number of queries; one more for `named`."""
    whole = openings.day_of(day)
    known = Availability(rooms, reach_of(day), person=person, now=now)
    window = _reach(whole, [span for room in rooms for span in known.open(room, day)])
    rows = [known.on(room, day, window) for room in rooms]
    if named:
        held = _held(known)
        rows = [replace(row, cells=held_by(row.cells, held)) for row in rows]
    return DayPage(day, window, [window.starts + HOUR * at for at in range(window.minutes // 60)], rows)


def reach_of(day: date) -> Window:
    """A day as far as a page of it looks: an evening's booking is drawn past midnight."""
    whole = openings.day_of(day)
    return Window(whole.starts, whole.ends + LATE)


def _held(known: Availability) -> dict[UUID, RoomBooking]:
    bookings = [booking for many in known.taken.values() for booking in many]
    found = RoomBooking.objects.filter(booking__in=bookings).select_related("booking__holder")
    return {held.booking_id: held for held in found}


def _reach(whole: Window, spans: Sequence[Window]) -> Window:
    """Whole hours around all openings of a day."""
    if not spans:
        return Window(whole.starts + FROM_HOUR * HOUR, whole.starts + TO_HOUR * HOUR)
    first = whole.starts + (min(span.starts for span in spans) - whole.starts) // HOUR * HOUR
    return Window(first, whole.starts + -(-(max(span.ends for span in spans) - whole.starts) // HOUR) * HOUR)


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


@dataclass(frozen=True, slots=True, eq=False)
class MonthPage:
    """Known by itself."""

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


def month_told(premises: Premises, day: date) -> MonthPage:
    """The month in which a day lies, at most a moment old: it is the same for all."""

    def made() -> MonthPage:
        return month_page(premises, rooms_of(premises), day)

    return shared.once(("hub.house_month", premises.pk, day.replace(day=1)), SECONDS, made)


def room_month(room: Room, month: date, *, person: Any, now: datetime) -> MonthPage:
    """A room's month as its wall calendar has it: how much can still be had of each day that can be booked."""
    days = days_of(month)
    reach = Window(openings.day_of(days[0]).starts, openings.day_of(days[-1]).ends)

    def made(person: Any = None) -> MonthPage:
        known = Availability([room], reach, person=person, now=now)
        return MonthPage(days[0], days, [(room, [_left(known, room, day) for day in days])])

    if person and held_within(person, [room.premises_id], reach):  # what else they have here keeps them from it
        return made(person)
    return shared.once(("hub.month", room.pk, days[0]), SECONDS, made)


def _left(known: Availability, room: Room, day: date) -> MonthDay:
    """A day of which the quarter hours that nobody can have count as booked."""
    minutes = {True: 0, False: 0}
    for cell in known.cells(room, openings.day_of(day)):
        if cell.what not in (CLOSED, SHUT, PAST, FAR):
            minutes[cell.what == FREE] += cell.window.minutes
    return MonthDay(day, sum(minutes.values()), minutes[False])


def month_reach(day: date) -> Window:
    """The month in which a day lies, as far as its pages look."""
    days = days_of(day)
    return Window(openings.day_of(days[0]).starts, reach_of(days[-1]).ends)


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
