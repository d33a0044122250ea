"""What the map script gets: pins, and the tiles they lie on; without a tile provider the base map of our own."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.templatetags.static import static
from django.utils import translation

from gonghui.faces.scripts import in_script
from gonghui.kernel.geo import Datum, Point
from gonghui.primitives.places.models import Premises
from gonghui.primitives.places.rules import State, Why

SOURCE = "数据来源：天地图"  # of the base map; the words its owner asks for


@dataclass(frozen=True, slots=True)
class Pin:
    """A place on the map, its state, and the page that it leads to."""

    premises: Premises
    state: State
    url: str

    @property
    def shape(self) -> str:
        """ "sure": somebody confirmed it; "hours": it should be open; "shut"."""
        if not self.state.open:
            return "shut"
        return "sure" if self.state.why is Why.CONFIRMED else "hours"

    def told(self, datum: Datum) -> dict[str, Any]:
        language = translation.get_language() or ""
        return {
            "at": self.premises.point.in_datum(datum),
            "name": in_script(self.premises.name, language),
            "says": self.state.says,
            "shape": self.shape,
            "url": self.url,
            "province": (self.premises.division_id or self.premises.union.division_id or "")[:2],
        }


def map_of(pins: Iterable[Pin], here: Point | None) -> dict[str, Any]:
    """Plain data for `map.js`, for kit/map.html. Positions lie in the grid of the ground they are drawn on."""
    datum = Datum(settings.MAP_DATUM) if settings.MAP_TILES else Datum.WGS84
    points = [pin.told(datum) for pin in pins]
    ground = {"tiles": settings.MAP_TILES, "credit": settings.MAP_CREDIT} if settings.MAP_TILES else base(points)
    return ground | {"here": here.in_datum(datum) if here else None, "points": points}


def base(points: list[dict[str, Any]]) -> dict[str, Any]:
    """The files of our own base map: the country, and the counties of each province that has a pin."""
    provinces = sorted({point["province"] for point in points} - {""})
    counties = {code: static(f"geo/counties/{code}.json") for code in provinces}
    name = "t" if translation.get_language() == "zh-hant" else "s"
    return {"tiles": "", "credit": SOURCE, "country": static("geo/china.json"), "counties": counties, "names": name}
