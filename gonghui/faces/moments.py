"""Dates and times as people say them: 今天 14:00, 周六 9:30, 11月28日 9:30."""

from datetime import date, datetime, timedelta
from functools import cache, lru_cache

from django.utils import timezone
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from gonghui.kernel.words import gettext_noop as N_  # noqa: N812
from gonghui.primitives import clock as house_clock

WEEK = 7
NEAR = {-1: N_("昨天"), 0: N_("今天"), 1: N_("明天"), 2: N_("后天")}


def moment(at: datetime, *, now: datetime | None = None) -> str:
    """今天 14:00; within a week the weekday; else the date, with the year only where it differs."""
    return _moment(timezone.localtime(at), today(now))


def today(now: datetime | None = None) -> date:
    return timezone.localdate(now or house_clock.now())


def said_day(on: date, *, today: date) -> str:
    return _said(get_language(), on, today)


@lru_cache(maxsize=4096)  # a list says the same days over and over
def _said(_language: str | None, on: date, today: date) -> str:
    away = (on - today).days
    if near := NEAR.get(away):
        return _(near)
    return weekday(on) if 0 < away < WEEK else plain_day(on, today=today)


def plain_day(on: date, *, today: date) -> str:
    """11月28日, and 2027年1月3日 in another year."""
    short = _("%(month)d月%(day)d日") % {"month": on.month, "day": on.day}
    return short if on.year == today.year else _("%(year)d年%(rest)s") % {"year": on.year, "rest": short}


def full_day(on: date | datetime) -> str:
    """11月28日 周六; the year where it is not this one."""
    on = timezone.localtime(on).date() if isinstance(on, datetime) else on
    return f"{plain_day(on, today=today())} {weekday(on)}"


def span(starts: datetime, ends: datetime) -> str:
    """今天 14:00–15:00; two full moments when it runs over midnight."""
    here, there, now = timezone.localtime(starts), timezone.localtime(ends), today()
    if here.date() == there.date() or ends - starts <= timedelta(hours=1):
        return f"{_moment(here, now)}–{clock(there)}"
    return f"{_moment(here, now)} – {_moment(there, now)}"


def _moment(here: datetime, today: date) -> str:
    return f"{said_day(here.date(), today=today)} {clock(here)}"


def clock(at: datetime) -> str:
    return f"{at.hour}:{at.minute:02d}"


def weekday(on: date) -> str:
    return _weekdays(get_language())[on.weekday()]


@cache
def _weekdays(_language: str | None) -> tuple[str, ...]:
    """Of the language that is active."""
    return (
        pgettext("weekday", "周一"),
        pgettext("weekday", "周二"),
        pgettext("weekday", "周三"),
        pgettext("weekday", "周四"),
        pgettext("weekday", "周五"),
        pgettext("weekday", "周六"),
        pgettext("weekday", "周日"),
    )
