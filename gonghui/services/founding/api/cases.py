"""Officers found unions by a program: cases opened and stopped, their steps, approvals, certificates."""

import uuid
from typing import Any, Literal

from django.http import HttpRequest
from ninja import Query, Router
from pydantic import Field

from gonghui.faces.answers import found as there
from gonghui.faces.api.base import idempotency_key
from gonghui.faces.api.offices import check_office
from gonghui.faces.api.paging import After, page_after
from gonghui.faces.api.shapes import Page
from gonghui.kernel.text import fold, tidy
from gonghui.primitives.people.permissions import unions_for
from gonghui.primitives.text_search import says

from .. import actions, rules
from ..models import Case
from .scope import get_area, get_case, get_employers, who
from .shapes import (
    ApprovalIn,
    CaseIn,
    CaseLineOut,
    CertificateIn,
    FoundingCaseOut,
    FoundingReasonIn,
    HomeOut,
    PlanIn,
    StepIn,
    TogetherIn,
)

router = Router()


class CasesWanted(After):
    state: Literal["", "running", "approved", "done", "stopped"] = ""
    way: Literal["", "party_led", "key_firm", "joint", "federation", "reelection"] = ""
    q: str = Field("", max_length=60, description="part of the name of the union or of the one above")


@router.get("/cases", response=Page[CaseLineOut], summary="Foundings and re-elections")
def cases(request: HttpRequest, asked: Query[CasesWanted]) -> dict[str, Any]:
    """Newest first. For officers."""
    check_office(request, rules.WATCH)
    found = Case.objects.for_act(request.offices, rules.WATCH).filter(says(("name", "area__name"), fold(asked.q)))
    found = found.in_state(asked.state) if asked.state else found
    return page_after((found.filter(way=asked.way) if asked.way else found).select_related("area"), asked)


@router.get("/cases/{uuid:pk}", response=FoundingCaseOut, summary="One case with its steps")
def case(request: HttpRequest, pk: uuid.UUID) -> Case:
    return get_case(request, pk, rules.WATCH)


@router.post("/cases", response=FoundingCaseOut, summary="Open a founding")
def open_case(request: HttpRequest, asked: CaseIn) -> Case:
    """Needs an Idempotency-Key; the same key answers the same case."""
    area = get_area(request, asked.area)
    chosen, name, key = get_employers(request, asked.employers), tidy(asked.name), idempotency_key(request)
    return actions.open_case(area, asked.way, name, chosen, industry=asked.industry, key=key, **who(request))


@router.post("/cases/together", response=FoundingCaseOut, summary="One founding for many employers")
def open_together(request: HttpRequest, asked: TogetherIn) -> Case:
    """A joint union or an industry's federation, at the lowest of my unions that stands above them all.

    All of them or none. Needs an Idempotency-Key; the same key answers the same case.
    """
    check_office(request, rules.MANAGE)
    chosen, key = get_employers(request, asked.employers), idempotency_key(request)
    reach = unions_for(request.offices, rules.MANAGE)
    return actions.open_together(chosen, asked.way, tidy(asked.name), reach=reach, key=key, **who(request))


@router.post("/cases/{uuid:pk}/undo", response=FoundingCaseOut, summary="The last step is open again")
def undo(request: HttpRequest, pk: uuid.UUID) -> Case:
    """As long as nothing of it went out."""
    found = get_case(request, pk, rules.MANAGE)
    actions.undo_step(found, by=request.caller, now=request.now)
    return found


@router.post("/cases/{uuid:pk}/homecoming", response=HomeOut, summary="Members go to their new union")
def bring_home(request: HttpRequest, pk: uuid.UUID) -> dict[str, int]:
    """Who works there and was looked after by a union above, from today; each is told."""
    found = get_case(request, pk, rules.MANAGE)
    reach = unions_for(request.offices, rules.MANAGE)
    return {"moved": actions.bring_home(found, reach=reach, by=request.caller, now=request.now)}


@router.post("/cases/{uuid:pk}/steps/{kind}/plan", response=FoundingCaseOut, summary="Who sees to a step, by when")
def plan(request: HttpRequest, pk: uuid.UUID, kind: str, asked: PlanIn) -> Case:
    """As long as it is not done."""
    found = get_case(request, pk, rules.MANAGE)
    step = there({each.kind: each for each in found.steps.select_related("case")}.get(kind))
    actions.plan_step(step, who=tidy(asked.who), due_on=asked.due_on, by=request.caller, now=request.now)
    return found


@router.post("/cases/{uuid:pk}/steps/{kind}", response=FoundingCaseOut, summary="A step is done")
def step(request: HttpRequest, pk: uuid.UUID, kind: str, asked: StepIn) -> Case:
    """prepare, agree, recruit, seal, account; election, approval and certificate have operations of their own."""
    found = get_case(request, pk, rules.MANAGE)
    said = asked.dict() | {"note": tidy(asked.note), "number": tidy(asked.number)}
    return actions.take_step(found, kind, **said, **who(request))


@router.post("/cases/{uuid:pk}/approval", response=FoundingCaseOut, summary="The union above approves")
def approve(request: HttpRequest, pk: uuid.UUID, asked: ApprovalIn) -> Case:
    """By another officer than who prepared it; the union stands then."""
    found = get_case(request, pk, rules.MANAGE)
    said = asked.dict() | {"number": tidy(asked.number)}
    return actions.approve(found, **said, **who(request))


@router.post("/cases/{uuid:pk}/certificate", response=FoundingCaseOut, summary="The certificate as a legal person")
def register(request: HttpRequest, pk: uuid.UUID, asked: CertificateIn) -> Case:
    found = get_case(request, pk, rules.MANAGE)
    actions.register(found, **asked.dict() | {"authority": tidy(asked.authority)}, **who(request))
    return found


@router.post("/cases/{uuid:pk}/stop", response=FoundingCaseOut, summary="Stop a case")
def stop(request: HttpRequest, pk: uuid.UUID, asked: FoundingReasonIn) -> Case:
    """Its employers are free for another."""
    found = get_case(request, pk, rules.MANAGE)
    actions.stop(found, tidy(asked.reason), by=request.caller, now=request.now)
    return get_case(request, pk, rules.MANAGE)
