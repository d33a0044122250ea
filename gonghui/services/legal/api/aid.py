"""Legal aid in the open API: would I be given it, apply, follow; officers decide and hand over; lawyers write steps."""

import uuid
from datetime import date
from typing import Any, Literal

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Router, Schema
from pydantic import Field

from gonghui.faces.api.base import idempotency_key, key_given, optional_bearer
from gonghui.faces.api.offices import check_office, unions_of
from gonghui.faces.api.shapes import Reasons, Shape, of
from gonghui.faces.api.values import Day
from gonghui.faces.cases import CaseApi
from gonghui.faces.cases.refusals import NoSuchUnion
from gonghui.faces.cases.shapes import AskIn, AssignIn, HandOverIn, WaitingOut, WholeOut
from gonghui.faces.moments import today
from gonghui.kernel.benefits import Judgement
from gonghui.kernel.money import Fen
from gonghui.primitives import clock
from gonghui.primitives.casework import rules as limits
from gonghui.primitives.casework.models import Case
from gonghui.primitives.people.models import Person, Union

from .. import refusals, rules
from ..actions import aid as actions
from ..models import AidDecision, AidStep
from ..pages import aid_figures
from ..pages.aid import decision_of, given, judged
from ..rules.aid import AID, BY_GROUND, HANDLE_AID, REPRESENT
from ..rules.entitled import ENTITLED, EXEMPT_BY, Facts
from .helping import LegalCloseIn

router = Router()
GROUND_CODES, EXEMPT_CODES, WHAT_CODES = ", ".join(BY_GROUND), ", ".join(EXEMPT_BY), ", ".join(AidStep.What.values)


class FactsIn(Schema):
    migrant: bool | None = Field(None, description="works away from home in a city; none: not known")
    exempt: Literal["", *EXEMPT_BY] | None = Field(  # type: ignore[valid-type]
        None, description=f"{EXEMPT_CODES}; empty: none of them"
    )
    hardship: bool | None = Field(None, description="declares economic hardship")
    for_union: bool = Field(False, description="harmed for what they did for the union")

    def facts(self, topic: str) -> Facts:
        return Facts(topic, self.migrant, self.exempt, self.hardship, self.for_union)


class CheckIn(FactsIn):
    topic: str = Field(max_length=20, description=", ".join(dict(AID.topics)))


class LegalAidIn(AskIn):
    limit_on: Day | None = Field(None, description="on which day a limit of the law ends")
    known: FactsIn = FactsIn()


class LegalAidCheckOut(Shape):  # of {"why"}
    why: Reasons


class RefusalOut(Shape):  # of an AidDecision
    code: str = of("case.code")
    ground: str
    says: str = of(lambda one: BY_GROUND[one.ground].says)
    article: str = of(lambda one: BY_GROUND[one.ground].article)
    reason: str
    on: date = of(lambda one: clock.date_of(one.created_at))


class OwnLegalAidOut(WholeOut):  # of a Case, to its asker
    why: Reasons = of(lambda case, request: judged(case, now=request.now))


class RefuseIn(Schema):
    ground: str = Field(max_length=10, description=GROUND_CODES)
    why: str = Field(max_length=rules.LONGEST_WHY)


class LegalAidStepIn(Schema):
    what: str = Field(max_length=8, description=WHAT_CODES)
    on: Day
    minutes: int = Field(ge=0, le=rules.LONGEST_STEP)
    words: str = Field(max_length=limits.LONGEST_WORDS)

    def said(self) -> actions.Step:
        """Raises NoSuchStep."""
        if self.what not in AidStep.What.values:
            raise refusals.NoSuchStep()
        return actions.Step(self.what, self.on, self.minutes, self.words)


class FiguresOut(Shape):  # of an aid_figures.Told
    union: str = of("union.code")
    name: str = of("union.name")
    applied: int = of("figures.applied")
    granted: int = of("figures.granted")
    refused: int = of("figures.refused")
    decided_in_time: int = of("figures.in_time", description="within seven days")
    open: int = of("figures.open")
    late: int = of("figures.late")
    recovered_fen: int = of("figures.recovered", description="by aid and by questions")
    recovered_hours: int = of("figures.hours")
    lawyer_minutes: int = of("figures.minutes")


@router.post(
    "/aid/check", response=LegalAidCheckOut, auth=optional_bearer, summary="Would I be given legal aid, and by what"
)
def check(request: HttpRequest, asked: CheckIn) -> dict[str, Judgement]:
    """Nothing is kept; works without a token."""
    limits.check_listed(AID, "topics", asked.topic)
    return {"why": ENTITLED.judge(asked.facts(asked.topic), on=today(request.now))}


@router.post("/aid/cases", response=OwnLegalAidOut, summary="Apply for legal aid")
def apply(request: HttpRequest, asked: LegalAidIn) -> Case:
    """Needs an Idempotency-Key. It goes to the union of the place, never to that of the firm."""
    facts = asked.known.facts(asked.topic)
    key = idempotency_key(request)
    return actions.apply(
        request.person, asked.said(), facts, limit_on=asked.limit_on, key=key, by=request.caller, now=request.now
    )


