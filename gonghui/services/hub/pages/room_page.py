"""A room, a booking and a recurring booking as one person sees them. Reads only."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext

from gonghui.faces import moments, shared
from gonghui.faces.speech import speak
from gonghui.kernel.quarters import QUARTER
from gonghui.kernel.refusals import Refused
from gonghui.kernel.window import Window
from gonghui.primitives.hours import actions as hours
from gonghui.primitives.people.models import Person
from gonghui.primitives.places import openings
from gonghui.primitives.places.facilities import BY_CODE, Facility
from gonghui.primitives.places.models import Room

from .. import rules
from ..models import HUB, Layout, RoomBooking, RoomTerms, Series
from . import browse, calendar_pages
from .availability import SHUT, Cell, RoomDay, held_within
from .calendar_pages import MonthDay
from .eligibility import around, asker_on_page, terms_as_asked, terms_of, why_not
from .wishes import details

FIRST_LENGTH = timedelta(hours=1)  # of the booking that the form proposes
SECOND = timedelta(seconds=1)


@dataclass(frozen=True, slots=True, eq=False)
class RoomPage:
    """A room on a day: known by itself, a new one for each moment. `refusal`: nobody can book it, and why.

    `for_one`: with what is theirs in it.
    """

    room: Room
    row: RoomDay
    day: date
    terms: RoomTerms | None
    refusal: Refused | None
    weeks: list[list[MonthDay | None]]
    month: date
    before: date  # a day of the month before, …
    after: date  # … and of the month after
    layouts: list[Layout]
    equipment: list[Facility]
    chosen: Sequence[str] = ()  # equipment that was ticked
    for_one: bool = False

    @property
    def heads(self) -> list[str]:
        """The days of the week, as the wall calendar's head has them."""
        return [moments.weekday(each.day) for each in self.weeks[1] if each]

    @property
    def closures(self) -> list[Cell]:
        return [cell for cell in self.row.cells if cell.what == SHUT]

    @property
    def starts(self) -> dict[str, str]:
        """When a booking may begin: the form's value, and as it is read."""
        return {clock_of(part.starts): clock_of(part.starts) for part in self._parts()}

    @property
    def ends(self) -> dict[str, str]:
        """When it may end; past midnight it says so."""
        midnight, told = openings.day_of(self.day).ends, {}
        for part in self._parts(late=True):
            value = clock_of(part.ends)
            said = f"{gettext('次日')} {value}" if part.ends > midnight else "24:00" if part.ends == midnight else value
            told.setdefault(value, said)
        return told

    def _parts(self, *, late: bool = False) -> list[Window]:
        midnight = openings.day_of(self.day).ends
        return [part for free in self.row.free for part in free.split(15) if late or part.starts < midnight]


@dataclass(frozen=True, slots=True)
class Asked:
    """One date of a recurring booking: `says` why it cannot be had, "" if it can; `held` is what it became."""

    window: Window
    says: str
    mend: str = ""
    held: RoomBooking | None = None


def room_or_404(pk: Any) -> Room:
    rooms = Room.objects.visible().filter(premises__kind=HUB)
    return get_object_or_404(rooms.select_related("premises__union", "premises__division"), pk=pk)


def room_told(pk: Any) -> Room:
    """A room for who only looks: at most a moment old. Raises Http404."""
    return shared.once(("hub.room", pk), browse.SHARED_SECONDS, lambda: room_or_404(pk))


def room_day(room: Room, day: date | None, person: Person | None, *, now: datetime) -> RoomPage:
    """As all see it, at most a moment old; anew for who has something in the house that month.

    None: the day it begins with.
    """

    on = day or browse.begins_with(room, now)

    def made(person: Person | None = None) -> RoomPage:
        return room_page(room, person, on, now=now)

    if person and held_within(person, [room.premises_id], calendar_pages.month_reach(on)):
        return made(person)
    return shared.once(("hub.room_day", room.pk, on), browse.SHARED_SECONDS, made)


def refusal_of(page: RoomPage, person: Person | None) -> Refused | None:
    """Why this person may not book the room at all."""
    if page.refusal or page.terms is None or person is None:
        return page.refusal
    return rules.who_may(terms_as_asked(page.room, page.terms), asker_on_page(person))


def room_page(room: Room, person: Person | None, day: date, *, chosen: Sequence[str] = (), now: datetime) -> RoomPage:
    """Everything that the page of a room shows, in a constant number of queries."""
    refusal: Refused | None = None
    terms: RoomTerms | None = None
    try:
        terms = terms_of(room, now)
    except Refused as closed:
        refusal = closed
    [row] = calendar_pages.day_page(room.premises, [room], day, person=person, now=now).rows
    month = calendar_pages.room_month(room, day, person=person, now=now)
    return RoomPage(
        room=room,
        row=row,
        day=day,
        terms=terms,
        refusal=refusal,
        weeks=calendar_pages.weeks_of(month.rows[0][1]),
        month=month.month,
        before=month.before,
        after=month.after,
        layouts=browse.layouts_of(room),
        equipment=[BY_CODE[code] for code in room.equipment if code in BY_CODE],
        chosen=chosen,
        for_one=person is not None,
    )


def first_wish(page: RoomPage, tapped: str, *, now: datetime) -> dict[str, Any]:
    """What the form proposes: an hour from the time that was tapped, or the first that is free and not begun."""
    midnight = openings.day_of(page.day).ends
    parts = [(part.starts, free) for free in page.row.free for part in free.split(15) if part.starts < midnight]
    parts = [(starts, free) for starts, free in parts if starts >= now] or parts
    if not parts:
        return {"day": page.day}
    found = [each for each in parts if clock_of(each[0]) <= tapped <= clock_of(each[0] + QUARTER - SECOND)]
    starts, free = (found or parts)[0]
    length = min(FIRST_LENGTH, timedelta(minutes=page.terms.longest_minutes if page.terms else 60))
    return {"day": page.day, "starts": clock_of(starts), "ends": clock_of(min(free.ends, starts + length))}


def clock_of(at: datetime) -> str:
    """ "08:30", as the form's fields take it."""
    return f"{timezone.localtime(at):%H:%M}"


def dates_asked(
    room: Room, person: Person, first: Window, wish: rules.RoomWish, *, every_days: int, times: int, now: datetime
) -> list[Asked]:
    """Every date of a recurring booking as it stands now. Raises TooManyTimes, NotBookable, and as `details`."""
    windows = rules.occurrences(first, every_days, times)
    terms = terms_of(room, now)
    details(room, terms, wish)
    answers = dict(zip(windows, why_not(room, terms, person, windows, now), strict=True))
    open_ones = [window for window, refusal in answers.items() if refusal is None]
    if open_ones:
        taken = hours.in_the_way(room.pk, person, open_ones, **around(room, terms))
        answers |= dict(zip(open_ones, taken, strict=True))
    return [_date(window, refusal) for window, refusal in answers.items()]


def _date(window: Window, refusal: Refused | None) -> Asked:
    if refusal is None:
        return Asked(window, "")
    spoken = speak(refusal)
    return Asked(window, spoken.says, spoken.mend)


def dates_of(series: Series) -> list[Asked]:
    """What each date of a recurring booking became."""
    held = {each.booking.starts: each for each in series.bookings.select_related("booking", "room").all()}
    found = []
    for asked in series.asked:
        window = Window(datetime.fromisoformat(asked["starts"]), datetime.fromisoformat(asked["ends"]))
        found.append(Asked(window, asked["says"], held=held.get(window.starts)))
    return found
