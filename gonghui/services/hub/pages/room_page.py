"""A room, a booking and a recurring booking as one person sees them. Reads only."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext

from gonghui.faces import moments
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
from ..models import Layout, RoomBooking, RoomTerms, Series
from . import browse, calendar_pages
from .availability import SHUT, Cell, RoomDay
from .calendar_pages import MonthDay
from .eligibility import around, asker_of, terms_as_asked, terms_of, why_not
from .wishes import details

FIRST_LENGTH = timedelta(hours=1)  # of the booking that the form proposes
SECOND = timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class RoomPage:
    """A room on a day: `refusal` says why this person may not book it at all."""

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


def room_page(room: Room, person: Person | None, day: date, *, chosen: Sequence[str] = (), now: datetime) -> RoomPage:
    """Everything that the page of a room shows, in a constant number of queries."""
    refusal: Refused | None = None
    terms: RoomTerms | None = None
    try:
        terms = terms_of(room, now)
        if person:
            refusal = rules.who_may(terms_as_asked(room, terms), asker_of(person))
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
