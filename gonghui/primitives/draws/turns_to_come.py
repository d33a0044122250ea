"""How the drawn order stands in the waiting lines: some heads as waiters, the others when they are due.

Admission asks here, by `admission.turns_to_come`. Not for callers.
"""

from datetime import datetime
from uuid import UUID

from django.db.models import Exists, F, OuterRef

from gonghui.primitives.admission.models import Place, Pool, Waiter
from gonghui.primitives.rows import insert_many

from .models import Lot
from .querysets import LotQuerySet

HEADS = 100  # of the drawn order that stand in a pool's line as waiters at once; the others follow when they are due


def still_to_stand(pool: Pool) -> LotQuerySet:
    """Lots whose turn in this pool's line has not come: ranked behind those that stand in it, without a place."""
    placed = Place.objects.live().filter(scope=pool.scope, holder=OuterRef("holder"))
    stood = Waiter.objects.filter(pool=pool, number=OuterRef("rank"))
    lots = Lot.objects.live().filter(draw__scope=pool.scope, choices__contains=[pool.pk], place=None)
    return lots.filter(~Exists(placed), ~Exists(stood), rank__gt=pool.drawn_to or 0)


def call_up(pool: Pool, wanted: int, *, now: datetime) -> None:
    """Let the next of the drawn order stand in a locked pool's line, so that `wanted` of them do."""
    standing = Waiter.objects.live().filter(pool=pool, number__lte=pool.drawn_to).count()
    if standing >= wanted:
        return
    asked = max(HEADS, wanted - standing)
    lots = list(still_to_stand(pool).order_by("rank").values_list("holder", "rank")[:asked])
    waiters = [waiter(pool.pk, pool.scope, holder, rank or 0, now) for holder, rank in lots]
    insert_many(waiters)
    pool.drawn_to = lots[-1][1] if len(lots) == asked else None
    Pool.objects.filter(pk=pool.pk).update(waiting=F("waiting") + len(waiters), drawn_to=pool.drawn_to)
    pool.waiting += len(waiters)


def turn_of(pool: Pool, holder: UUID) -> int | None:
    """The number a person has in this pool's line from the draw, though not called up yet."""
    return still_to_stand(pool).filter(holder=holder).values_list("rank", flat=True).first()


def waiter(pool: UUID, scope: UUID, holder: UUID, rank: int, now: datetime) -> Waiter:
    return Waiter(pool_id=pool, scope=scope, holder_id=holder, number=rank, joined_at=now, created_at=now)
