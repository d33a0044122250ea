"""The way to a place by a phone's map: links that open one with the place as the goal, in the grid it is drawn in."""

from typing import NamedTuple
from urllib.parse import quote

from django.utils.translation import gettext as _

from gonghui.kernel.geo import Point


class Route(NamedTuple):
    name: str
    url: str


def to_point(point: Point, named: str) -> list[Route]:
    """高德 and 腾讯 in GCJ-02, 百度 in BD-09, and the phone's own map in WGS-84."""
    name = quote(named)
    gcj_lat, gcj_lon = point.to_gcj02()
    bd_lat, bd_lon = point.to_bd09()
    return [
        Route(
            _("高德地图"),
            f"https://uri.amap.com/navigation?to={gcj_lon},{gcj_lat},{name}&mode=walk&coordinate=gaode&callnative=1",
        ),
        Route(
            _("百度地图"),
            f"https://api.map.baidu.com/marker?location={bd_lat},{bd_lon}&title={name}&content={name}"
            "&coord_type=bd09ll&output=html&src=gonghui",
        ),
        Route(
            _("腾讯地图"),
            f"https://apis.map.qq.com/uri/v1/marker?marker=coord:{gcj_lat},{gcj_lon};title:{name}&referer=gonghui",
        ),
        Route(_("手机自带地图"), f"geo:{point.lat},{point.lon}?q={point.lat},{point.lon}({name})"),
    ]


def to_words(address: str, city: str) -> list[Route]:
    """As `to_point` where only the address is known: the map looks for it, within the city."""
    words, within = quote(address), quote(city)
    return [
        Route(_("高德地图"), f"https://uri.amap.com/search?keyword={words}&city={within}&callnative=1"),
        Route(
            _("百度地图"),
            f"https://api.map.baidu.com/place/search?query={words}&region={within}&output=html&src=gonghui",
        ),
        Route(_("腾讯地图"), f"https://apis.map.qq.com/uri/v1/search?keyword={words}&region={within}&referer=gonghui"),
        Route(_("手机自带地图"), f"geo:0,0?q={words}"),
    ]
