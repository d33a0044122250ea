"""When a room is open: its hours on a day or during a window, and the closures in the way. Reads only."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from gonghui.kernel.hours import NO_CALENDAR, Calendar, session_at
from gonghui.kernel.window import Window

from ..planned import Each, planned
from .models import CalendarDay, Closure, Premises, Room
from .rules import Opening, Shut

MIDNIGHT = 1440  # minutes


def calendar_of(premises: Premises, first: date, last: date) -> Calendar:
    """Which days' hours count from `first` to `last`, a day around included; one query, none without holidays."""
    if not premises.by_calendar:
        return NO_CALENDAR
    day = timedelta(days=1)
    return CalendarDay.objects.calendar(first - day, last + day)


def opening_for(room: Room, window: Window, calendar: Calendar) -> Opening:
    """The opening in which a window begins, and that day's hours as people read them."""
    zone = timezone.get_default_timezone()
    if window.starts.astimezone(zone).date() < room.premises.opened_on:
        return Opening([], "")
    session = session_at(room.hours, window.starts, calendar, zone=zone)
    text = room.hours.text(calendar.key(window.starts.astimezone(zone).date()))
    if session is None:
        return Opening([], text)
    return Opening([Window(session.opens or window.starts, session.closes or window.ends)], text)


def open_during(premises: Premises, window: Window, room: Room | None = None) -> bool:
    """Whether the premises, or one of their rooms, are open from beginning to end; two queries at most."""
    zone = timezone.get_default_timezone()
    first, last = window.starts.astimezone(zone).date(), window.ends.astimezone(zone).date()
    if first < premises.opened_on:
        return False
    hours = room.hours if room else premises.hours
    session = session_at(hours, window.starts, calendar_of(premises, first, last), zone=zone)
    if session is None or (session.closes is not None and session.closes < window.ends):
        return False
    return not shut_of(closures_within(premises, window), room.pk if room else None)


def openings_on(room: Room, day: date, calendar: Calendar) -> list[Window]:
    """From when to when the room is open on a day, in order; past midnight is cut off."""
    start, end = day_of(day).starts, day_of(day).ends
    if day < room.premises.opened_on:
        return []
    spans = room.hours.on(calendar.key(day))
    found = [
        Window(start + timedelta(minutes=span.opens), min(start + timedelta(minutes=span.closes), end))
        for span in spans
    ]
    before = room.hours.on(calendar.key(day - timedelta(days=1)))[-1:]
    if before and before[0].closes > MIDNIGHT:
        found.insert(0, Window(start, start + timedelta(minutes=before[0].closes - MIDNIGHT)))
    return found


def closures_within(premises: Premises, window: Window) -> list[Closure]:
    """The closures of premises or of their rooms that have a moment in `window`, in order; one query."""
    return closures_of([premises.pk], window)


def closures_of(houses: Iterable[UUID], window: Window) -> list[Closure]:
    """As `closures_within`, of several premises; one query."""
    return _closures(window.starts, window.ends, list(houses))


@planned
def _closures(since: Any, until: Any, houses: Any = Each) -> QuerySet[Closure]:
    return Closure.objects.filter(premises__in=houses).overlapping(since, until).order_by("starts")


def shut_of(closures: Iterable[Closure], room: UUID | None) -> list[Shut]:
    """Of the closures of premises, those that shut this room, or without one the whole."""
    return [
        Shut(Window(closure.starts, closure.ends), closure.reason)
        for closure in closures
        if closure.room_id in (None, room)
    ]


def day_of(day: date) -> Window:
    """From midnight to midnight."""
    zone = timezone.get_default_timezone()
    return Window(datetime.combine(day, time(0), zone), datetime.combine(day + timedelta(days=1), time(0), zone))
