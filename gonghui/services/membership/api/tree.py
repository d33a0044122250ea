"""The tree of unions and its changes, for officers: planned for a day, undone before it."""

import uuid
from datetime import date
from typing import Any, Literal

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Query, Router, Schema, Status
from pydantic import Field

from gonghui.faces.api.offices import unions_of
from gonghui.faces.api.paging import After, page_after
from gonghui.faces.api.shapes import Page, Shape, of
from gonghui.faces.api.values import Day
from gonghui.kernel.text import tidy
from gonghui.primitives.people.models import Division, Union
from gonghui.primitives.people.querysets import UnionQuerySet

from ..tree import actions
from ..tree.models import UnionChange
from ..tree.rules import FOUND, TREE

router = Router()


class NodeOut(Shape):  # of a Union
    id: uuid.UUID = of("pk")
    code: str
    name: str
    kind: str
    above: str | None = of("parent.code", description="the code of the union above")
    division: str | None = of("division_id")


class UnionChangeOut(Shape):  # of a UnionChange
    id: uuid.UUID = of("pk")
    kind: str = of("kind", description="found, rename, move, merge, close")
    union: str = of("about")
    target: str | None = of("target.name")
    name: str
    takes_on: date
    state: str = of("state", description="waits, done, undone, stopped")
    why: str
    stopped: str = of("stopped", description="what stood in the way on its day")
    members: int | None = of("members", description="how many went with it, once it is done")


class UnionChangeIn(Schema):
    kind: Literal["found", "rename", "move", "merge", "close"]
    union: uuid.UUID | None = Field(None, description="which it is about; none where one is founded")
    target: uuid.UUID | None = Field(
        None, description="the union above (found, move) or the one that takes the members (merge, close)"
    )
    name: str = Field("", max_length=120, description="the new name (found, rename)")
    code: str = Field("", max_length=20, description="of the union that is founded")
    level: Literal["", *Union.Kind.values] = Field("", description="of the union that is founded")  # type: ignore[valid-type]
    division: str = Field("", max_length=6, description="its place, six digits; may be empty")
    takes_on: Day = Field(description="today: at once; later: it can be undone until then")
    why: str = Field(min_length=1, max_length=200)


@router.get("/unions", response=Page[NodeOut], summary="Unions below one of mine")
def unions(request: HttpRequest, asked: Query[After], at: str = "") -> dict[str, Any]:
    """Officers: directly below the union with this code; without one, those that my offices are at."""
    reach = unions_of(request, TREE)
    mine = Union.objects.open().under(reach).select_related("parent")
    found = mine.filter(parent__code=at[:20]) if at else mine.filter(pk__in=[one.pk for one in reach])
    return page_after(found, asked)


@router.get("/changes", response=Page[UnionChangeOut], summary="Changes of the union tree")
def changes(request: HttpRequest, asked: Query[After]) -> dict[str, Any]:
    """Officers: of my unions, the newest first."""
    return page_after(UnionChange.objects.under(unions_of(request, TREE)).for_list(), asked, by=("created_at",))


@router.post("/changes", response=UnionChangeOut, summary="Plan a change of the union tree")
def plan(request: HttpRequest, asked: UnionChangeIn) -> UnionChange:
    """Officers: found, rename, move, merge or close a union from a day on; of a union one change waits at a time."""
    reach = unions_of(request, TREE)
    mine = Union.objects.under(reach)
    said = {"takes_on": asked.takes_on, "why": asked.why, "target": _one(mine, asked.target), "name": tidy(asked.name)}
    if asked.kind == FOUND:
        division = get_object_or_404(Division, pk=asked.division) if asked.division else None
        said |= {"code": asked.code, "level": asked.level, "division": division}
    else:
        said["union"] = _one(mine, asked.union)
    return actions.plan(UnionChange(kind=asked.kind, **said), reach=reach, by=request.caller, now=request.now)


@router.delete("/changes/{uuid:pk}", response={204: None}, summary="Undo a change before its day")
def undo_change(request: HttpRequest, pk: uuid.UUID) -> Status[None]:
    """Officers: it will not take effect."""
    reach = unions_of(request, TREE)
    own = UnionChange.objects.under(reach).for_list()
    actions.undo(get_object_or_404(own, pk=pk), reach=reach, by=request.caller, now=request.now)
    return Status(204, None)


def _one(mine: UnionQuerySet, pk: uuid.UUID | None) -> Union | None:
    return get_object_or_404(mine, pk=pk) if pk else None
