"""The site with its guard taken out, for the control: whoever counts before writing gives the last place twice."""

import time
from typing import Any

from gonghui.site.asgi import application  # isort: skip  (sets Django up)

from django.db import connection
from django.db.models import F

from gonghui.kernel.codes import new_code
from gonghui.primitives.admission import actions as admission
from gonghui.primitives.admission.models import Place, Pool
from gonghui.primitives.admission.refusals import Full

# Whoever has looked says so, and does not write before the other process has looked too, for half a minute at most.
LOOKED = "SELECT pg_advisory_lock_shared(1)"
HAVE_LOOKED = """
SELECT count(*) FROM pg_locks JOIN pg_database ON pg_database.oid = database
WHERE locktype = 'advisory' AND datname = current_database()
"""


def take_by_counting(claims: Any, *, now: Any) -> list[Any]:
    pools = {claim.pool_id: Pool.objects.get(pk=claim.pool_id) for claim in claims}
    free = {pk: pool.capacity - Place.objects.live().filter(pool=pool).count() for pk, pool in pools.items()}
    until_both_have_looked()
    return [_given(claim, pools[claim.pool_id], free, now) for claim in claims]


def until_both_have_looked() -> None:
    with connection.cursor() as cursor:
        cursor.execute(LOOKED)  # held until the process ends: once it has looked it has
        for _look in range(3000):
            cursor.execute(HAVE_LOOKED)
            if cursor.fetchone()[0] >= 2:
                return
            time.sleep(0.01)


def _given(claim: Any, pool: Pool, free: dict[Any, int], now: Any) -> Place | Full:
    if free[pool.pk] <= 0:
        return Full(capacity=pool.capacity, waiting=0)
    free[pool.pk] -= 1
    Pool.objects.filter(pk=pool.pk).update(taken=F("taken") + 1)
    columns = {"scope": pool.scope, "holder_id": claim.person_id, "code": new_code(), "key": claim.key}
    place: Place = Place.objects.create(pool=pool, taken_at=now, **columns)
    place.just_taken = True
    return place


admission.take_many = take_by_counting
__all__ = ["application"]
