"""The rooms of a kind that a home gives out. Reads only."""

from gonghui.primitives.lending.models import Keeping
from gonghui.primitives.places.models import Premises, Room

from ..models import Amenity, Stay


def rooms_of(premises: Premises, kind: str) -> list[Room]:
    """Rooms of a kind that are given out, by name; none for a kind that is not booked by the hour."""
    if kind not in Stay.Kind.values:
        return []
    return list(Room.objects.filter(premises=premises, kind=kind, closed_on=None).order_by("name", "pk"))


def free_rooms(amenity: Amenity) -> list[Room]:
    """Rooms of the kind that nobody has, by name."""
    rooms = Room.objects.filter(premises=amenity.premises_id, kind=amenity.kind, closed_on=None)
    kept = Keeping.objects.open().filter(thing__in=rooms.values("pk")).values_list("thing", flat=True)
    return list(rooms.exclude(pk__in=set(kept)).order_by("name", "pk"))
