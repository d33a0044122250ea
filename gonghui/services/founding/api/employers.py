"""Employers without a union: read, one added, many from a sheet."""

import uuid
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import Query, Router
from ninja.files import UploadedFile
from pydantic import Field

from gonghui.faces.api.base import idempotency_key
from gonghui.faces.api.offices import check_office
from gonghui.faces.api.paging import After, page_after
from gonghui.faces.api.shapes import Page
from gonghui.faces.api.sheets import SHEET, brought
from gonghui.faces.importing import template_file
from gonghui.kernel.credit_code import CreditCode
from gonghui.kernel.text import fold, tidy
from gonghui.primitives.people.models import Employer
from gonghui.primitives.people.trades import Trade
from gonghui.primitives.text_search import says

from .. import actions, rules
from ..forms.sheets import EMPLOYERS
from ..models import Ready
from .scope import get_area, place_of
from .shapes import EmployerIn, EmployerOut, EmployersLoadedOut

router = Router()


class EmployersWanted(After):
    least: int = Field(
        25, ge=0, le=1_000_000,
        description="so many people; 0: however many, or nobody knows; of those that are ready, however many",
    )  # fmt: skip
    ready: bool = Field(False, description="those alone at which 25 members work already")
    trade: Trade | None = None
    division: str = Field("", max_length=6, description="code of a place")
    q: str = Field("", max_length=60, description="part of a name, or a credit code")


@router.get("/employers", response=Page[EmployerOut], summary="Employers without a union")
def employers(request: HttpRequest, asked: Query[EmployersWanted]) -> dict[str, Any]:
    """Those of my unions with at least so many people, newest first. For officers."""
    check_office(request, rules.WATCH)
    mine = Employer.objects.open().for_act(request.offices, rules.WATCH).without_union()
    ready = mine.filter(pk__in=Ready.objects.values("employer"))
    sized = mine.filter(headcount__gte=asked.least) if asked.least else mine
    found = ready if asked.ready else sized
    exact = {"trade": asked.trade, "division": place_of(asked.division)}
    found = found.filter(**{name: value for name, value in exact.items() if value})
    return page_after(found.filter(says(("name", "credit_code"), fold(asked.q))).select_related("area"), asked)


@router.post("/employers", response=EmployerOut, summary="Add an employer")
def add(request: HttpRequest, asked: EmployerIn) -> Employer:
    """One that was not known, at a union above it. Needs an Idempotency-Key; the same key answers the same."""
    area, key = get_area(request, asked.area), idempotency_key(request)
    code = CreditCode.parse(asked.credit_code) if asked.credit_code.strip() else None
    said = {"name": tidy(asked.name), "credit_code": code, "division": place_of(asked.division)}
    said |= {"trade": asked.trade or "", "headcount": asked.headcount}
    return actions.enter_employer(area, **said, key=key, by=request.caller, now=request.now)


@router.get("/employers/template", summary="The sheet to fill in")
def template(request: HttpRequest) -> HttpResponse:
    """A workbook with the columns of an import and a note on each. For officers."""
    check_office(request, rules.MANAGE)
    return template_file(_("导入单位名单"), EMPLOYERS)


@router.post("/areas/{uuid:pk}/employers", response=EmployersLoadedOut, summary="A list of employers from a sheet")
def load(request: HttpRequest, pk: uuid.UUID, sheet: UploadedFile | None = SHEET) -> dict[str, int]:
    """A form (multipart) with the `sheet` (.xlsx, .xls, .csv): every row, or none and each bad row in `facts.rows`.

    Sent again it changes nothing: an employer is known by its credit code.
    """
    area, file = get_area(request, pk), brought(sheet, EMPLOYERS)
    opened = EMPLOYERS.open(file.data, file.name)
    return actions.load_employers(area, opened, by=request.caller, now=request.now)
