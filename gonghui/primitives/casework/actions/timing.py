"""The clock of a case: from which day on so many working days count, and by when that is."""

from datetime import date, datetime

from django.db.models import Max
from django.utils import timezone

from gonghui.primitives.places.models import CalendarDay

from .. import rules
from ..kinds import Kind
from ..models import Case, Message


def local(at: datetime) -> datetime:
    return timezone.localtime(at, timezone.get_default_timezone())


def calendar(day: date, kind: Kind | None = None) -> rules.Calendar:
    """The days from then on that are not their own weekday; of a kind that counts every day, none is a day off."""
    if kind is not None and kind.calendar_days:
        return rules.EVERY_DAY
    days = CalendarDay.objects.filter(day__gte=day).values_list("day", "kind")
    return {day: kind == CalendarDay.Kind.WORKDAY for day, kind in days}


def last_minute(day: date) -> datetime:
    return datetime.combine(day, rules.LAST_MINUTE, timezone.get_default_timezone())


def set_stage(case: Case, stage: str, *, clock: rules.Clock | None = None, now: datetime) -> None:
    """It stands there from now on, its clock anew; not later than by `clock`, if there is one. Saves nothing."""
    case.stage, case.stage_since = stage, now
    set_clock(case, clock=clock)


def set_clock(case: Case, *, clock: rules.Clock | None = None) -> None:
    """By when, by the limit of its stage and level that held when it was asked, and never later than was promised
    before it was handed over. Saves nothing."""
    limit = rules.limit(case.of_kind, case.stage, case.level, on=local(case.created_at).date())
    if limit is None:
        stop_clock(case)
        return
    from_asked = case.at_stage.from_asked
    since = asked_last(case) if from_asked else case.stage_since
    clocks = [(local(since).date(), limit.days + (case.days_paused if from_asked else 0))]
    if case.held_on is not None and case.stage == case.of_kind.taken:
        clocks.append((case.held_on, case.held_days + case.days_paused))
    run_clock(case, *clocks, *([clock] if clock else []))


def run_clock(case: Case, *clocks: rules.Clock) -> None:
    """By the earliest of these; where that is when it was due before, it is as late as it was. Saves nothing."""
    days = calendar(min(day for day, _days in clocks), case.of_kind)
    due, case.clock_on, case.clock_days = min((rules.due_day(*clock, days), *clock) for clock in clocks)
    due_at = last_minute(due)
    if due_at != case.due_at:
        case.warned_at = case.escalated_at = None
    case.due_at = due_at


def stop_clock(case: Case) -> None:
    """Saves nothing."""
    case.due_at = case.clock_on = case.clock_days = case.paused_at = case.paused_until = None
    case.escalated_at = case.warned_at = None


def clock_of(case: Case) -> rules.Clock | None:
    return (case.clock_on, case.clock_days) if case.clock_on is not None and case.clock_days is not None else None


def asked_last(case: Case) -> datetime:
    """When it was asked; of one that was not solved, when that was said."""
    again = Message.objects.filter(case=case, what=Message.What.REOPEN) if case.reopened else Message.objects.none()
    return again.aggregate(at=Max("created_at"))["at"] or case.created_at
