"""How much of many resources is booked on each day of a stretch: for months of a hundred rooms."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db import connection
from django.utils import timezone

from gonghui.kernel.window import Window

from .querysets import LONGEST_BOOKING

# The database counts and hands over two lists a resource: thousands of rows as objects would take longer than the rest.
BOOKED = """
SELECT resource, array_agg(day), array_agg(minutes) FROM (
    SELECT resource, (starts AT TIME ZONE %(zone)s)::date - %(first)s AS day,
           (sum(extract(epoch FROM ends - starts)) / 60)::int AS minutes
    FROM admission_booking
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
