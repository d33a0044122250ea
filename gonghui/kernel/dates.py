"""Days and moments as a sentence of ours says them: 2026年6月1日, 6月1日 12:00, 6月1日 12:00-13:30."""

from datetime import date, datetime, tzinfo


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
