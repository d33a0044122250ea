"""What can be had of rooms, quarter hour by quarter hour, as `actions.book` would answer. Reads only."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from gonghui.faces import moments
from gonghui.kernel.hours import NO_CALENDAR
from gonghui.kernel.quarters import QUARTER, quarter_of, quarters
from gonghui.kernel.window import Window
from gonghui.primitives.hours import actions as hours
from gonghui.primitives.hours.models import Booking
from gonghui.primitives.hours.querysets import LONGEST_BOOKING
from gonghui.primitives.hours.rules import LONGEST_BUFFER
from gonghui.primitives.people.models import Person
from gonghui.primitives.places import openings
from gonghui.primitives.places.models import Room
from gonghui.primitives.planned import Each, planned

from .. import rules
from ..models import RoomBooking, RoomTerms

FREE, BUSY, ASKED, AROUND, SHUT, CLOSED, PAST, FAR, MINE, ELSEWHERE = (
    "free", "busy", "asked", "around", "shut", "closed", "past", "far", "mine", "elsewhere",
)  # fmt: skip
Known = tuple[str, Booking | None, str]
MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
LATE = timedelta(hours=12)  # after midnight, as far as an evening's booking is drawn


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
    """A room on a day: what is drawn of it, and when a booking may lie that begins then, over midnight too."""

    room: Room
    terms: RoomTerms | None
    cells: list[Cell]
    free: list[Window]

    @property
    def nothing(self) -> str:
        """Why nothing can be had: closed, far (too far ahead) or full; "" when something can."""
        whats = {cell.what for cell in self.cells}
        return "" if self.free else FAR if FAR in whats else CLOSED if whats <= {CLOSED, SHUT} else "full"


class Availability:
    """What is known of rooms during a window: the same seven queries for one room and for all of a hundred houses.

    The rooms come with their premises. With `person`, what that person has then, here and elsewhere in the house.
    """

    def __init__(self, rooms: Sequence[Room], window: Window, *, person: Person | None = None, now: datetime) -> None:
        self.person, self.now = person, now
        self.houses = {room.premises_id: room.premises for room in rooms}
        self.terms = RoomTerms.objects.on(moments.today(now), [room.pk for room in rooms])
        kept = next((house for house in self.houses.values() if house.by_calendar), None)
        first, last = moments.today(window.starts), moments.today(window.ends)
        self.calendar = openings.calendar_of(kept, first, last) if kept else NO_CALENDAR
        around = 2 * LONGEST_BUFFER * MINUTE  # the other's and one's own
        self.taken = hours.busy((room.pk for room in rooms), Window(window.starts - around, window.ends + around))
        self.closures = openings.closures_of(self.houses, window)
        self.own = held_within(person, self.houses, window) if person else []

    def on(self, room: Room, day: date, drawn: Window) -> RoomDay:
        """The room on a day, of which `drawn` is shown."""
        midnight = openings.day_of(day).ends
        late = [span for span in self.open(room, day + DAY) if span.starts == midnight]
        reach = Window(drawn.starts, min(late[0].ends, midnight + LATE)) if late and drawn.ends == midnight else drawn
        cells = self.cells(room, reach)
        free = [cell.window for cell in cells if cell.what == FREE and cell.window.starts < midnight]
        shown = [cell for cell in cells if cell.window.starts < drawn.ends]
        last = shown[-1]
        shown[-1] = replace(last, window=Window(last.window.starts, min(last.window.ends, drawn.ends)))
        return RoomDay(room, self.terms.get(room.pk), shown, free)

    def cells(self, room: Room, window: Window) -> list[Cell]:
        """A window that begins on a day, in stretches that are all the same, in order."""
        known, nobody = self._known(room, window), self._nobody(room, window)
        steps = [(at, *(known.get(at) or (nobody(at), None, ""))) for at in quarters(window)]
        cells = []
        for (what, booking, reason), group in groupby(steps, key=lambda step: step[1:]):
            moments_ = [step[0] for step in group]
            cells.append(Cell(what, Window(moments_[0], moments_[-1] + QUARTER), booking, reason))
        return cells

    def _known(self, room: Room, window: Window) -> dict[datetime, Known]:
        """What keeps the quarter hours of a window from being had, each by what weighs most."""
        known: dict[datetime, Known] = {}
        for shut in openings.shut_of((each for each in self.closures if each.premises_id == room.premises_id), room.pk):
            known |= dict.fromkeys(_between(shut.window.starts, shut.window.ends, window), (SHUT, None, shut.reason))
        terms = self.terms.get(room.pk)
        before, after = (terms.before * MINUTE, terms.after * MINUTE) if terms else (0 * MINUTE, 0 * MINUTE)
        for booking in self.taken[room.pk]:
            starts, ends = booking.blocked.starts - after, booking.until + booking.after * MINUTE + before
            for at in _between(starts, ends, window):
                known.setdefault(at, (AROUND, None, ""))
            what = MINE if booking.holder == self.person else ASKED if booking.confirm_by else BUSY
            known |= dict.fromkeys(_between(booking.starts, booking.until, window), (what, booking, ""))
        for held in self.own:
            if held.room.premises_id == room.premises_id:
                for at in _between(held.booking.starts, held.booking.until, window):
                    known.setdefault(at, (ELSEWHERE, None, ""))
        return known

    def _nobody(self, room: Room, window: Window) -> Callable[[datetime], str]:
        """What a quarter hour is that nobody has."""
        terms, day = self.terms.get(room.pk), moments.today(window.starts)
        spans = self.open(room, day) + self.open(room, day + DAY)
        if terms is None or not terms.bookable or room.closed_on:
            return lambda at: CLOSED
        last = rules.last_day(terms.ahead_days, moments.today(self.now))
        first = quarter_of(self.now)

        def what(at: datetime) -> str:
            if not any(span.starts <= at and at + QUARTER <= span.ends for span in spans):
                return CLOSED
            return PAST if at < first else FAR if day > last else FREE

        return what

    def open(self, room: Room, day: date) -> list[Window]:
        """From when to when the hours of the room say open."""
        return openings.openings_on(room, day, self.calendar if room.premises.by_calendar else NO_CALENDAR)


def held_within(person: Person, houses: Collection[UUID], window: Window) -> list[RoomBooking]:
    """What a person has in rooms of these houses at some moment of `window`."""
    return _held_within(person.pk, window.starts, window.ends, window.starts - LONGEST_BOOKING, list(houses))


@planned
def _held_within(person: Any, since: Any, until: Any, reach: Any, houses: Any = Each) -> QuerySet[RoomBooking]:
    """As `RoomBookingQuerySet.within` has it."""
    live = RoomBooking.objects.of(person).live().filter(room__premises__in=houses)
    within = live.filter(booking__starts__lt=until, booking__starts__gt=reach, booking__ends__gt=since)
    return within.select_related("booking", "room")


def held_by(cells: Sequence[Cell], held: dict[UUID, RoomBooking]) -> list[Cell]:
    """The same, each booking with what staff sees of it."""
    return [replace(cell, held=held.get(cell.booking.pk)) if cell.booking else cell for cell in cells]


def _between(starts: datetime, ends: datetime, within: Window) -> list[datetime]:
    """The quarter hours of a stretch as far as they lie in `within`; none is left of one that ended before it began."""
    starts, ends = max(starts, within.starts), min(ends, within.ends)
    return quarters(Window(starts, ends)) if starts < ends else []
