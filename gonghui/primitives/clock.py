"""What time it is, in one function, so that a rehearsal can be played on another day; and how the site says when.

On a demo site GONGHUI_CLOCK_FILE may name a file holding a number of seconds; every process adds them to the real time.
A real site has no such file: the setting is ignored unless GONGHUI_DEMO is on.
"""

from datetime import date, datetime, time, timedelta
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from gonghui.kernel import dates

DAY_BEGINS, DAY_ENDS = time(8), time(21)  # what can wait wakes nobody


def now() -> datetime:
    """The current moment, aware, in UTC; shifted on a demo site that rehearses."""
    return timezone.now() + _shift()


def day(at: datetime) -> str:
    """ "2026年6月1日": the day of a moment in the site's zone."""
    return dates.day(timezone.localtime(at, timezone.get_default_timezone()))


def date_of(at: datetime) -> date:
    """The day that it is where the site is."""
    return timezone.localdate(at, timezone.get_default_timezone())


def moment(at: datetime, *, year: bool = False) -> str:
    """ "6月1日 12:00" in the site's zone; with `year` "2026年6月1日 12:00"."""
    return dates.moment(at, timezone.get_default_timezone(), year=year)


def span(starts: datetime, ends: datetime) -> str:
    """ "6月1日 12:00-13:30" in the site's zone."""
    return dates.span(starts, ends, timezone.get_default_timezone())


def is_day(at: datetime) -> bool:
    """Whether people are up in the site's zone: from DAY_BEGINS until before DAY_ENDS."""
    return DAY_BEGINS <= timezone.localtime(at, timezone.get_default_timezone()).time() < DAY_ENDS


def by_day(at: datetime) -> datetime:
    """The moment itself by day; at night the next morning's DAY_BEGINS."""
    if is_day(at):
        return at
    local = timezone.localtime(at, timezone.get_default_timezone())
    morning = local.date() + timedelta(days=local.time() >= DAY_ENDS)
    return datetime.combine(morning, DAY_BEGINS, local.tzinfo)


def _shift() -> timedelta:
    if not (settings.DEMO and settings.CLOCK_FILE):
        return timedelta(0)
    try:
        return timedelta(seconds=float(Path(settings.CLOCK_FILE).read_text()))
    except (OSError, ValueError):
        return timedelta(0)
