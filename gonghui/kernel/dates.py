"""Days and moments: read from what comes from outside, and as a sentence of ours says them (6月1日 12:00-13:30).

What is read is of this age. A day at the end of the calendar has none before or after it, and no hour in another zone:
whoever reckons with it fails, so it is none.
"""

from datetime import date, datetime, tzinfo

AGE = range(1900, 2200)


def of_our_age(value: date) -> bool:
    """Whether one may reckon with it: a day, or a moment."""
    return value.year in AGE


def read_day(text: str) -> date | None:
    """The day that is written (2026-05-20; what follows it is not looked at), of this age; else None."""
    try:
        day = date.fromisoformat(text[:10])
    except ValueError:
        return None
    return day if of_our_age(day) else None


def read_moment(text: str) -> datetime | None:
    """The moment that is written (2026-05-20T10:00+08:00, or without a zone), of this age; else None."""
    try:
        moment = datetime.fromisoformat(text[:40])
    except ValueError:
        return None
    return moment if of_our_age(moment) else None


def day(on: date) -> str:
    """ "2026年6月1日"."""
    return f"{on.year}年{on.month}月{on.day}日"


def moment(at: datetime, zone: tzinfo, *, year: bool = False) -> str:
    """ "6月1日 12:00", as people of `zone` read it; with `year` "2026年6月1日 12:00"."""
    local = at.astimezone(zone)
    return f"{day(local) if year else f'{local.month}月{local.day}日'} {local:%H:%M}"


def span(starts: datetime, ends: datetime, zone: tzinfo) -> str:
    """ "6月1日 12:00-13:30"; two whole moments when it runs over midnight."""
    first, last = starts.astimezone(zone), ends.astimezone(zone)
    until = f"{last:%H:%M}" if first.date() == last.date() else moment(ends, zone)
    return f"{moment(starts, zone)}-{until}"


def milliseconds(at: datetime) -> int:
    """Since 1970, as scripts count."""
    return int(at.timestamp() * 1000)
