"""A room, a booking and a recurring booking as one person sees them. Reads only."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone

from gonghui.faces import moments
from gonghui.faces.speech import speak
from gonghui.kernel.refusals import Refused
from gonghui.kernel.window import Window
from gonghui.primitives.hours import actions as hours
from gonghui.primitives.hours import rules as hour_rules
from gonghui.primitives.people.models import Person
from gonghui.primitives.places import openings
from gonghui.primitives.places.facilities import BY_CODE, Facility
from gonghui.primitives.places.models import Room

from .. import rules
from ..forms import hour_choices
from ..models import Layout, RoomBooking, RoomTerms, Series
from . import browse, calendar_pages
from .calendar_pages import FREE, SHUT, Cell, MonthDay
from .eligibility import asker_of, terms_as_asked, terms_of, why_not

FIRST_LENGTH = timedelta(hours=1)  # of the booking that the form proposes


@dataclass(frozen=True, slots=True)
class RoomPage:
    """A room on a day: `refusal` says why this person may not book it at all, `times` what the form offers."""

    room: Room
    day: date
    terms: RoomTerms | None
    refusal: Refused | None
    cells: list[Cell]
    weeks: list[list[MonthDay | None]]
    month: date
    layouts: list[Layout]
    equipment: list[Facility]
    times: list[time]
    before: date  # a day of the month before, …
    after: date  # … and of the month after
    chosen: Sequence[str] = ()  # equipment that was ticked

    @property
    def heads(self) -> list[str]:
        """The days of the week, as the wall calendar's head has them."""
        return [moments.weekday(each.day) for each in self.weeks[1] if each]

    @property
    def closures(self) -> list[Cell]:
        return [cell for cell in self.cells if cell.what == SHUT]

    @property
    def free(self) -> list[Window]:
        return [cell.window for cell in self.cells if cell.what == FREE]


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
    page = calendar_pages.day_page(room.premises, [room], day, person=person, now=now)
    month = calendar_pages.month_page(room.premises, [room], day)
    spans = openings.openings_on(room, day, openings.calendar_of(room.premises, day, day))
    return RoomPage(
        room=room,
        day=day,
        terms=terms,
        refusal=refusal,
        cells=page.rows[0].cells,
        weeks=calendar_pages.weeks_of(month.rows[0][1]),
        month=month.month,
        layouts=browse.layouts_of(room),
        equipment=[BY_CODE[code] for code in room.equipment if code in BY_CODE],
        times=hour_choices(spans),
        before=month.before,
        after=month.after,
        chosen=chosen,
    )


def first_wish(page: RoomPage, begins: str) -> dict[str, Any]:
    """What the form proposes: the first free hour of the day, or from the time that was tapped."""
    free = next((window for window in page.free if _clock(window.starts) <= begins < _clock(window.ends)), None)
    starts = None
    if free and begins:
        starts = next((part.starts for part in free.split(15) if _clock(part.starts) == begins), free.starts)
    elif page.free:
        free = page.free[0]
        starts = free.starts
    if free is None or starts is None:
        return {"day": page.day}
    ends = min(free.ends, starts + FIRST_LENGTH)
    return {"day": page.day, "starts": timezone.localtime(starts).time(), "ends": timezone.localtime(ends).time()}


def _clock(at: datetime) -> str:
    return f"{timezone.localtime(at):%H:%M}"


def dates_asked(
    room: Room, person: Person, first: Window, *, every_days: int, times: int, now: datetime
) -> list[Asked]:
    """Every date of a recurring booking as it stands now. Raises TooManyTimes, NotBookable."""
    windows = rules.occurrences(first, every_days, times)
    terms = terms_of(room, now)
    answers = why_not(room, terms, person, windows, now)
    taken = _taken(room, terms, windows)
    return [_date(window, refusal or taken(window)) for window, refusal in zip(windows, answers, strict=True)]


def _taken(room: Room, terms: RoomTerms, windows: Sequence[Window]) -> Any:
    """Who is in the way of a window, by one look at all bookings between the first and the last."""
    reach = Window(windows[0].starts - timedelta(hours=8), windows[-1].ends + timedelta(hours=8))
    bookings = hours.busy([room.pk], reach)[room.pk]
    zone = timezone.get_default_timezone()

    def in_the_way(window: Window) -> Refused | None:
        around = Window(window.starts - timedelta(minutes=terms.before), window.ends + timedelta(minutes=terms.after))
        other = next((booking for booking in bookings if booking.blocked.overlaps(around)), None)
        return hour_rules.hours_taken("", other.blocked, zone) if other else None

    return in_the_way


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
