"""A position stated in the wrong grid: the maps of 高德 and 腾讯 lie some hundred metres beside the satellites'."""

from collections.abc import Iterable

from gonghui.kernel.geo import Datum, Point, distance_m, from_gcj02
from gonghui.kernel.refusals import Kind, Refused
from gonghui.kernel.words import gettext_noop as _

SAME_PLACE, SHIFTED = 60, 100  # metres: so near is the same door; so far is not


class LooksShifted(Refused):
    """A warning: stated as WGS-84, it lies where a map provider draws a place that is known already."""

    kind = Kind.CONFLICT
    code = "places.looks_shifted"
    says = _("写的是 WGS-84，但更像高德、腾讯的坐标：照这样登记会偏 %(metres)s 米")
    mend = _("请把坐标系改为 GCJ-02；确认无误也可以照样登记")


def looks_shifted(point: Point, stated: Datum, known: Iterable[Point]) -> LooksShifted | None:
    """A warning when a position stated as WGS-84 lies off a known one by just the providers' shift."""
    if stated is not Datum.WGS84:
        return None
    meant = from_gcj02(point.lat, point.lon)
    for place in known:
        off = distance_m(point, place)
        if off >= SHIFTED and distance_m(meant, place) <= SAME_PLACE:
            return LooksShifted(metres=round(off))
    return None
