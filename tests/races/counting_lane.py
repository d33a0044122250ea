"""The site with its guard taken out, for the control: whoever counts before writing gives the last place twice."""

import time
from typing import Any

from gonghui.site.asgi import application  # isort: skip  (sets Django up)

from django.db.models import F

from gonghui.kernel.codes import new_code
from gonghui.primitives.admission import actions as admission
from gonghui.primitives.admission.models import Place, Pool
from gonghui.primitives.admission.refusals import Full

LOOKS = 1.0  # seconds between looking and writing: the other process looks meanwhile


def take_by_counting(claims: Any, *, now: Any) -> list[Any]:
    pools = {claim.pool_id: Pool.objects.get(pk=claim.pool_id) for claim in claims}
    free = {pk: pool.capacity - Place.objects.live().filter(pool=pool).count() for pk, pool in pools.items()}
    time.sleep(LOOKS)
    return [_given(claim, pools[claim.pool_id], free, now) for claim in claims]


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
