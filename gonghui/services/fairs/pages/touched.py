"""Whom it touches when sessions are moved or cancelled: who has a place in them, and who hopes for one. Reads only."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from gonghui.primitives.admission.models import Place, Waiter
from gonghui.primitives.draws.models import Lot

from ..models import Fair, Venue


def holding(pools: Collection[UUID]) -> list[UUID]:
    """The persons who hold a place in one of the pools."""
    return list(Place.objects.live().filter(pool__in=pools).values_list("holder", flat=True))


def hoping(fair: Fair, pools: Collection[UUID]) -> list[UUID]:
    """Who stands in a line of theirs, or chose one of them for the draw and has no place at the fair; each once."""
    waiting = Waiter.objects.live().filter(pool__in=pools).values_list("holder")
    chose = Lot.objects.hoping_for(pools).filter(draw=fair.draw_id).values_list("holder")
    return [holder for (holder,) in waiting.union(chose)]


def pools_ahead(venue: Venue, *, now: datetime) -> list[UUID]:
    """The pools of the hall's sessions that are not over."""
    return list(venue.sessions.standing().filter(ends_at__gt=now).values_list("pool", flat=True))


def told_of_hall(venue: Venue, *, now: datetime) -> int:
    """How many would hear of it if the hall were elsewhere."""
    pools = pools_ahead(venue, now=now)
    return told(venue.fair, pools)


def told(fair: Fair, pools: Collection[UUID]) -> int:
    """How many would hear of it if something happened to these pools' sessions."""
    return len(holding(pools)) + len(hoping(fair, pools))
