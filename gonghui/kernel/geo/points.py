"""A position that can be meant."""

import math
from dataclasses import dataclass

from gonghui.kernel.text import fold

from . import datums
from .datums import Datum
from .outline import at_sea, on_land
from .refusals import InTheSea, NotANumber, OutsideChina, PointMissing, Swapped

DECIMALS = 6  # of a degree: a tenth of a metre


@dataclass(frozen=True, slots=True)
class Point:
    """Latitude and longitude in degrees, WGS-84, on land of China or close to it. Raises BadPoint."""

    lat: float
    lon: float

    def __post_init__(self) -> None:
        if not (math.isfinite(self.lat) and math.isfinite(self.lon)):
            raise NotANumber(text=f"{self.lat}, {self.lon}")
        object.__setattr__(self, "lat", round(float(self.lat), DECIMALS))
        object.__setattr__(self, "lon", round(float(self.lon), DECIMALS))
        if on_land(self.lat, self.lon):
            return
        if on_land(self.lon, self.lat):
            raise Swapped(lat=self.lat, lon=self.lon)
        raise (InTheSea if at_sea(self.lat, self.lon) else OutsideChina)(lat=self.lat, lon=self.lon)

    @classmethod
    def parse(cls, lat: str, lon: str, datum: Datum = Datum.WGS84) -> "Point":
        """From what a person typed, in any of the three grids. Raises BadPoint."""
        return cls.of(_number(lat), _number(lon), datum)

    @classmethod
    def of(cls, lat: float, lon: float, datum: Datum = Datum.WGS84) -> "Point":
        """From numbers in any of the three grids. Raises BadPoint."""
        here = cls(lat, lon)  # a swapped or wild pair is told as it was given
        if datum is Datum.GCJ02:
            return cls(*datums.from_gcj02(here.lat, here.lon))
        if datum is Datum.BD09:
            return cls(*datums.from_bd09(here.lat, here.lon))
        return here

    def in_datum(self, datum: Datum) -> tuple[float, float]:
        """(latitude, longitude) as the maps of that grid want them."""
        if datum is Datum.GCJ02:
            return self.to_gcj02()
        return self.to_bd09() if datum is Datum.BD09 else (self.lat, self.lon)

    def to_gcj02(self) -> tuple[float, float]:
        """(latitude, longitude) for 高德 and 腾讯."""
        lat, lon = datums.to_gcj02(self.lat, self.lon)
        return round(lat, DECIMALS), round(lon, DECIMALS)

    def to_bd09(self) -> tuple[float, float]:
        """(latitude, longitude) for 百度."""
        lat, lon = datums.to_bd09(self.lat, self.lon)
        return round(lat, DECIMALS), round(lon, DECIMALS)


def from_gcj02(lat: float, lon: float) -> Point:
    """From a pair of 高德 or 腾讯. Raises BadPoint."""
    return Point.of(lat, lon, Datum.GCJ02)


def from_bd09(lat: float, lon: float) -> Point:
    """From a pair of 百度. Raises BadPoint."""
    return Point.of(lat, lon, Datum.BD09)


def _number(text: str) -> float:
    text = fold(text)
    if not text:
        raise PointMissing()
    try:
        number = float(text)
    except ValueError:
        raise NotANumber(text=text[:20]) from None
    if not math.isfinite(number):
        raise NotANumber(text=text[:20])
    return number
