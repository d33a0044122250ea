"""The calendar of public holidays and make-up days."""

from collections.abc import Iterable
from datetime import date, datetime

from gonghui.kernel import dates
from gonghui.kernel.callers import Caller
from gonghui.kernel.words import gettext_noop as _
from gonghui.primitives.journal import actions as journal
from gonghui.primitives.transactions import action

from .. import refusals, rules
from ..holidays import Day, packaged
from ..models import CalendarDay


@action
def load_calendar(days: Iterable[Day] | None = None, *, by: Caller, now: datetime) -> int:
    """Add days, by default all that are packaged, to the table; a day that is there stays as somebody set it.

    Returns how many were new.
    """
    wanted = list(packaged() if days is None else days)
    known = set(CalendarDay.objects.filter(day__in=[day.day for day in wanted]).values_list("day", flat=True))
    new = [_row(day, by, now) for day in wanted if day.day not in known]
    CalendarDay.objects.bulk_create(new, ignore_conflicts=True)
    return len(new)


@action
def set_calendar_day(
    day: date, *, name: str, as_weekday: int | None, source: str, by: Caller, now: datetime
) -> CalendarDay:
    """A holiday (`as_weekday` None) or a make-up day, added or changed.

    Raises PlaceMissing, PlaceTooLong, BadCalendarDay.
    """
    if as_weekday is not None and not 0 <= as_weekday <= 6:
        raise refusals.BadCalendarDay(day=dates.day(day))
    said = Day(
        day,
        rules.words(name, what=_("名称"), limit=30, needed=True),
        as_weekday,
        rules.words(source, what=_("依据"), limit=200, needed=True),
    )
    row = _row(said, by, now)
    fields = ["kind", "name", "as_weekday", "source", "changed_at", "changed_by"]
    CalendarDay.objects.bulk_create([row], update_conflicts=True, unique_fields=["day"], update_fields=fields)
    journal.record(
        "places.set_calendar_day", row, by=by, now=now, label=f"{dates.day(day)} {row.name}", facts={"kind": row.kind}
    )
    return row


@action
def remove_calendar_day(day: CalendarDay, *, by: Caller, now: datetime) -> bool:
    """The date is its own weekday again; False when it was already."""
    if not CalendarDay.objects.filter(pk=day.pk).delete()[0]:
        return False
    journal.record("places.remove_calendar_day", day, by=by, now=now, label=f"{dates.day(day.pk)} {day.name}")
    return True


def _row(day: Day, by: Caller, now: datetime) -> CalendarDay:
    kind = CalendarDay.Kind.HOLIDAY if day.as_weekday is None else CalendarDay.Kind.WORKDAY
    return CalendarDay(
        day=day.day, kind=kind, name=day.name, as_weekday=day.as_weekday, source=day.source, changed_at=now,
        changed_by=by.name[:60],
    )  # fmt: skip
