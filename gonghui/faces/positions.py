"""Where an asker says they are, read from a page's address."""

from typing import NamedTuple

from django.http import HttpRequest

from gonghui.kernel.geo import BadPoint, Point


class Asked(NamedTuple):
    """The point, None when none was said; or why what was said is none."""

    point: Point | None
    refusal: BadPoint | None = None


def asked_point(request: HttpRequest) -> Asked:
    """?lat=45.14&lon=124.82, WGS-84."""
    lat, lon = request.GET.get("lat", ""), request.GET.get("lon", "")
    if not (lat or lon):
        return Asked(None)
    try:
        return Asked(Point.parse(lat, lon))
    except BadPoint as refusal:
        return Asked(None, refusal)
