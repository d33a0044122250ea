"""Officers found unions by a program: employers without one, cases, their steps, elections, approvals, certificates."""

import uuid
from datetime import date, datetime
from typing import Any, Literal

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Query, Router, Schema
from pydantic import Field

from gonghui.faces.api.base import idempotency_key
from gonghui.faces.api.offices import check_office
from gonghui.faces.api.paging import After, page_after
from gonghui.faces.api.shapes import Page, Shape, of
from gonghui.faces.api.values import Day
from gonghui.kernel.text import tidy
from gonghui.primitives.people.models import Division, Employer, Union
from gonghui.primitives.people.permissions import unions_for
from gonghui.primitives.people.powers import Act
from gonghui.primitives.people.trades import Trade

from .. import actions, rules
from ..models import Case
from ..querysets import ABOVE_EMPLOYERS
from ..refusals import NoSuchPlace
from ..rules.elections import Ballot, Vote

router = Router()
Count = Field(ge=0, le=1_000_000)
Name = Field(min_length=1, max_length=rules.LONGEST_NAME)


class EmployerOut(Shape):  # of an Employer
    id: uuid.UUID = of("pk")
    name: str
    credit_code: str | None
    area: str = of("area.name")
    division: str | None = of("division_id")
    trade: str
    headcount: int | None


class StepOut(Shape):  # of a Step
    kind: str
    who: str
    due_on: date
    done_on: date | None
    number: str
    people: int | None


class CaseLineOut(Shape):  # of a Case
    id: uuid.UUID = of("pk")
    name: str
    way: str = of("way", description="party_led, key_firm, joint, federation, reelection")
    industry: str
    area: str = of("area.name")
    union: uuid.UUID | None = of("union_id", description="once it was approved")
    state: str = of("state", description="running, approved, done, stopped")
    opened_at: datetime = of("created_at")


class CaseOut(CaseLineOut):
    steps: list[StepOut] = of(lambda case: case.steps.order_by("place"))
    employer_count: int = of(lambda case: case.employers.count(), description="all of them: /employers")
    stopped_because: str
    brings_home: bool = of("brings_home", description="members wait at the union above to be moved")


class CaseIn(Schema):
    area: uuid.UUID = Field(description="the union above, which approves")
    way: Literal["party_led", "key_firm", "joint", "federation"]
    industry: Literal["", "logistics", "ecommerce", "ride_hailing", "food_delivery"] = ""
    name: str = Name
    employers: list[uuid.UUID] = Field([], max_length=200)


class StepIn(Schema):
    done_on: Day
    note: str = Field("", max_length=rules.LONGEST_TEXT)
    number: str = Field("", max_length=60, description="of the document; needed for agree")
    people: int | None = Field(None, ge=0, le=1_000_000)


class GatherIn(Schema):
    employers: list[uuid.UUID] = Field([], max_length=200)
    division: str = Field("", max_length=6, description="code of a place: all there without a union")
    trade: Trade | None = Field(None, description="all of this trade without a union")


class HomeOut(Schema):
    moved: int


class VoteIn(Schema):
    name: str = Field(min_length=1, max_length=60)
    post: Literal["chair", "vice", "member", "audit", "women"]
    votes: int = Count
    against: int = Count
    abstained: int = Count
    elected: bool
    relation: Literal["none", "distant", "close"] = Field(description="to the enterprise's leader, as declared")


class ElectionIn(Schema):
    held_on: Day
    leader: str = Field(min_length=1, max_length=60)
    electors: int = Count
    present: int = Count
    ballots_out: int = Count
    ballots_in: int = Count
    valid: int = Count
    spoiled: int = Count
    candidates: list[VoteIn] = Field(max_length=100)


class ApprovalIn(Schema):
    number: str = Field(max_length=60)
    years: int = Field(ge=1, le=10)
    starts_on: Day
    code: str = Field("", max_length=20)


class CertificateIn(Schema):
    number: str = Field(max_length=30)
    issued_on: Day
    ends_on: Day
    authority: str = Name


class ReasonIn(Schema):
    reason: str = Field(max_length=rules.LONGEST_REASON)


@router.get("/employers", response=Page[EmployerOut], summary="Employers without a union")
def employers(request: HttpRequest, asked: Query[After], least: int = Query(25, ge=0, le=1_000_000)) -> dict[str, Any]:
    """Those of my unions with at least so many people, newest first. For officers."""
    check_office(request, rules.WATCH)
    mine = Employer.objects.open().for_act(request.offices, rules.WATCH).without_union()
    return page_after(mine.filter(headcount__gte=least).select_related("area"), asked)


@router.get("/cases", response=Page[CaseLineOut], summary="Foundings and re-elections")
def cases(request: HttpRequest, asked: Query[After]) -> dict[str, Any]:
    """Newest first. For officers."""
    check_office(request, rules.WATCH)
    return page_after(Case.objects.for_act(request.offices, rules.WATCH).select_related("area"), asked)


