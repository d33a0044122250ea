"""The nearest first, by plain b-tree: circles around a point, each twice as wide, until enough is found.

One statement walks the circles outwards. Each looks only at the ring between the circle before and itself, sorts what
lies there, and hands it on; the limit stops the walk. What is read grows with the answer and not with the table.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import F, FloatField, Func, Value
from django.db.models.expressions import RawSQL
from django.db.models.functions import ASin, Cos, Least, Radians, Sin, Sqrt

from gonghui.kernel.geo import EARTH, Point, covering

if TYPE_CHECKING:
    from .querysets import PremisesQuerySet

WIDER = 2  # how much each circle is wider than the one before
FIRST = 250  # metres, the radius of the smallest circle
FARTHEST = 6_000_000  # metres: all of China from anywhere in it
# The rings are the outer side of a nested loop, as each is needed to look anything up: they come in their order.
WALK = """
SELECT near.id, near.metres
FROM unnest(%s::int[], %s::float8[], %s::float8[]) AS ring (number, inside, outside)
CROSS JOIN LATERAL (
    SELECT found.id, found.metres
    FROM unnest(%s::int[], %s::bigint[], %s::bigint[]) AS block (ring, low, high)
    CROSS JOIN LATERAL ({matching}) AS found (id, metres)
    WHERE block.ring = ring.number AND found.metres > ring.inside AND found.metres <= ring.outside
    ORDER BY found.metres, found.id
    LIMIT %s
) AS near
LIMIT %s
"""


def nearest(
    premises: PremisesQuerySet, point: Point, *, limit: int, within_m: float = FARTHEST
) -> list[tuple[UUID, float]]:
    """(id, metres) of the nearest, nearest first; one statement."""
    try:
        statement, params = walk(premises, point, limit=limit, within_m=within_m)
    except EmptyResultSet:  # no kind was asked for: nothing to ask the database
        return []
    with connection.cursor() as cursor:
        cursor.execute(statement, params)
        return list(cursor.fetchall())


def walk(premises: PremisesQuerySet, point: Point, *, limit: int, within_m: float) -> tuple[str, list[Any]]:
    """The statement and its parameters."""
    matching = (
        premises.order_by()
        .filter(cell__gte=RawSQL("block.low", ()), cell__lte=RawSQL("block.high", ()))
        .annotate(metres=metres_from(point))
        .values_list("pk", "metres")
    )
    inner, inner_params = matching.query.sql_with_params()
    outside = _radii(within_m)
    inside = [-1.0, *outside[:-1]]
    rings: list[Any] = [list(range(len(outside))), inside, outside]
    blocks = [
        (number, *block)
        for number, beyond, metres in zip(*rings, strict=True)
        for block in covering(point, metres, beyond=beyond)
    ]
    columns = [list(column) for column in zip(*blocks, strict=True)]
    return WALK.format(matching=inner), [*rings, *columns, *inner_params, limit, limit]


def metres_from(point: Point) -> Func:
    """kernel.geo.distance_m, reckoned by the database."""
    up = Sin((Radians(F("lat")) - Radians(Value(point.lat))) / Value(2.0))
    along = Sin((Radians(F("lon")) - Radians(Value(point.lon))) / Value(2.0))
    half = up * up + Cos(Radians(F("lat"))) * Cos(Radians(Value(point.lat))) * along * along
    return Func(ASin(Least(Value(1.0), Sqrt(half))) * Value(2 * EARTH), function="", output_field=FloatField())


def _radii(within_m: float) -> list[float]:
    radii = [float(min(FIRST, within_m))]
    while radii[-1] < within_m:
        radii.append(min(radii[-1] * WIDER, float(within_m)))
    return radii
