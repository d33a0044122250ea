"""Integer cells: the earth cut into squares of degrees, halved again and again, numbered so that a plain b-tree finds
what is near. The bits of column and row alternate, so all that lies in one big cell is one range of numbers."""

import math
from typing import NamedTuple

from .points import Point

DEPTH = 26  # halvings; the smallest cell is 0.6 m high
MOST_ACROSS = 4  # cells beside each other that cover a square: more are tighter, fewer are quicker to look up
EARTH = 6_371_008.8  # metres, mean radius
METRES_A_DEGREE = EARTH * math.pi / 180


class Range(NamedTuple):
    """Cell numbers from `low` to `high`, both included."""

    low: int
    high: int


def distance_m(a: Point, b: Point) -> float:
    """Metres along the surface of a sphere; within half a percent of the truth."""
    lat_a, lat_b = math.radians(a.lat), math.radians(b.lat)
    half = math.sin((lat_b - lat_a) / 2) ** 2
    half += math.cos(lat_a) * math.cos(lat_b) * math.sin(math.radians(b.lon - a.lon) / 2) ** 2
    return 2 * EARTH * math.asin(min(1.0, math.sqrt(half)))


def cell(point: Point) -> int:
    """The number of the smallest cell a point lies in; fits into 52 bits."""
    return _interleaved(_step(point.lon), _step(point.lat))


def covering(point: Point, metres: float) -> list[Range]:
    """Ranges of cells that hold everything within `metres` of a point, in order, neighbours joined."""
    high = metres / METRES_A_DEGREE
    furthest = min(89.0, abs(point.lat) + high)
    wide = high / math.cos(math.radians(furthest))
    return in_box(point.lat - high, point.lon - wide, point.lat + high, point.lon + wide)


def in_box(south: float, west: float, north: float, east: float) -> list[Range]:
    """Ranges of cells that hold everything between two latitudes and two longitudes (degrees), in order."""
    columns, rows = (_step(west), _step(east)), (_step(south), _step(north))
    size = 0  # how often the smallest cells are doubled
    while max((last >> size) - (first >> size) for first, last in (columns, rows)) >= MOST_ACROSS:
        size += 1
    numbers = sorted(
        _interleaved(column, row)
        for column in range(columns[0] >> size, (columns[1] >> size) + 1)
        for row in range(rows[0] >> size, (rows[1] >> size) + 1)
    )
    return _joined(numbers, 2 * size)


def _joined(numbers: list[int], bits: int) -> list[Range]:
    ranges: list[Range] = []
    for number in numbers:
        low, high = number << bits, ((number + 1) << bits) - 1
        if ranges and ranges[-1].high + 1 == low:
            ranges[-1] = Range(ranges[-1].low, high)
        else:
            ranges.append(Range(low, high))
    return ranges


def _step(degrees: float) -> int:
    """Which column or row, counted from -180: those of latitude are as many degrees high as the others are wide."""
    return min(max(int((degrees + 180) / 360 * (1 << DEPTH)), 0), (1 << DEPTH) - 1)


def _interleaved(column: int, row: int) -> int:
    return _spread(column) | _spread(row) << 1


def _spread(number: int) -> int:
    """The bits of a number with a zero put between each two."""
    number = (number | number << 16) & 0x0000FFFF0000FFFF
    number = (number | number << 8) & 0x00FF00FF00FF00FF
    number = (number | number << 4) & 0x0F0F0F0F0F0F0F0F
    number = (number | number << 2) & 0x3333333333333333
    return (number | number << 1) & 0x5555555555555555
