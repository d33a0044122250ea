"""How often something may be done: one statement counts and decides."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import connection

from gonghui.primitives.transactions import action

from ..models import RateCount

# Sorted by key, so that two requests that count the same keys never wait for each other in a ring.
COUNT = """
INSERT INTO people_ratecount AS kept (key, window_ends, count)
SELECT key, ends, 1 FROM unnest(%(keys)s::text[], %(ends)s::timestamptz[]) AS asked(key, ends) ORDER BY key
ON CONFLICT (key) DO UPDATE SET
    count = CASE WHEN kept.window_ends <= %(now)s THEN 1 ELSE kept.count + 1 END,
    window_ends = CASE WHEN kept.window_ends <= %(now)s THEN excluded.window_ends ELSE kept.window_ends END
RETURNING key, count
"""


@dataclass(frozen=True, slots=True)
class Limit:
    """At most `limit` uses of `key` within `seconds` of the first."""

    key: str
    limit: int
    seconds: int


@action
def count_use(key: str, *, limit: int, seconds: int, now: datetime) -> bool:
    """Count one use of `key`; False when it was already used `limit` times within `seconds` of the first use."""
    return count_uses([Limit(key, limit, seconds)], now=now)


@action
def count_uses(limits: Sequence[Limit], *, now: datetime) -> bool:
    """Count one use under each limit, in one statement; False when any of them is passed."""
    asked = sorted(limits, key=lambda limit: limit.key)
    values: dict[str, Any] = {
        "now": now,
        "keys": [limit.key for limit in asked],
        "ends": [now + timedelta(seconds=limit.seconds) for limit in asked],
    }
    with connection.cursor() as cursor:
        cursor.execute(COUNT, values)
        counted = dict(cursor.fetchall())
    return all(counted[limit.key] <= limit.limit for limit in asked)


@action
def forget_counts(*, now: datetime) -> int:
    """Delete counts whose window is over (the worker does it). Returns how many."""
    return RateCount.objects.filter(window_ends__lt=now).delete()[0]
