"""What the map script gets: the tiles' address and grid from the settings, and the points in that grid."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.urls import reverse

from gonghui.kernel.geo import Datum, Point

from .browse import Found


def map_of(rows: Sequence[Found], here: Point | None) -> dict[str, Any]:
    """Plain data for `map.js`; without a tile provider the points are drawn on empty ground."""
    datum = Datum(settings.MAP_DATUM)
    return {
        "tiles": settings.MAP_TILES,
        "credit": settings.MAP_CREDIT,
        "here": here.in_datum(datum) if here else None,
        "points": [
            {
                "at": row.premises.point.in_datum(datum),
                "name": row.premises.name,
                "says": row.state.says,
                "open": row.state.open,
                "url": reverse("stations:station", args=[row.premises.pk]),
            }
            for row in rows
        ],
    }
