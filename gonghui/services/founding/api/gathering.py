"""Which employers a case is for: read, more of them, one taken off."""

import uuid
from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Query, Router

from gonghui.faces.api.paging import After, page_after
from gonghui.faces.api.shapes import Page
from gonghui.primitives.people.models import Employer

from .. import actions, rules
from ..models import Case
from .scope import get_case, get_employers, place_of
from .shapes import EmployerOut, FoundingCaseOut, GatherIn

router = Router()


@router.get("/cases/{uuid:pk}/employers", response=Page[EmployerOut], summary="The employers of a case")
def employers(request: HttpRequest, pk: uuid.UUID, asked: Query[After]) -> dict[str, Any]:
    """Newest first. For officers."""
    entered = get_case(request, pk, rules.WATCH).employers.values("employer")
    return page_after(Employer.objects.filter(pk__in=entered).select_related("area"), asked)


@router.post("/cases/{uuid:pk}/employers", response=FoundingCaseOut, summary="More employers of a case")
def add(request: HttpRequest, pk: uuid.UUID, asked: GatherIn) -> Case:
    """These, or all of a place and a trade that have no union; until the preparation was done."""
    found = get_case(request, pk, rules.MANAGE)
    own = {"by": request.caller, "now": request.now}
    if asked.employers:
        actions.add_employers(found, get_employers(request, asked.employers), **own)
    else:
        actions.add_all(found, division=place_of(asked.division), trade=asked.trade or "", **own)
    return get_case(request, pk, rules.MANAGE)


@router.delete("/cases/{uuid:pk}/employers/{uuid:employer}", response=FoundingCaseOut, summary="Not this employer")
def drop(request: HttpRequest, pk: uuid.UUID, employer: uuid.UUID) -> Case:
    """Taken off the case, until the preparation was done; it is free for another."""
    found = get_case(request, pk, rules.MANAGE)
    entry = get_object_or_404(found.employers.select_related("employer", "case"), employer=employer)
    actions.drop_employer(entry, by=request.caller, now=request.now)
    return found
