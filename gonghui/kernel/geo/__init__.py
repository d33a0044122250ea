"""Where things are: WGS-84 points of China, the shifted grids of its map providers, distances, and integer cells."""

from .cells import EARTH, METRES_A_DEGREE, Range, cell, covering, distance_m, kilometres
from .datums import Datum
from .points import Point, from_bd09, from_gcj02
from .refusals import BadPoint, InTheSea, NotANumber, OutsideChina, PointMissing, Swapped, UnknownDatum

__all__ = [
    "EARTH",
    "METRES_A_DEGREE",
    "BadPoint",
    "Datum",
    "InTheSea",
    "NotANumber",
    "OutsideChina",
    "Point",
    "PointMissing",
    "Range",
    "Swapped",
    "UnknownDatum",
    "cell",
    "covering",
    "distance_m",
    "from_bd09",
    "from_gcj02",
    "kilometres",
]
