"""Where an asker says they are, read from a page's address."""

from typing import NamedTuple

from django.db.models import Avg
from django.http import HttpRequest

from gonghui.kernel.geo import BadPoint, Point
from gonghui.kernel.refusals import Kind, Refused
from gonghui.kernel.text import fold
from gonghui.kernel.words import gettext_noop as _
from gonghui.primitives.people import divisions
from gonghui.primitives.places.models import Premises

MOST_NAMESAKES = 12


class NoPlacesThere(Refused):
    kind, code = Kind.UNKNOWN, "faces.no_places_there"
    says = _("没有找到“%(text)s”，或那里还没有登记场所")
    mend = _("请写区县或城市的全名，如 迎泽区；也可以用手机的位置")


class Asked(NamedTuple):
    """The point, None when none was said; or why what was said is none."""

    point: Point | None
    refusal: Refused | None = None


def asked_point(request: HttpRequest) -> Asked:
    """?lat=45.14&lon=124.82, WGS-84."""
    lat, lon = request.GET.get("lat", ""), request.GET.get("lon", "")
    if not (lat or lon):
        return Asked(None)
    try:
        return Asked(Point.parse(lat, lon))
    except BadPoint as refusal:
        return Asked(None, refusal)


def asked_place(request: HttpRequest) -> Asked:
    """The same, or ?place= of a division by name or code: the middle of what is registered there."""
    text = fold(request.GET.get("place", ""))[:30]
    if not text:
        return asked_point(request)
    for code in divisions.meant(text)[:MOST_NAMESAKES]:
        there = Premises.objects.visible().filter(division__code__startswith=code.removesuffix("00").removesuffix("00"))
        middle = there.aggregate(lat=Avg("lat"), lon=Avg("lon"))
        if middle["lat"] is not None:
            return Asked(Point(middle["lat"], middle["lon"]))
    return Asked(None, NoPlacesThere(text=text))
