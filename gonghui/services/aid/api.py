"""Aid in the open API: test oneself without a token, apply, follow; officers visit and decide, finance pays."""

import uuid
from datetime import date, datetime
from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Query, Router, Schema, Status
from pydantic import Field

from gonghui.faces.api.base import idempotency_key, optional_bearer
from gonghui.faces.api.offices import check_office
from gonghui.faces.api.paging import After, page_after
from gonghui.faces.api.shapes import Masked, Page, Reasons, Shape, of
from gonghui.faces.api.values import Day
from gonghui.faces.cases import CaseApi
from gonghui.faces.cases.shapes import WaitingOut, WholeOut, WordsIn
from gonghui.kernel.benefits import Judgement
from gonghui.kernel.identity import parse_document
from gonghui.kernel.money import Fen
from gonghui.primitives import clock
from gonghui.primitives.casework import rules as limits
from gonghui.primitives.casework.models import Case
from gonghui.primitives.people import keys
from gonghui.primitives.people.models import Division

from . import actions, refusals, rules
from .models import LONGEST, Claim, Ruling, Standard
from .pages import notices, tested
from .pages.cases import claim_of
from .pages.homes import judged, measured
from .rules.household import AMOUNTS, MOST_PEOPLE, Household, Member

router = Router(tags=["aid"])
LARGEST = 10**12


class MemberIn(Schema):
    relation: str = Field(max_length=10, description="self, spouse, child, parent, sibling, other")
    income: int = Field(ge=-LARGEST, le=LARGEST, description="a year, in fen")
    name: str = Field("", max_length=60)
    number: str = Field("", max_length=60, description="of a document: only a blind index of it is kept")
    born_on: Day | None = None

    def member(self) -> Member:
        paper = parse_document(None, self.number) if self.number else None
        born = self.born_on or getattr(paper, "birth_date", None)
        index = keys.document_index(paper.kind, paper.number).hex() if paper else ""
        return Member(self.relation, Fen(self.income), self.name, born, index)


class HomeIn(Schema):
    members: list[MemberIn] = Field(max_length=MOST_PEOPLE)
    medical: int = Field(0, ge=-LARGEST, le=LARGEST, description="rigid expenses of a year, in fen; the others alike")
    schooling: int = Field(0, ge=-LARGEST, le=LARGEST)
    care: int = Field(0, ge=-LARGEST, le=LARGEST)
    work: int = Field(0, ge=-LARGEST, le=LARGEST)
    relief: int = Field(0, ge=-LARGEST, le=LARGEST, description="given by the state")
    sudden: int = Field(0, ge=-LARGEST, le=LARGEST, description="spent at a blow, after insurance")
    hurt: bool | None = None
    private_school: bool | None = None
    study_abroad: bool | None = None
    guardian: bool = Field(False, description="consents for children under fourteen")

    def home(self) -> Household:
        flags = {name: getattr(self, name) for name in ("hurt", "private_school", "study_abroad")}
        amounts = {name: Fen(getattr(self, name)) for name in AMOUNTS}
        return Household(tuple(one.member() for one in self.members), **amounts, **flags)


class TestIn(HomeIn):
    place: str = Field(max_length=6, description="code of the division")
    works: bool | None = None
    migrant: bool | None = None
    employed_since: Day | None = None


class ApplyIn(HomeIn):
    place: str = Field(max_length=6, description="code of the division")
    topic: str = Field(max_length=20, description="illness, accident, income, schooling, other")
    words: str = Field(max_length=limits.LONGEST_WORDS)
    account: str = Field(max_length=30, description="of the bank card it is paid to")
    migrant: bool = False
    employed_since: Day | None = None
    consents: bool = Field(description="to the use of incomes and documents, and to the masked public notice")


class TestOut(Shape):  # of {"why"}
    why: Reasons


class OwnOut(WholeOut):  # of a Case, to its asker
    why: Reasons = of(lambda case, request: judged(claim_of(case), now=request.now))
    listed_as: str = of("claim.listed_as", description="deep, relative, accident; empty before it was granted")
    review_on: date | None = of("claim.review_on")


class StandardOut(Shape):  # of a Standard
    place: str = of("division.with_city")
    code: str = of("division_id")
    since: date
    monthly: int = Field(description="the line a head a month, in fen")
    deep: int = Field(description="what a household of the class is given at most, in fen")
    relative: int
    accident: int
    source: str
    weak: bool = Field(description="the source itself was not seen")


class NoticeOut(Shape):  # of a Ruling
    id: uuid.UUID = of("pk")
    name: Masked = of("claim.person")
    place: str = of("claim.division.with_city")
    union: str = of("claim.case.union.name")
    listed_as: str = of("listed_as", description="deep, relative, accident")
    amount: int
    until: datetime = of("shown_until")


class ToPayOut(Shape):  # of a Claim
    id: uuid.UUID = of("pk")
    code: str = of("case.code")
    name: Masked = of("person")
    account_tail: str
    due_at: datetime | None = of("case.due_at")


class WhyIn(Schema):
    why: str = Field(max_length=LONGEST)


class VisitIn(WordsIn):
    on: Day


class RulingIn(WhyIn):
    listed_as: str = Field("", max_length=10, description="deep, relative, accident; empty for a no")
    amount: int = Field(0, ge=0, le=LARGEST)


class ObjectionIn(WhyIn):
    upheld: bool


@router.post("/test", response=TestOut, auth=optional_bearer, summary="Am I in hardship, and by which rule")
def test(request: HttpRequest, asked: TestIn) -> dict[str, Judgement]:
    """With the formula and its numbers. Nothing is kept; works without a token."""
    said = {"place": _place(asked.place)} | {n: getattr(asked, n) for n in ("works", "migrant", "employed_since")}
    return {"why": tested.tested(said, asked.home(), now=request.now)}


