"""Integer cells: the earth cut into squares of degrees, halved again and again, numbered so that a plain b-tree finds
what is near. The bits of column and row alternate, so all that lies in one big cell is one range of numbers."""

import math
from collections.abc import Iterator
from typing import NamedTuple

from .points import Point

DEPTH = 26  # halvings; the smallest cell is 0.6 m high
MOST_ACROSS = 8  # cells beside each other that cover a square: more are tighter, fewer are quicker to look up
EARTH = 6_371_008.8  # metres, mean radius
METRES_A_DEGREE = EARTH * math.pi / 180
FLAT = 300_000  # metres: so far a map is as good as the globe, to a hundredth


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


def kilometres(metres: float) -> str:
    """ "0.4", "3.2", "48": tenths up to ten kilometres, whole ones beyond."""
    return f"{metres / 1000:.1f}" if metres < 10_000 else str(round(metres / 1000))


def cell(point: Point) -> int:
    """The number of the smallest cell a point lies in; fits into 52 bits."""
    return _interleaved(_step(point.lon), _step(point.lat))


def covering(point: Point, metres: float, *, beyond: float = 0.0) -> list[Range]:
    """Ranges of cells that hold everything within `metres` of a point, in order, neighbours joined.

    What lies wholly within `beyond` metres may be left out.
    """
    high = metres / METRES_A_DEGREE
    furthest = min(89.0, abs(point.lat) + high)
    wide = high / math.cos(math.radians(furthest))
    size, columns, rows = _grid(point.lat - high, point.lon - wide, point.lat + high, point.lon + wide)
    if metres > FLAT:
        return _joined([_interleaved(column, row) for row in rows for column in columns], 2 * size)
    reach, inner = high * 1.01, beyond / METRES_A_DEGREE * 0.99  # the flat reckoning below is that good
    return _joined(list(_ring(point, reach, inner, size, columns, rows)), 2 * size)


def _grid(south: float, west: float, north: float, east: float) -> tuple[int, range, range]:
    """How often cells are doubled so that few enough lie beside each other, and which columns and rows of those."""
    across, up = (_step(west), _step(east)), (_step(south), _step(north))
    size = 0
    while max((last >> size) - (first >> size) for first, last in (across, up)) >= MOST_ACROSS:
        size += 1
    return size, range(across[0] >> size, (across[1] >> size) + 1), range(up[0] >> size, (up[1] >> size) + 1)


def _ring(point: Point, reach: float, inner: float, size: int, columns: range, rows: range) -> Iterator[int]:
    """Of a grid the cells that a ring around a point touches; all in degrees of latitude."""
    side = 360 / (1 << (DEPTH - size))
    aside = [_apart(point.lon, column * side - 180, side) for column in columns]
    for row in rows:
        south = row * side - 180
        near_up, far_up = _apart(point.lat, south, side)
        lowest, highest = sorted((abs(point.lat), abs(south), abs(south + side)))[::2]
        narrow, broad = math.cos(math.radians(highest)), math.cos(math.radians(lowest))
        for column, (near, far) in zip(columns, aside, strict=True):
            if math.hypot(near_up, near * narrow) <= reach and math.hypot(far_up, far * broad) >= inner:
                yield _interleaved(column, row)


def _apart(at: float, first: float, side: float) -> tuple[float, float]:
    """How far the nearest and the furthest of a stretch are from a value."""
    return max(first - at, at - first - side, 0.0), max(abs(first - at), abs(first + side - at))


def _joined(numbers: list[int], bits: int) -> list[Range]:
    ranges: list[Range] = []
    for number in sorted(numbers):
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
