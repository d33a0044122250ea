"""A holiday that is entered later, or taken back, moves the deadlines of cases that are open already."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from gonghui.primitives.agenda import actions as agenda
from gonghui.primitives.places.models import CalendarDay
from gonghui.primitives.rows import insert_unless_taken
from gonghui.primitives.transactions import action

from .. import rules
from ..agenda import of_one, sources_of
from ..kinds import Kind
from ..models import Case, Reckoning
from .timing import calendar, last_minute, local

AT_ONCE, MOST = 1_000, 20  # cases in one transaction; transactions in one round
UNSETTLED = timedelta(minutes=5)  # an act that read the days before they changed has long ended


def recount(kind: Kind, now: datetime) -> int:
    """Deadlines by the days of the calendar as they are now; those that disagree, in bounded parts. How many moved."""
    held = _reckoning(kind, now=now)
    if held.settled_at is not None:
        return 0
    moved, stale = 0, list(_stale(kind, now))
    for clock, due_at in stale:
        for _part in range(MOST):
            moved += (many := _move(kind, clock, due_at, now=now))
            if many < AT_ONCE:
                break
        if moved >= AT_ONCE * MOST:
            return moved
    if not stale and now - held.seen_at >= UNSETTLED:
        Reckoning.objects.filter(pk=held.pk, days=held.days).update(settled_at=now)
    return moved


@action
def _reckoning(kind: Kind, *, now: datetime) -> Reckoning:
    """The days as they were seen first in this state; whoever sees them changed begins anew."""
    insert_unless_taken(Reckoning(kind=kind.code, seen_at=now, created_at=now))
    held = Reckoning.objects.select_for_update().get(kind=kind.code)
    days = {str(day): what for day, what in CalendarDay.objects.order_by("day").values_list("day", "kind")}
    if held.days != days:
        held.days, held.seen_at, held.settled_at = days, now, None
        held.save()
    return held


def _stale(kind: Kind, now: datetime) -> Iterable[tuple[rules.Clock, datetime]]:
    """Clocks of open cases that lead to another day than is written down, with that day's last minute."""
    running = Case.objects.of_kind(kind).running()
    clocks = list(running.order_by().values_list("clock_on", "clock_days", "due_at").distinct())
    days = calendar(min((day for day, _days, _due in clocks), default=local(now).date()), kind)
    for day, count, due_at in sorted(clocks):
        if last_minute(rules.due_day(day, count, days)) != due_at:
            yield (day, count), due_at


@action
def _move(kind: Kind, clock: rules.Clock, due_at: datetime, *, now: datetime) -> int:
    """A part of the cases of one clock. What is late no more stands before the union above no more."""
    new = last_minute(rules.due_day(*clock, calendar(clock[0], kind)))
    rows = Case.objects.of_kind(kind).running().filter(due_at=due_at, clock_on=clock[0], clock_days=clock[1])
    rows = rows.select_for_update(skip_locked=True, no_key=True).order_by("pk")
    held = list(rows.values_list("pk", "union")[:AT_ONCE])
    keys = [pk for pk, _union in held]
    again: dict[str, Any] = {"escalated_at": None, "warned_at": None} if new > max(due_at, now) else {}
    Case.objects.filter(pk__in=keys).update(due_at=new, **again)
    *_of_one, queue, left = sources_of(kind)
    for source in of_one(kind):
        agenda.renew(source, keys, now=now)
    for source in (queue, left):
        agenda.renew(source, sorted({union for _pk, union in held}), now=now)
    return len(keys)
