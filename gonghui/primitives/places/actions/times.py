"""When it is open: weekly hours, and stretches of time in which it is shut all the same."""

from datetime import datetime

from gonghui.kernel.callers import Caller
from gonghui.kernel.hours import Week
from gonghui.kernel.window import Window
from gonghui.kernel.words import gettext_noop as _
from gonghui.primitives.journal import actions as journal
from gonghui.primitives.transactions import action

from .. import rules
from ..models import Closure, Premises, Room


@action
def set_hours(premises: Premises, week: Week, *, by_calendar: bool = True, by: Caller, now: datetime) -> Premises:
    """The weekly hours from now on. `by_calendar`: on public holidays its holiday hours count, on make-up days those
    of the weekday they are worked as; else every date is its own weekday."""
    edges = week.edges()
    if (premises.week, premises.by_calendar) != (edges, by_calendar):
        premises.week, premises.by_calendar = edges, by_calendar
        premises.save(update_fields=["week", "by_calendar"])
        facts = {"hours": [week.text(day) for day in range(8)], "by_calendar": by_calendar}
        journal.record("places.set_hours", premises, by=by, now=now, facts=facts)
    return premises


@action
def set_room_hours(room: Room, week: Week | None, *, by: Caller, now: datetime) -> Room:
    """The room's own weekly hours; None: those of its premises."""
    edges = week.edges() if week else None
    if room.week != edges:
        room.week = edges
        room.save(update_fields=["week"])
        facts = {"hours": [week.text(day) for day in range(8)] if week else None}
        journal.record("places.set_hours", room.premises, by=by, now=now, label=room.name, facts=facts)
    return room


@action
def close_for(what: Premises | Room, window: Window, *, reason: str, by: Caller, now: datetime) -> Closure:
    """Shut from the beginning of `window` until its end. Raises PlaceMissing, PlaceTooLong."""
    room = what if isinstance(what, Room) else None
    premises = what.premises if isinstance(what, Room) else what
    closure = Closure(
        premises=premises,
        room=room,
        starts=window.starts,
        ends=window.ends,
        reason=rules.words(reason, what=_("原因"), limit=120, needed=True),
        by_name=by.name[:60],
        created_at=now,
    )
    closure.save(force_insert=True)
    facts = {"starts": window.starts, "ends": window.ends, "reason": closure.reason}
    journal.record("places.close_for", premises, by=by, now=now, label=what.name, facts=facts)
    return closure


@action
def end_closure(closure: Closure, *, by: Caller, now: datetime) -> Closure:
    """Open again from now on; a closure that has not begun never was."""
    if closure.ends <= now:
        return closure
    if closure.starts >= now:
        Closure.objects.filter(pk=closure.pk).delete()
    else:
        Closure.objects.filter(pk=closure.pk).update(ends=now)
        closure.ends = now
    journal.record("places.end_closure", closure.premises, by=by, now=now, label=closure.reason)
    return closure
