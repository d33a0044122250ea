"""WGS-84 (GPS), GCJ-02 (高德, 腾讯) and BD-09 (百度): plain pairs of (latitude, longitude) in degrees.

The providers' grids are shifted by 100 to 700 m against WGS-84. The formulas are the published ones; the way back is
found by iteration, to a millimetre.
"""

import math
from collections.abc import Callable
from enum import Enum

from .refusals import UnknownDatum

Pair = tuple[float, float]
AXIS = 6378245.0  # metres; Krasovsky 1940
ECCENTRICITY = 0.00669342162296594323  # squared
BD_TURN = math.pi * 3000 / 180
BD_LAT, BD_LON = 0.006, 0.0065  # degrees
ROUNDS, CLOSE = 12, 1e-9  # of the iteration; degrees


class Datum(Enum):
    """What a pair of numbers is measured in."""

    WGS84 = "wgs84"
    GCJ02 = "gcj02"
    BD09 = "bd09"

    @classmethod
    def parse(cls, text: str) -> "Datum":
        """From a form or a column: "GCJ-02", "高德". Raises UnknownDatum."""
        word = "".join(text.split()).lower().replace("-", "").replace("_", "")
        for datum, names in SPOKEN.items():
            if word in names:
                return datum
        raise UnknownDatum(text=text.strip()[:20])


SPOKEN = {
    Datum.WGS84: {"wgs84", "gps", "天地图", "cgcs2000", "北斗"},
    Datum.GCJ02: {"gcj02", "高德", "高德地图", "腾讯", "腾讯地图", "火星坐标"},
    Datum.BD09: {"bd09", "bd09ll", "百度", "百度地图"},
}


def to_gcj02(lat: float, lon: float) -> Pair:
    """WGS-84 to GCJ-02."""
    east, north = _shift(lat, lon)
    radians = math.radians(lat)
    curve = 1 - ECCENTRICITY * math.sin(radians) ** 2
    lat_metres = AXIS * (1 - ECCENTRICITY) / (curve * math.sqrt(curve)) * math.pi / 180
    lon_metres = AXIS / math.sqrt(curve) * math.cos(radians) * math.pi / 180
    return lat + north / lat_metres, lon + east / lon_metres


def from_gcj02(lat: float, lon: float) -> Pair:
    """GCJ-02 to WGS-84."""
    return _back(to_gcj02, lat, lon)


def to_bd09(lat: float, lon: float) -> Pair:
    """WGS-84 to BD-09."""
    lat, lon = to_gcj02(lat, lon)
    reach = math.hypot(lon, lat) + 0.00002 * math.sin(lat * BD_TURN)
    angle = math.atan2(lat, lon) + 0.000003 * math.cos(lon * BD_TURN)
    return reach * math.sin(angle) + BD_LAT, reach * math.cos(angle) + BD_LON


def from_bd09(lat: float, lon: float) -> Pair:
    """BD-09 to WGS-84."""
    return _back(to_bd09, lat, lon)


def _back(shift: Callable[[float, float], Pair], lat: float, lon: float) -> Pair:
    """What is moved to (lat, lon): a guess is mended by as much as its image is off, until that is nothing."""
    found = lat, lon
    for _round in range(ROUNDS):
        image = shift(*found)
        off = lat - image[0], lon - image[1]
        found = found[0] + off[0], found[1] + off[1]
        if max(map(abs, off)) < CLOSE:
            break
    return found


def _shift(lat: float, lon: float) -> Pair:
    """How far the grid is moved here, to the east and to the north: metres."""
    x, y = lon - 105, lat - 35
    short = 20 * (math.sin(6 * x * math.pi) + math.sin(2 * x * math.pi)) * 2 / 3
    north = -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * math.sqrt(abs(x)) + short
    north += 20 * (math.sin(y * math.pi) + 2 * math.sin(y / 3 * math.pi)) * 2 / 3
    north += 160 * (math.sin(y / 12 * math.pi) + 2 * math.sin(y * math.pi / 30)) * 2 / 3
    east = 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * math.sqrt(abs(x)) + short
    east += 20 * (math.sin(x * math.pi) + 2 * math.sin(x / 3 * math.pi)) * 2 / 3
    east += 150 * (math.sin(x / 12 * math.pi) + 2 * math.sin(x / 30 * math.pi)) * 2 / 3
    return east, north
