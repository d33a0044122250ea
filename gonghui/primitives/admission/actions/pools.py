"""A pool from its opening to its end: so many places, given between two moments."""

from datetime import datetime
from uuid import UUID

from django.db.models import F

from gonghui.kernel.scarcity import bad_capacity
from gonghui.primitives.transactions import action

from .. import lines, refusals
from ..models import Place, Pool, Waiter


@action
def open_pool(
    *,
    scope: UUID,
    capacity: int,
    opens_at: datetime,
    closes_at: datetime,
    for_draw: bool = False,
    offer_minutes: int = 0,
) -> Pool:
    """A pool of `capacity` places, given from `opens_at` until `closes_at`; `for_draw`: only after its draw.

    What its line gets must be confirmed within `offer_minutes`, if any. Raises BadCapacity, BadWindow.
    """
    if refusal := bad_capacity(capacity):
        raise refusal
    if not opens_at < closes_at:
        raise refusals.BadWindow()
    window = {"opens_at": opens_at, "closes_at": closes_at}
    return Pool.objects.create(scope=scope, capacity=capacity, for_draw=for_draw, offer_minutes=offer_minutes, **window)


@action
def change_pool(
    pool: Pool,
    *,
    capacity: int | None = None,
    opens_at: datetime | None = None,
    closes_at: datetime | None = None,
    now: datetime,
) -> list[Place]:
    """Another number of places, or other times at which they are given; what is not named stays as it is.

    What is free then, if the pool is open, goes to the line; returns what the line got. Raises BelowTaken, BadCapacity,
    BadWindow.
    """
    if capacity is not None and (refusal := bad_capacity(capacity)):
        raise refusal
    locked = lines.lock_with_lines([pool.pk], serving=capacity or 0)[pool.pk]
    opens_at, closes_at = opens_at or locked.opens_at, closes_at or locked.closes_at
    if not opens_at < closes_at:
        raise refusals.BadWindow()
    most = locked.capacity if capacity is None else capacity
    fitting = Pool.objects.filter(pk=pool.pk, taken__lte=most)
    if not fitting.update(capacity=most, opens_at=opens_at, closes_at=closes_at):
        raise refusals.BelowTaken(taken=locked.taken, capacity=most)
    pool.capacity, pool.opens_at, pool.closes_at = most, opens_at, closes_at
    return lines.serve(pool.pk, now=now)


@action
def close_pool(pool: Pool, *, now: datetime) -> list[Waiter]:
    """No place is given any more. Places stand; the line is dissolved, and who stood in it is returned."""
    lines.lock([pool.pk])
    Pool.objects.filter(pk=pool.pk, closed_at=None).update(closed_at=now, drawn_to=None)
    pool.refresh_from_db(fields=["closed_at"])
    dissolved = list(Waiter.objects.live().filter(pool=pool.pk).in_order())
    lines.dismiss(Waiter.objects.live(), pool.pk, now=now)
    return dissolved


@action
def release_all(pool: Pool, *, now: datetime, reason: str) -> list[Place]:
    """Close a pool and release every place whose holder has not come in; nobody is promoted. Returns them."""
    close_pool(pool, now=now)
    places = list(Place.objects.expected().filter(pool=pool.pk).order_by("pk"))
    gone = Place.objects.filter(pk__in=[place.pk for place in places]).update(released_at=now, release_reason=reason)
    Pool.objects.filter(pk=pool.pk).update(taken=F("taken") - gone)
    for place in places:
        place.released_at, place.release_reason = now, reason
    return places
