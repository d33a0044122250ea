"""Coverage, what it rests on, and who waits for a union of their own; for officers."""

import uuid
from datetime import date
from typing import Annotated, Any, Literal

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from ninja import Query, Router, Schema
from ninja.files import UploadedFile
from pydantic import AfterValidator, Field

from gonghui.faces.api.offices import unions_of
from gonghui.faces.api.paging import After, page_after
from gonghui.faces.api.shapes import Page, Shape, of
from gonghui.faces.api.sheets import SHEET, brought
from gonghui.faces.api.values import Day
from gonghui.faces.importing import remarks, template_file
from gonghui.kernel.text import one_line
from gonghui.primitives.people.models import Union
from gonghui.primitives.people.trades import Trade

from ..coverage import actions, lists
from ..coverage.figures import figures
from ..coverage.models import Tally, Workforce
from ..coverage.rules import COVERAGE, FOUNDS, KEEP, KIND, PLACE, TRADE, founds
from ..coverage.sheets import WORKFORCE

router = Router()
# Prose in one line, and something of it.
Source = Annotated[str, Field(max_length=200), AfterValidator(lambda text: one_line(text)), Field(min_length=1)]


class FigureOut(Shape):  # of a rules.Figure
    label: str
    members: int
    people: int | None = of("base.people", description="the base; null where nobody entered one")
    as_of: date | None = of("base.as_of", description="the oldest day among the bases that were summed")
    sources: list[str] | None = of("base.sources", description="of the base, the first three")
    share: int | None = of("share", description="basis points")
    odd: str = of("odd", description="most: more members than people; none: no base; part: a base of a part of them")


class CoverageOut(Schema):
    union: str
    counted_on: date | None
    lines: list[FigureOut]


class PoolOut(Shape):  # of an Employer with its `members`
    id: uuid.UUID = of("pk")
    name: str
    trade: str
    members: int = of("members", description="of my unions; `GET /membership/members?employer=` tells who")
    headcount: int | None
    headcount_on: date | None
    founds: bool = of(
        lambda row: founds(row.members, row.headcount), description="a union is to be founded: POST /founding/cases"
    )


class WorkforceOut(Shape):  # of a Workforce
    id: uuid.UUID = of("pk")
    union: str = of("union.name")
    union_code: str = of("union.code")
    trade: str = of("trade", description="empty: of all trades")
    people: int
    as_of: date
    source: str


class WorkforceIn(Schema):
    union: uuid.UUID
    trade: Literal["", *Trade.values] = Field("", description="empty: of all trades")  # type: ignore[valid-type]
    people: int = Field(ge=1, le=99_999_999)
    as_of: Day
    source: Source


class WorkforceLoadedOut(Schema):
    entered: int
    remarks: list[str] = Field(description="what of the file was not read")


@router.get("/coverage", response=CoverageOut, summary="Coverage of a union")
def coverage(request: HttpRequest, at: str = "", by: str = PLACE) -> dict[str, Any]:
    """Officers: members, base and day of a union (its code) by place, trade or kind; the whole first."""
    reach = Union.objects.open().under(unions_of(request, COVERAGE)).order_by("path")
    found = get_object_or_404(reach, code=at[:20]) if at else reach.first()
    lines = figures(found, by if by in (PLACE, TRADE, KIND) else PLACE) if found else []
    return {"union": found.name if found else "", "counted_on": Tally.objects.counted_on(), "lines": lines}


@router.get("/pool", response=Page[PoolOut], summary="Employers whose members wait for a union")
def pool(request: HttpRequest, asked: Query[After], ready: bool = False) -> dict[str, Any]:
    """Officers: employers without a union where members of my unions work; with `ready` those that are to have one."""
    return page_after(lists.pool(unions_of(request, KEEP), least=FOUNDS if ready else 0), asked)


@router.get("/workforce", response=Page[WorkforceOut], summary="How many work where")
def workforce(request: HttpRequest, asked: Query[After], trade: str = "") -> dict[str, Any]:
    """Officers: what coverage is reckoned from, the newest day first."""
    mine = Workforce.objects.under(unions_of(request, COVERAGE)).select_related("union")
    return page_after(mine.filter(trade=trade[:20]) if trade else mine, asked, by=("as_of",))


@router.post("/workforce", response=WorkforceOut, summary="Enter how many work somewhere")
def enter(request: HttpRequest, asked: WorkforceIn) -> Workforce:
    """Officers: in the area of one of my unions, in a trade or in all, on a day, by a source. The same figure again
    is the first; another one for the same day is refused."""
    home = get_object_or_404(Union.objects.open().under(unions_of(request, KEEP)), pk=asked.union)
    return actions.enter_workforce(**asked.dict() | {"union": home}, by=request.caller, now=request.now)


@router.get("/workforce/template", summary="The empty sheet of figures to fill in")
def empty(request: HttpRequest) -> HttpResponse:
    """Officers: a workbook."""
    unions_of(request, KEEP)
    return template_file(_("导入职工底数"), WORKFORCE)


@router.post("/workforce/import", response=WorkforceLoadedOut, summary="Enter a sheet of figures")
def load(request: HttpRequest, sheet: UploadedFile | None = SHEET) -> dict[str, Any]:
    """Officers: a form (multipart) with the file. All rows or none: each bad one is named in `facts.rows`."""
    reach, file = unions_of(request, KEEP), brought(sheet, WORKFORCE)
    opened = WORKFORCE.open(file.data, file.name)
    many = actions.load_workforce(opened, reach=reach, by=request.caller, now=request.now)
    return {"entered": many, "remarks": remarks(opened.remarks)}
