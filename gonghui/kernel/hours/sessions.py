"""From weekly hours and a calendar to moments: open now, since when, until when, open next."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta, tzinfo

from gonghui.kernel.window import CHINA

from .week import MIDNIGHT, STRIDE, Week

LONGEST = 8  # days without a pause: open round the clock
FARTHEST = 62  # days to look ahead for the next opening


@dataclass(frozen=True, slots=True)
class Calendar:
    """Which day's hours count on a date: 0 to 6 of a weekday, 7 of a public holiday; else the date's own weekday."""

    days: Mapping[date, int] = field(default_factory=dict)

    def key(self, on: date) -> int:
        return self.days.get(on, on.weekday())


NO_CALENDAR = Calendar()


@dataclass(frozen=True, slots=True)
class Session:
    """Open from one moment until another; None: for longer than anybody asks."""

    opens: datetime | None
    closes: datetime | None


def open_at(week: Week, moment: datetime, calendar: Calendar = NO_CALENDAR, *, zone: tzinfo = CHINA) -> bool:
    """Whether the hours say open; the minute of closing is closed."""
    edges = week.edges()
    return any(sum(edge <= minute for edge in edges) % 2 for minute in minutes_of(moment, calendar, zone=zone))


def minutes_of(moment: datetime, calendar: Calendar = NO_CALENDAR, *, zone: tzinfo = CHINA) -> tuple[int, int]:
    """Where a moment stands among `Week.edges`: in its own day, and in the night of the day before."""
    local = moment.astimezone(zone)
    minute = local.hour * 60 + local.minute
    today, before = local.date(), local.date() - timedelta(days=1)
    return calendar.key(today) * STRIDE + minute, calendar.key(before) * STRIDE + MIDNIGHT + minute


def session_at(
    week: Week, moment: datetime, calendar: Calendar = NO_CALENDAR, *, zone: tzinfo = CHINA
) -> Session | None:
    """The stretch of opening that a moment lies in, over midnight where spans touch; None when closed."""
    if not open_at(week, moment, calendar, zone=zone):
        return None
    on = moment.astimezone(zone).date()
    for opens, closes in _stretches(week, on - timedelta(days=LONGEST), on + timedelta(days=LONGEST), calendar, zone):
        if opens <= moment < closes:
            first, last = on - timedelta(days=LONGEST), on + timedelta(days=LONGEST)
            return Session(
                None if opens <= _at(first, 0, zone) else opens, None if closes >= _at(last, MIDNIGHT, zone) else closes
            )
    return None


def closes_at(
    week: Week, moment: datetime, calendar: Calendar = NO_CALENDAR, *, zone: tzinfo = CHINA
) -> datetime | None:
    """When a place that is open now closes; None when it is closed, or open round the clock."""
    session = session_at(week, moment, calendar, zone=zone)
    return session.closes if session else None


def opens_next(
    week: Week, moment: datetime, calendar: Calendar = NO_CALENDAR, *, zone: tzinfo = CHINA
) -> datetime | None:
    """The first opening after a moment; None when there is none for two months."""
    on = moment.astimezone(zone).date()
    stretches = _stretches(week, on - timedelta(days=1), on + timedelta(days=FARTHEST), calendar, zone)
    return next((opens for opens, _closes in stretches if opens > moment), None)


def _stretches(
    week: Week, first: date, last: date, calendar: Calendar, zone: tzinfo
) -> Iterator[tuple[datetime, datetime]]:
    """Openings of the days from `first` to `last`, in order; what touches or overlaps is one."""
    current: tuple[datetime, datetime] | None = None
    for number in range((last - first).days + 1):
        on = first + timedelta(days=number)
        for span in week.on(calendar.key(on)):
            opens, closes = _at(on, span.opens, zone), _at(on, span.closes, zone)
            if current and opens <= current[1]:
                current = current[0], max(current[1], closes)
                continue
            if current:
                yield current
            current = opens, closes
    if current:
        yield current


def _at(on: date, minute: int, zone: tzinfo) -> datetime:
    days, minute = divmod(minute, MIDNIGHT)
    return datetime.combine(on + timedelta(days=days), time(minute // 60, minute % 60), zone)
