"""Who has which resource when: of a day, of a month of a hundred rooms, of one receipt. Reads only."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Q, QuerySet
from django.utils import timezone

from gonghui.kernel.codes import parse_code
from gonghui.kernel.quarters import quarters
from gonghui.kernel.refusals import Refused
from gonghui.kernel.window import Window
from gonghui.primitives.people.models import Person
from gonghui.primitives.planned import Each, planned

from .. import rules
from ..models import Booking, Hour
from ..querysets import LONGEST_BOOKING

# The database counts and hands over two lists a resource: thousands of rows as objects would take longer than the rest.
BOOKED = """
SELECT resource, array_agg(day), array_agg(minutes) FROM (
    SELECT resource, (starts AT TIME ZONE %(zone)s)::date - %(first)s AS day,
           (sum(extract(epoch FROM ends - starts)) / 60)::int AS minutes
    FROM hours_booking
    WHERE released_at IS NULL AND resource = ANY(%(resources)s)
      AND starts < %(ends)s AND starts > %(reach)s AND ends > %(starts)s
    GROUP BY resource, day
) AS days GROUP BY resource
"""


def booked_minutes(resources: Iterable[UUID], window: Window) -> dict[UUID, dict[date, int]]:
    """Minutes booked of each resource on each day on which a booking starts; live bookings only. One query.

    Days are the office's; resources and days without a booking are not in it.
    """
    zone = timezone.get_default_timezone()
    first = window.starts.astimezone(zone).date()
    asked: dict[str, Any] = {
        "zone": str(zone),
        "first": first,
        "resources": list(resources),
        "starts": window.starts,
        "ends": window.ends,
        "reach": window.starts - LONGEST_BOOKING,
    }
    with connection.cursor() as cursor:
        cursor.execute(BOOKED, asked)
        rows = cursor.fetchall()
    return {
        resource: {first + timedelta(days=day): length for day, length in zip(days, minutes, strict=True)}
        for resource, days, minutes in rows
    }


def busy(resources: Iterable[UUID], window: Window) -> dict[UUID, list[Booking]]:
    """Who has each resource at some moment of `window`, in order of time; every resource has a list. One query."""
    wanted = list(resources)
    found: dict[UUID, list[Booking]] = {resource: [] for resource in wanted}
    for booking in _bookings_within(window.starts, window.ends, window.starts - LONGEST_BOOKING, wanted):
        if booking.until > window.starts:
            found[booking.resource].append(booking)
    return found


@planned
def _bookings_within(since: Any, until: Any, reach: Any, resources: Any = Each) -> QuerySet[Booking]:
    """As `BookingQuerySet.within` has it."""
    within = Booking.objects.live().filter(starts__lt=until, starts__gt=reach, ends__gt=since)
    return within.filter(resource__in=resources).select_related("holder").order_by("starts")


def free_resources(resources: Iterable[UUID], window: Window) -> list[UUID]:
    """Those that nobody has, nor the minutes around, during all of `window`; in the order given. One query."""
    wanted = list(resources)
    reach = Window(quarters(window)[0], window.ends)
    held = set(_held.rows(resources=wanted, since=reach.starts, until=reach.ends))
    return [resource for resource in wanted if resource not in held]


@planned
def _held(since: Any, until: Any, resources: Any = Each) -> QuerySet[Hour, UUID]:
    """As `HourQuerySet.within` has it."""
    hours = Hour.objects.filter(resource__in=resources, at__gte=since, at__lt=until)
    return hours.values_list("resource", flat=True).distinct()


def in_the_way(
    resource: UUID,
    person: Person,
    windows: Sequence[Window],
    *,
    scope: UUID | None = None,
    before: int = 0,
    after: int = 0,
) -> list[Refused | None]:
    """Why `reserve_hours_many` would not give each window, or None: the asker's own, else what is taken. One query.

    Windows in order of time: of two that lie over one another the first is given.
    """
    blocked = [rules.blocked(window, before, after) for window in windows]
    there = Q(pk__in=[])
    for window, around in zip(windows, blocked, strict=True):
        there |= Q(resource=resource, at__gte=around.starts, at__lt=around.ends)
        if scope is not None:
            there |= Q(scope=scope, holder=person, at__gte=window.starts, at__lt=window.ends)
    hours = list(Hour.objects.filter(there).select_related("booking").order_by("at"))
    zone = timezone.get_default_timezone()

    given: list[Window] = []

    def why_not(window: Window, around: Window) -> Refused | None:
        own = (
            hour for hour in hours if (hour.scope, hour.holder_id) == (scope, person.pk) and window.contains(hour.at)
        )
        if scope is not None and (mine := next(own, None)):
            return rules.already_booked(mine.booking.code, mine.booking.window, zone)
        taken = next((hour for hour in hours if hour.resource == resource and around.contains(hour.at)), None)
        if taken is None and (before_it := next((other for other in given if other.overlaps(around)), None)):
            return rules.hours_taken("", before_it, zone)
        if taken is None:
            given.append(around)
            return None
        own_code = taken.booking.code if taken.holder_id == person.pk else ""
        return rules.hours_taken(own_code, taken.booking.blocked, zone)

    return [why_not(window, around) for window, around in zip(windows, blocked, strict=True)]


def booking_by_code(code: str) -> Booking | None:
    """The booking of a receipt, live or released. Raises BadCode for what cannot be a code."""
    return Booking.objects.select_related("holder").filter(code=parse_code(code)).first()
