"""The rooms of a kind that a home gives out. Reads only."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.utils import timezone

from gonghui.kernel.hours import NO_CALENDAR, opens_next, session_at
from gonghui.kernel.quarters import quarter_after
from gonghui.kernel.window import Window
from gonghui.primitives.lending.models import Keeping
from gonghui.primitives.places import openings
from gonghui.primitives.places.models import Closure, Premises, Room
from gonghui.primitives.places.rules import Opening
from gonghui.primitives.places.standing import calendar_around

from ..models import Amenity, Stay

HOUR = timedelta(hours=1)
NIGHT = 8 * HOUR


def rooms_of(premises: Premises, kind: str) -> list[Room]:
    """Rooms of a kind that are given out, by name; none for a kind that is not booked by the hour."""
    if kind not in Stay.Kind.values:
        return []
    rooms = Room.objects.filter(premises=premises, kind=kind, closed_on=None).select_related("premises")
    return list(rooms.order_by("name", "pk"))


def open_rooms(premises: Premises, rooms: Sequence[Room], window: Window) -> list[Room]:
    """Those of these rooms that are open, and not shut for a time, from beginning to end; three queries at most."""
    shut = openings.closures_within(premises, window)
    zone = timezone.get_default_timezone()
    days = [moment.astimezone(zone).date() for moment in (window.starts, window.ends)]
    calendar = openings.calendar_of(premises, *days)
    return [
        room
        for room in rooms
        if not openings.shut_of(shut, room.pk) and _lasts(openings.opening_for(room, window, calendar), window)
    ]


def _lasts(opening: Opening, window: Window) -> bool:
    return any(each.starts <= window.starts and window.ends <= each.ends for each in opening.windows)


def next_stay(premises: Premises, *, now: datetime) -> Window | None:
    """The next that can be booked here: from the coming quarter hour, or once it opens, for a night or until it shuts;
    None where it does not open for so long as anybody looks ahead."""
    days = calendar_around(now) if premises.by_calendar else NO_CALENDAR
    zone = timezone.get_default_timezone()
    ahead = Closure.objects.whole().filter(premises=premises, ends__gt=now).order_by("ends")
    ends = [now, *ahead.values_list("ends", flat=True)]
    opens = [opens_next(premises.hours, moment, days, zone=zone) for moment in ends]
    for moment in sorted({quarter_after(moment) for moment in (*ends, *opens) if moment}):
        session = session_at(premises.hours, moment, days, zone=zone)
        lasts = min(NIGHT, (session.closes or moment + NIGHT) - moment) if session else timedelta(0)
        if lasts >= HOUR:
            window = Window(moment, moment + lasts // HOUR * HOUR)
            if openings.open_during(premises, window):
                return window
    return None


def free_rooms(amenity: Amenity) -> list[Room]:
    """Rooms of the kind that nobody has, by name."""
    rooms = Room.objects.filter(premises=amenity.premises_id, kind=amenity.kind, closed_on=None)
    kept = Keeping.objects.open().filter(thing__in=rooms.values("pk")).values_list("thing", flat=True)
    return list(rooms.exclude(pk__in=set(kept)).order_by("name", "pk"))
