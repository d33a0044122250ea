"""The stations of a list as the pins of a map."""

from collections.abc import Sequence
from typing import Any

from django.urls import reverse

from gonghui.faces import maps
from gonghui.kernel.geo import Point

from .browse import Found


def map_of(rows: Sequence[Found], here: Point | None) -> dict[str, Any]:
    """What kit/map.html shows; each pin leads to its station."""
    pins = [maps.Pin(row.premises, row.state, reverse("stations:station", args=[row.premises.pk])) for row in rows]
    return maps.map_of(pins, here)
