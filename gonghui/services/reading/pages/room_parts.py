"""What the console's page of one reading room lists of it. Reads only."""

from typing import Any

from django.db.models import Count, QuerySet

from gonghui.primitives.places.models import Keeper, Premises, Room
from gonghui.primitives.planned import planned

from ..models import NamingCheck, Seat


def plans_of(premises: Premises) -> list[tuple[Room, int]]:
    """Its halls in order, each with how many seats it has."""
    seats = dict(_seats.rows(premises=premises.pk))
    return [(hall, seats.get(hall.pk, 0)) for hall in _halls.rows(premises=premises.pk)]


@planned
def _halls(premises: Any) -> QuerySet[Room]:
    return Room.objects.visible().filter(premises=premises).in_order()


@planned
def _seats(premises: Any) -> QuerySet[Seat, Any]:
    usable = Seat.objects.usable().filter(room__premises=premises).order_by()
    return usable.values("room").annotate(n=Count("pk")).values_list("room", "n")


@planned
def keepers(premises: Any) -> QuerySet[Keeper]:
    return Keeper.objects.current().filter(premises=premises).select_related("person").order_by("pk")


@planned
def checks(room: Any) -> QuerySet[NamingCheck]:
    """When it was held against the conditions of its name, the latest first."""
    return NamingCheck.objects.filter(room=room).select_related("by").order_by("-pk")
