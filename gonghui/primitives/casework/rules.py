"""By when, who sees it, what may come next. Pure."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta

from gonghui.kernel.words import Word
from gonghui.kernel.words import gettext_noop as _

from . import refusals
from .kinds import Kind, Limit, Party, Relation

LAST_MINUTE = time(23, 59)  # of a day, as people are told
LONGEST_WORDS = 4_000
LONGEST_REASON = 200
MOST_FILES = 5  # with one message
MOST_FILES_OF_CASE = 30
ASKED_A_DAY = 10  # by one person; DESK_A_DAY by one desk
DESK_A_DAY = 400
WARNED = timedelta(days=1)  # so long before its limit whoever has it is told
LONGEST_PAUSE = timedelta(days=30)  # of one; then its clock goes on by itself: what stands still is forgotten
STARS = range(1, 6)
WORKING_DAY, EACH_DAY = _("个工作日"), _("天")
WITHDRAWN, MERGED = "withdrawn", "merged"  # outcomes of every kind, beside its own

Calendar = Mapping[date, bool]  # of days that are not their own weekday: whether work is done on them
Clock = tuple[date, int]  # so many days of the kind's sort after that day


class EveryDay(dict[date, bool]):
    """The calendar of what counts every day."""

    def get(self, day: date, default: object = None) -> bool:
        return True


EVERY_DAY = EveryDay()


def works(day: date, calendar: Calendar) -> bool:
    return calendar.get(day, day.weekday() < 5)


def due(since: datetime, days: int, calendar: Calendar) -> datetime:
    """The last minute of `due_day`, in the zone of `since`."""
    return datetime.combine(due_day(since.date(), days, calendar), LAST_MINUTE, since.tzinfo)


def due_day(day: date, days: int, calendar: Calendar) -> date:
    """The last of so many working days; the day itself does not count.

    Of none: the day itself, or the next on which work is done.
    """
    left = days
    while left > 0 or not works(day, calendar):
        day += timedelta(days=1)
        left -= works(day, calendar)
    return day


def days_between(start: date, end: date, calendar: Calendar) -> int:
    """Working days after `start` up to and with `end`."""
    span = (end - start).days
    return sum(works(start + timedelta(days=n), calendar) for n in range(1, span + 1))


def sees(kind: Kind, relations: frozenset[Relation]) -> bool:
    """Whether somebody who stands so to a case sees it. Of one's own case one is the asker alone, whatever office."""
    if Relation.ASKER in relations:
        return Relation.ASKER in kind.seen_by
    return bool(relations & kind.seen_by)


def check_move(kind: Kind, stage: str, to: str, party: Party) -> None:
    """Raises NotThere."""
    now, then = kind.stage(stage), kind.stage(to)
    if to not in now.to or party not in then.by:
        raise refusals.NotThere(stage=now.title, to=then.title)


def check_listed(kind: Kind, of: str, code: str) -> None:
    """Raises UnknownWord."""
    if code not in dict(getattr(kind, of)):
        raise refusals.UnknownWord(word=code[:20])


def check_union(kind: Kind, *, union_kind: str, union: str) -> None:
    """Raises FirmsUnion: what is asked in confidence never lies at the table of the firm it is about."""
    if union_kind in kind.unions_never:
        raise refusals.FirmsUnion(union=union)


def check_reopen(kind: Kind, closed_at: datetime | None, *, now: datetime) -> None:
    """Raises ReopenTooLate."""
    if closed_at is not None and closed_at < now - kind.reopened_within:
        raise refusals.ReopenTooLate(days=kind.reopened_within.days)


def check_pause(kind: Kind, *, pauses: int, days: int) -> None:
    """Raises PausedEnough: what its asker was promised is put off only so often, and so long."""
    if pauses >= kind.most_pauses or days >= kind.most_paused_days:
        unit = Word(EACH_DAY if kind.calendar_days else WORKING_DAY)
        raise refusals.PausedEnough(times=kind.most_pauses, days=kind.most_paused_days, unit=unit)


def limit(kind: Kind, stage: str, level: str, *, on: date) -> Limit | None:
    """What holds for a case in this stage, as of the day on which it was asked."""
    return kind.stage(stage).limit(level, on=on)
