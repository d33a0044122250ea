"""How often something may be done: one statement counts and decides."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, NamedTuple

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
RETURNING key, count, window_ends
"""
GIVE_BACK = """
UPDATE people_ratecount AS kept SET count = greatest(kept.count - 1, 0)
FROM (SELECT key FROM people_ratecount WHERE key = ANY(%(keys)s) ORDER BY key FOR UPDATE) AS asked
WHERE kept.key = asked.key
"""


@dataclass(frozen=True, slots=True)
class Limit:
    """At most `limit` uses of `key` within `seconds` of the first."""

    key: str
    limit: int
    seconds: int


class Over(NamedTuple):
    """A limit that is passed, and when its uses count no more."""

    key: str
    ends: datetime


@action
def count_use(key: str, *, limit: int, seconds: int, now: datetime) -> bool:
    """Count one use of `key`; False when it was already used `limit` times within `seconds` of the first use."""
    return count_uses([Limit(key, limit, seconds)], now=now)


@action
def count_uses(limits: Sequence[Limit], *, now: datetime) -> bool:
    """Count one use under each limit, in one statement; False when any of them is passed."""
    return over_limit(limits, now=now) is None


@action
def over_limit(limits: Sequence[Limit], *, now: datetime) -> Over | None:
    """Count one use under each limit, in one statement; of those passed the one that lasts longest, None for none."""
    asked = sorted(limits, key=lambda limit: limit.key)
    values: dict[str, Any] = {
        "now": now,
        "keys": [limit.key for limit in asked],
        "ends": [now + timedelta(seconds=limit.seconds) for limit in asked],
    }
    with connection.cursor() as cursor:
        cursor.execute(COUNT, values)
        counted = {key: (count, ends) for key, count, ends in cursor.fetchall()}
    passed = [Over(limit.key, counted[limit.key][1]) for limit in asked if counted[limit.key][0] > limit.limit]
    return max(passed, key=lambda over: over.ends, default=None)


def used_up(limits: Sequence[Limit], *, now: datetime) -> Over | None:
    """Of the limits that allow no further use the one that lasts longest, None for none; nothing is counted."""
    most = {limit.key: limit.limit for limit in limits}
    kept = RateCount.objects.filter(key__in=most, window_ends__gt=now)
    full = [Over(row.key, row.window_ends) for row in kept if row.count >= most[row.key]]
    return max(full, key=lambda over: over.ends, default=None)


def uses(limit: Limit, *, now: datetime) -> int:
    """How often its key was used within the window; nothing is counted."""
    kept = RateCount.objects.filter(key=limit.key, window_ends__gt=now).first()
    return kept.count if kept else 0


@action
def give_back(limits: Sequence[Limit]) -> None:
    """Take back one use under each limit: what it was counted for turned out to be right."""
    with connection.cursor() as cursor:
        cursor.execute(GIVE_BACK, {"keys": [limit.key for limit in limits]})


@action
def forget_counts(*, now: datetime) -> int:
    """Delete counts whose window is over (the worker does it). Returns how many."""
    return RateCount.objects.filter(window_ends__lt=now).delete()[0]