@router.get("/standards", response=StandardOut | None, auth=optional_bearer, summary="What holds in a place today")
def standard(request: HttpRequest, place: str) -> Standard | None:
    """Of the smallest area around it; none where nothing was loaded. Works without a token."""
    return measured(_place(place[:6]).pk, on=clock.date_of(request.now)).standard


@router.get("/notices", response=list[NoticeOut], auth=optional_bearer, summary="Who is to be given aid, masked")
def shown(request: HttpRequest) -> list[Ruling]:
    """Works without a token."""
    return notices.shown(now=request.now)


@router.post("/notices/{uuid:pk}/objections", response={204: None}, summary="Object to one of them")
def object_to(request: HttpRequest, pk: uuid.UUID, said: WhyIn) -> Status[None]:
    """Only those who handle it read who said so. Nothing is paid before the answer."""
    found = get_object_or_404(Ruling.objects.shown(request.now).select_related("claim__case"), pk=pk)
    actions.object_to(found, said.why, by=request.caller, now=request.now)
    return Status(204, None)


@router.post("/cases", response=OwnOut, summary="Apply")
def apply(request: HttpRequest, asked: ApplyIn) -> Case:
    """Needs an Idempotency-Key. It goes to the union of the place, never to that of the firm."""
    names = ("topic", "words", "account", "consents", "guardian", "migrant", "employed_since")
    said = {name: getattr(asked, name) for name in names}
    whole = actions.Application(place=_place(asked.place), home=asked.home(), **said)
    key = idempotency_key(request)
    return actions.apply(request.person, whole, key=key, by=request.caller, now=request.now)


@router.get("/cases/{uuid:pk}/why", response=TestOut, summary="What the rules say of mine")
def why(request: HttpRequest, pk: uuid.UUID) -> dict[str, Judgement | None]:
    return {"why": judged(claim_of(CASES.own(request, pk)), now=request.now)}


@router.post("/cases/{uuid:pk}/household", response=OwnOut, summary="Tell what has changed at home")
def change(request: HttpRequest, pk: uuid.UUID, asked: HomeIn) -> Case:
    """Before it is decided, or once it was granted."""
    found = CASES.own(request, pk)
    actions.update_home(found, asked.home(), guardian=asked.guardian, by=request.caller, now=request.now)
    return CASES.own(request, pk)


@router.post("/queue/{uuid:pk}/visit", response=WaitingOut, summary="Write down a visit")
def visit(request: HttpRequest, pk: uuid.UUID, said: VisitIn) -> Case:
    """Its asker does not read the words."""
    actions.visit(CASES.find(request, pk), said.words, on=said.on, by=request.caller, now=request.now)
    return CASES.find(request, pk)


@router.post("/queue/{uuid:pk}/ruling", response=WaitingOut, summary="Propose a decision")
def propose(request: HttpRequest, pk: uuid.UUID, said: RulingIn) -> Case:
    """Another person confirms it."""
    proposal = actions.Proposal(bool(said.listed_as), said.why, said.listed_as, Fen(said.amount))
    actions.propose(CASES.find(request, pk), proposal, by=request.caller, now=request.now)
    return CASES.find(request, pk)


@router.post("/queue/{uuid:pk}/confirmation", response=WaitingOut, summary="Confirm a decision")
def confirm(request: HttpRequest, pk: uuid.UUID) -> Case:
    """Never who proposed it. A yes is shown to all for five working days; a no closes the case."""
    actions.confirm(CASES.find(request, pk), by=request.caller, now=request.now)
    return CASES.find(request, pk)


@router.post("/queue/{uuid:pk}/return", response=WaitingOut, summary="Send a decision back")
def send_back(request: HttpRequest, pk: uuid.UUID, said: WhyIn) -> Case:
    """It is looked at again."""
    actions.send_back(CASES.find(request, pk), said.why, by=request.caller, now=request.now)
    return CASES.find(request, pk)


@router.post("/queue/{uuid:pk}/objection", response=WaitingOut, summary="Answer an objection")
def answer_objection(request: HttpRequest, pk: uuid.UUID, said: ObjectionIn) -> Case:
    """Upheld, two others decide anew."""
    found = CASES.find(request, pk)
    actions.answer_objection(found, said.why, upheld=said.upheld, by=request.caller, now=request.now)
    return CASES.find(request, pk)


@router.post("/queue/{uuid:pk}/review", response=WaitingOut, summary="Keep a household on the list")
def keep(request: HttpRequest, pk: uuid.UUID) -> Case:
    """Looked at again in a year."""
    actions.keep(CASES.find(request, pk), by=request.caller, now=request.now)
    return CASES.find(request, pk)


@router.post("/queue/{uuid:pk}/end", response=WaitingOut, summary="Take a household off the list")
def end(request: HttpRequest, pk: uuid.UUID, said: WhyIn) -> Case:
    """Its person reads why."""
    actions.end(CASES.find(request, pk), said.why, by=request.caller, now=request.now)
    return CASES.find(request, pk)


@router.get("/payments", response=Page[ToPayOut], summary="What waits to be paid")
def payments(request: HttpRequest, asked: Query[After]) -> dict[str, Any]:
    """Of my unions and below. For finance, who pays in the console: money asks for the password once more."""
    check_office(request, rules.PAY)
    rows = Claim.objects.to_pay().for_act(request.offices, rules.PAY).exclude(person=request.person)
    return page_after(rows.select_related("case", "person"), asked)


def _place(code: str) -> Division:
    """Raises UnknownPlace."""
    found = Division.objects.filter(pk=code).first() if code.isascii() else None
    if found is None:
        raise refusals.UnknownPlace(place=code[:30])
    return found


CASES = CaseApi(rules.AID, router, without=("close",))