@router.post("/aid/cases/{uuid:pk}/facts", response=OwnLegalAidOut, summary="Tell what was missing, or has changed")
def tell(request: HttpRequest, pk: uuid.UUID, said: FactsIn) -> Case:
    """Before it is decided."""
    found = CASES.own(request, pk)
    actions.tell(found, said.facts(found.topic), by=request.caller, now=request.now)
    return CASES.own(request, pk)


@router.get("/aid/cases/{uuid:pk}/refusal", response=RefusalOut, summary="Why it was refused, by which article")
def refusal(request: HttpRequest, pk: uuid.UUID) -> AidDecision:
    """404 where it was not."""
    found = decision_of(CASES.own(request, pk))
    if found is None or found.granted:
        raise refusals.NoRefusal()
    return found


CASES = CaseApi(AID, router, own="/aid/cases", queue="/aid/queue", without=("close", "assign", "hand_over"))


@router.post("/aid/queue/{uuid:pk}/facts", response=WaitingOut, summary="Put right what is known of who applies")
def found_out(request: HttpRequest, pk: uuid.UUID, said: FactsIn) -> Case:
    """Before it is decided."""
    found = CASES.find(request, pk)
    actions.tell(found, said.facts(found.topic), by=request.caller, now=request.now)
    return CASES.find(request, pk)


@router.post("/aid/queue/{uuid:pk}/grant", response=WaitingOut, summary="Grant aid")
def grant(request: HttpRequest, pk: uuid.UUID) -> Case:
    """Only where the rules say yes; a lawyer within three days."""
    actions.grant(CASES.find(request, pk), by=request.caller, now=request.now)
    return CASES.find(request, pk)


@router.post("/aid/queue/{uuid:pk}/refusal", response=WaitingOut, summary="Refuse aid, in writing")
def refuse(request: HttpRequest, pk: uuid.UUID, said: RefuseIn) -> Case:
    """With the ground, which the rules must bear out, and why."""
    return actions.refuse(CASES.find(request, pk), said.ground, said.why, by=request.caller, now=request.now)


@router.post("/aid/queue/{uuid:pk}/assignment", response=WaitingOut, summary="Give it to an officer, or to a lawyer")
def assign(request: HttpRequest, pk: uuid.UUID, asked: AssignIn) -> Case:
    """To an officer until it is decided, to a lawyer once it was granted."""
    found = CASES.find(request, pk)
    person = get_object_or_404(Person.objects.all(), pk=asked.to)
    return actions.assign(found, person, by=request.caller, now=request.now)


@router.post("/aid/queue/{uuid:pk}/union", response=WaitingOut, summary="Hand it over to another region")
def hand_over(request: HttpRequest, pk: uuid.UUID, asked: HandOverIn) -> Case:
    """What was granted stays so; never to the union of a firm."""
    found = CASES.find(request, pk)
    union = Union.objects.open().filter(code=asked.union).first() if asked.union.isprintable() else None
    if union is None:
        raise NoSuchUnion()
    return actions.hand_over(found, union, why=asked.why, by=request.caller, now=request.now)


@router.post("/aid/queue/{uuid:pk}/closure", response=WaitingOut, summary="Close what was granted")
def close(request: HttpRequest, pk: uuid.UUID, said: LegalCloseIn) -> Case:
    """With what it came to, what came back to the worker, and words for them."""
    return ended(request, CASES.find(request, pk), said)


@router.get("/aid/figures", response=list[FiguresOut], summary="Legal aid in numbers, by union")
def figures(request: HttpRequest) -> list[aid_figures.Told]:
    """Of my unions and below; nobody's name. For officers."""
    under = Union.objects.under(unions_of(request, HANDLE_AID))
    unions = list(aid_figures.unions_with(under).order_by("path")[:MOST])
    found = aid_figures.figures(unions)
    return [aid_figures.Told(union, found[union.pk]) for union in unions]


MOST = 500


class LawyerApi(CaseApi):
    """What a lawyer was given, and may do with it."""

    named = "lawyer_"

    def mine(self, request: HttpRequest) -> Any:
        check_office(request, REPRESENT)
        return given(request)


NOT_LAWYERS = (
    "cases", "case", "say", "attach", "file", "withdraw", "rate", "reopen", "assign", "hand_over", "pause", "resume",
    "close",
)  # fmt: skip
LAWYERS = LawyerApi(AID, router, queue="/aid/desk", without=NOT_LAWYERS)


@router.post("/aid/desk/{uuid:pk}/steps", response=WaitingOut, summary="Write down what I did for the worker")
def step(request: HttpRequest, pk: uuid.UUID, said: LegalAidStepIn) -> Case:
    """The worker reads it; with an Idempotency-Key once."""
    found = LAWYERS.find(request, pk)
    actions.step(found, said.said(), key=key_given(request), by=request.caller, now=request.now)
    return LAWYERS.find(request, pk)


@router.post("/aid/desk/{uuid:pk}/closure", response=WaitingOut, summary="Close what I was given")
def end(request: HttpRequest, pk: uuid.UUID, said: LegalCloseIn) -> Case:
    """With what it came to, what came back to the worker, and words for them."""
    return ended(request, LAWYERS.find(request, pk), said)


def ended(request: HttpRequest, case: Case, said: LegalCloseIn) -> Case:
    recovered = Fen(said.recovered_fen)
    return actions.end(
        case, said.outcome, said.words, recovered=recovered, hours=said.recovered_hours,
        by=request.caller, now=request.now,
    )  # fmt: skip
