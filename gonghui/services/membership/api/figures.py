"""Coverage, for officers."""

from datetime import date
from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Router, Schema

from gonghui.faces.api.offices import unions_of
from gonghui.faces.api.shapes import Shape, of
from gonghui.primitives.people.models import Union

from ..coverage.figures import figures
from ..coverage.models import Tally
from ..coverage.rules import COVERAGE, KIND, PLACE, TRADE

router = Router()


class FigureOut(Shape):  # of a rules.Figure
    label: str
    members: int
    people: int | None = of("base.people", description="the base; null where nobody entered one")
    as_of: date | None = of("base.as_of", description="the oldest day among the bases that were summed")
    share: int | None = of("share", description="basis points")
    odd: str = of("odd", description="most: more members than people; none: no base")


class CoverageOut(Schema):
    union: str
    counted_on: date | None
    lines: list[FigureOut]


@router.get("/coverage", response=CoverageOut, summary="Coverage of a union")
def coverage(request: HttpRequest, at: str = "", by: str = PLACE) -> dict[str, Any]:
    """Officers: members, base and day of a union (its code) by place, trade or kind; the whole first."""
    reach = Union.objects.open().under(unions_of(request, COVERAGE)).order_by("path")
    found = get_object_or_404(reach, code=at[:20]) if at else reach.first()
    lines = figures(found, by if by in (PLACE, TRADE, KIND) else PLACE) if found else []
    return {"union": found.name if found else "", "counted_on": Tally.objects.counted_on(), "lines": lines}
