"""What the console's page of one station lists of it. Reads only."""

from collections import Counter
from typing import Any

from django.db.models import QuerySet

from gonghui.primitives.places.models import Keeper, Premises, Room
from gonghui.primitives.planned import planned

from ..models import Amenity, Fault, Inspection, StarChange, Supply
from ..rules import ROOMS


def rooms_of(found: Premises) -> list[tuple[str, int, Amenity | None]]:
    """What each kind of rooms is called, how many there are, and their line."""
    kinds = Counter(_kinds.rows(premises=found.pk))
    lines = {line.kind: line for line in _lines.rows(premises=found.pk)}
    return [(name, kinds[kind], lines.get(kind)) for kind, name in ROOMS.items()]


@planned
def _kinds(premises: Any) -> QuerySet[Room, str]:
    return Room.objects.filter(premises=premises, closed_on=None).values_list("kind", flat=True)


@planned
def _lines(premises: Any) -> QuerySet[Amenity]:
    return Amenity.objects.filter(premises=premises)


@planned
def keepers(premises: Any) -> QuerySet[Keeper]:
    return Keeper.objects.current().filter(premises=premises).select_related("person").order_by("pk")


@planned
def faults(premises: Any) -> QuerySet[Fault]:
    return Fault.objects.open().filter(premises=premises).order_by("reported_at", "pk")


@planned
def shelf(premises: Any) -> QuerySet[Supply]:
    return Supply.objects.filter(premises=premises).on_shelf()


@planned
def inspections(premises: Any) -> QuerySet[Inspection]:
    return Inspection.objects.filter(premises=premises).select_related("by_person").order_by("-at", "-pk")


@planned
def changes(premises: Any) -> QuerySet[StarChange]:
    """Of its stars, the latest first."""
    return StarChange.objects.filter(premises=premises).select_related("by_person").order_by("-at", "-pk")