@router.get("/cases/{uuid:pk}", response=CaseOut, summary="One case with its steps")
def case(request: HttpRequest, pk: uuid.UUID) -> Case:
    return get_case(request, pk, rules.WATCH)


@router.post("/cases", response=CaseOut, summary="Open a founding")
def open_case(request: HttpRequest, asked: CaseIn) -> Case:
    """Needs an Idempotency-Key; the same key answers the same case."""
    check_office(request, rules.MANAGE)
    above = Union.objects.open().for_act(request.offices, rules.MANAGE).filter(kind__in=ABOVE_EMPLOYERS)
    area = get_object_or_404(above, pk=asked.area)
    mine = Employer.objects.for_act(request.offices, rules.MANAGE)
    chosen = [get_object_or_404(mine, pk=each) for each in asked.employers]
    name, key = tidy(asked.name), idempotency_key(request)
    return actions.open_case(area, asked.way, name, chosen, industry=asked.industry, key=key, **who(request))


@router.get("/cases/{uuid:pk}/employers", response=Page[EmployerOut], summary="The employers of a case")
def case_employers(request: HttpRequest, pk: uuid.UUID, asked: Query[After]) -> dict[str, Any]:
    """Newest first. For officers."""
    entered = get_case(request, pk, rules.WATCH).employers.values("employer")
    return page_after(Employer.objects.filter(pk__in=entered).select_related("area"), asked)


@router.post("/cases/{uuid:pk}/employers", response=CaseOut, summary="More employers of a case")
def add_employers(request: HttpRequest, pk: uuid.UUID, asked: GatherIn) -> Case:
    """These, or all of a place and a trade that have no union; until the preparation was done."""
    found = get_case(request, pk, rules.MANAGE)
    mine = Employer.objects.for_act(request.offices, rules.MANAGE)
    chosen = [get_object_or_404(mine, pk=each) for each in asked.employers]
    own = {"by": request.caller, "now": request.now}
    if chosen:
        actions.add_employers(found, chosen, **own)
    else:
        place = Division.objects.filter(pk=asked.division).first()
        if asked.division and place is None:
            raise NoSuchPlace()
        actions.add_all(found, division=place, trade=asked.trade or "", **own)
    return get_case(request, pk, rules.MANAGE)


@router.post("/cases/{uuid:pk}/undo", response=CaseOut, summary="The last step is open again")
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


@router.post("/cases/{uuid:pk}/steps/{kind}", response=CaseOut, summary="A step is done")
def step(request: HttpRequest, pk: uuid.UUID, kind: str, asked: StepIn) -> Case:
    """prepare, agree, recruit, seal, account; election, approval and certificate have operations of their own."""
    found = get_case(request, pk, rules.MANAGE)
    said = asked.dict() | {"note": tidy(asked.note), "number": tidy(asked.number)}
    return actions.take_step(found, kind, **said, **who(request))


@router.post("/cases/{uuid:pk}/election", response=CaseOut, summary="An election by secret ballot")
def election(request: HttpRequest, pk: uuid.UUID, asked: ElectionIn) -> Case:
    """All of it, in place of what was entered; sums must agree."""
    found = get_case(request, pk, rules.MANAGE)
    said = asked.dict()
    votes = [Vote(**each | {"name": tidy(each["name"])}) for each in said.pop("candidates")]
    actions.record_election(found, Ballot(**said | {"leader": tidy(asked.leader)}), votes, **who(request))
    return found


@router.post("/cases/{uuid:pk}/approval", response=CaseOut, summary="The union above approves")
def approve(request: HttpRequest, pk: uuid.UUID, asked: ApprovalIn) -> Case:
    """By another officer than who prepared it; the union stands then."""
    found = get_case(request, pk, rules.MANAGE)
    said = asked.dict() | {"number": tidy(asked.number)}
    return actions.approve(found, **said, **who(request))


@router.post("/cases/{uuid:pk}/certificate", response=CaseOut, summary="The certificate as a legal person")
def register(request: HttpRequest, pk: uuid.UUID, asked: CertificateIn) -> Case:
    found = get_case(request, pk, rules.MANAGE)
    actions.register(found, **asked.dict() | {"authority": tidy(asked.authority)}, **who(request))
    return found


@router.post("/cases/{uuid:pk}/stop", response=CaseOut, summary="Stop a case")
def stop(request: HttpRequest, pk: uuid.UUID, asked: ReasonIn) -> Case:
    """Its employers are free for another."""
    found = get_case(request, pk, rules.MANAGE)
    actions.stop(found, tidy(asked.reason), by=request.caller, now=request.now)
    return get_case(request, pk, rules.MANAGE)


def get_case(request: HttpRequest, pk: uuid.UUID, act: Act) -> Case:
    check_office(request, act)
    found = Case.objects.for_act(request.offices, act).select_related("area", "union")
    return get_object_or_404(found, pk=pk)


def who(request: HttpRequest) -> dict[str, Any]:
    return {"by_person": request.person, "by": request.caller, "now": request.now}
