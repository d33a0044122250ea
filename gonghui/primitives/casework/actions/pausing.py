"""Its clock stands still, only with a reason that its asker reads, and goes on with the days that were left."""

from datetime import datetime

from gonghui.kernel.callers import Caller
from gonghui.primitives.transactions import action

from .. import refusals, rules
from ..models import Case, Message
from .holding import locked_open, reason_of, renew, tell, write, written
from .timing import calendar, last_minute, local, run_clock


@action
def pause(case: Case, *, why: str, by: Caller, now: datetime) -> Case:
    """So often, and for so many working days in all, as its kind has it. Raises CaseClosed, CasePaused, PausedEnough,
    OwnCase, ReasonMissing."""
    found, why = locked_open(case, by), reason_of(why)
    if found.paused_at or found.due_at is None:
        raise refusals.CasePaused()
    kind, today = found.of_kind, local(now).date()
    rules.check_pause(kind, pauses=found.pauses, days=found.days_paused)
    days = calendar(today, kind)
    found.days_left = rules.days_between(today, local(found.due_at).date(), days)
    all_used = last_minute(rules.due_day(today, kind.most_paused_days - found.days_paused, days))
    found.paused_at, found.paused_until, found.pauses = now, min(now + rules.LONGEST_PAUSE, all_used), found.pauses + 1
    found.due_at = None
    found.save()
    write(found, Message.What.PAUSE, why, by=by, now=now)
    written("pause", found, by=by, now=now, days_left=found.days_left)
    tell(found, "paused", now=now)
    renew(found, now=now)
    return found


@action
def resume(case: Case, *, by: Caller, now: datetime) -> Case:
    """With as many working days as were left; none: it is due today. Raises NotPaused, CaseClosed."""
    found = locked_open(case, by)
    if found.paused_at is None:
        raise refusals.NotPaused()
    since, today = local(found.paused_at).date(), local(now).date()
    found.days_paused += rules.days_between(since, today, calendar(since, found.of_kind))
    found.paused_at = found.paused_until = found.warned_at = None
    late = found.escalated_at
    run_clock(found, (today, found.days_left))
    found.escalated_at = late  # a pause takes nothing from before the union above
    found.save()
    write(found, Message.What.RESUME, "", by=by, now=now)
    written("resume", found, by=by, now=now)
    tell(found, "message", now=now)
    renew(found, now=now)
    return found
