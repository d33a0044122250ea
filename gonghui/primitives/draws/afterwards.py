"""What became of a draw's places since it was made, by the numbers of its published file. Reads only."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from uuid import UUID

from gonghui.kernel.draws import After
from gonghui.primitives.admission.models import Place, Pool, Waiter

from .frozen_list import in_utc
from .models import Draw, Lot


def after_of(draw: Draw, *, now: datetime) -> After:
    """Who of a drawn list got a place later, who left the order, and what people outside the list got. Five queries."""
    numbers = {UUID(row[0]): number for number, row in enumerate((draw.frozen or {})["pools"], 1)}
    places = Place.objects.filter(scope=draw.scope)
    live = dict(places.live().values_list("holder", "pool"))
    has = {holder: pool for holder, pool in live.items() if pool in numbers}
    lots = Lot.objects.filter(draw=draw, rank__isnull=False).order_by("rank")
    told = list(lots.values_list("code", "holder", "place__pool", "withdrawn_at"))
    holds = {code: has[holder] for code, holder, _won, _left in told if holder in has}
    got = [(code, numbers[holds[code]]) for code, _h, won, _left in told if code in holds and holds[code] != won]
    gave = places.filter(taken_at__gte=draw.drawn_at, released_at__isnull=False)
    had = {*gave.values_list("holder", flat=True), *live.keys() - has.keys()}
    out = {code for code, holder, _won, left in told if code not in holds and (left or holder in had)}
    waits = {holder: code for code, holder, _won, _left in told if code not in holds and code not in out}
    left = [*((code, 0) for code in sorted(out)), *sorted(_left_lines(draw, waits, numbers))]
    pools = _pools(draw, {holder for _code, holder, _won, _left in told}, list(numbers))
    return After(str(draw.pk), draw.list_hash, in_utc(now), pools, got, left)


def _left_lines(draw: Draw, waits: Mapping[UUID, str], numbers: Mapping[UUID, int]) -> Iterator[tuple[str, int]]:
    """Who of those that wait left single lines of their own accord; one that was dissolved nobody left."""
    lines = Waiter.objects.filter(scope=draw.scope, pool__in=numbers, pool__closed_at=None, place=None)
    stands = set(lines.live().values_list("holder", "pool"))
    for holder, pool in set(lines.exclude(left_at=None).values_list("holder", "pool")):
        if holder in waits and (holder, pool) not in stands:
            yield waits[holder], numbers[pool]


def _pools(draw: Draw, listed: set[UUID], order: list[UUID]) -> list[tuple[int, int]]:
    """For each pool the places there are for the list and since, and those that went to others since the draw."""
    capacity = dict(Pool.objects.filter(pk__in=order).values_list("pk", "capacity"))
    before, since = dict.fromkeys(order, 0), dict.fromkeys(order, 0)
    live = Place.objects.live().filter(scope=draw.scope, pool__in=order)
    for holder, pool, taken_at in live.values_list("holder", "pool", "taken_at"):
        if holder not in listed:
            (before if draw.drawn_at and taken_at < draw.drawn_at else since)[pool] += 1
    return [(max(0, capacity[pool] - before[pool]), since[pool]) for pool in order]
