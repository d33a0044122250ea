"""Answers, how long there is, asking a person. The rest is faces.cases'."""

import uuid
from datetime import date, datetime
from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Router, Schema
from pydantic import Field

from gonghui.faces.api.base import idempotency_key, optional_bearer
from gonghui.faces.api.shapes import Shape, of
from gonghui.faces.cases import CaseApi
from gonghui.faces.cases.shapes import AskIn, CloseIn, WaitingOut, WholeOut
from gonghui.faces.moments import today
from gonghui.kernel.dates import of_our_age
from gonghui.kernel.money import Fen
from gonghui.primitives.casework.models import Case

from .. import actions, refusals
from ..models import LegalAnswer
from ..pages import evidence as box
from ..rules.limits import BY_CODE, counted
from ..rules.question import LEGAL

router = Router()
MOST_FEN = 10**12


class AnswerOut(Shape):  # of a LegalAnswer
    id: uuid.UUID = of("pk")
    topic: str
    title: str
    words: str
    law: list[str] = of(lambda row: row.law.splitlines(), description="articles")
    source: str
    checked_on: date = of("checked_on", description="when it was last held to the law")
    union: str | None = of("union.name", description="none: it holds everywhere")


class FindIn(Schema):
    said: str = Field(max_length=200, description="what happened, in one's own words")


class LimitIn(Schema):
    limit: str = Field(max_length=20, description=", ".join(BY_CODE))
    start: date = Field(description="the day from which it counts")


class LimitOut(Shape):  # of a Counted
    limit: str = of("limit.code")
    title: str = of("limit.title")
    from_what: str = of("limit.from_what")
    law: str = of(lambda row: f"{row.limit.law}{row.limit.article}")
    last: date = of("last", description="the last day")
    left: int = of("left", description="days; below 0 it is over")


class EvidenceOut(Shape):  # of a box.Piece
    id: uuid.UUID = of("evidence.pk")
    code: str = of("evidence.code")
    name: str
    kept_at: datetime = of("evidence.created_at")
    sha256: str = of("evidence.sha256")
    entry: str = of("entry", description="id of its entry in the journal")
    seal: int = of("seal", description="number of the seal over that entry; 0 until it is sealed")
    seal_digest: str


class LegalCloseIn(CloseIn):
    recovered_fen: int = Field(0, ge=0, le=MOST_FEN, description="what came back to the worker")
    recovered_hours: int = Field(0, ge=0, le=100_000, description="of rest and leave")


@router.post("/answers", response=list[AnswerOut], auth=optional_bearer, summary="Answers to what happened")
def find(request: HttpRequest, asked: FindIn) -> list[LegalAnswer]:
    """The best first, at most five; none where nothing fits. Works without a token; nothing of it is kept."""
    return LegalAnswer.objects.shown_to(request.person).best(asked.said)


@router.get("/answers/{uuid:pk}", response=AnswerOut, auth=optional_bearer, summary="One answer")
def answer(request: HttpRequest, pk: uuid.UUID) -> LegalAnswer:
    """With its articles."""
    return get_object_or_404(LegalAnswer.objects.shown_to(request.person).select_related("union"), pk=pk)


@router.post("/limits", response=LimitOut, auth=optional_bearer, summary="How long there is, from a day")
def limit(request: HttpRequest, asked: LimitIn) -> Any:
    """With the article. Works without a token."""
    if asked.limit not in BY_CODE or not of_our_age(asked.start):
        raise refusals.NoSuchLimit()
    return counted(asked.limit, asked.start, today=today(request.now))


@router.get("/evidence", response=list[EvidenceOut], summary="What I keep as evidence")
def evidence(request: HttpRequest) -> list[box.Piece]:
    """The oldest first, with what proves since when."""
    return box.pieces(request.person)


@router.post("/cases", response=WholeOut, summary="Ask a person")
def ask(request: HttpRequest, asked: AskIn) -> Case:
    """Needs an Idempotency-Key. It goes to the union that answers for the place, never to that of the firm."""
    key = idempotency_key(request)
    return actions.ask(request.person, asked.said(), key=key, by=request.caller, now=request.now)


CASES = CaseApi(LEGAL, router, without=("close",))


@router.post("/queue/{uuid:pk}/closure", response=WaitingOut, summary="Close a case")
def close(request: HttpRequest, pk: uuid.UUID, said: LegalCloseIn) -> Case:
    """With what it came to, what came back to the worker, and words for them."""
    recovered = Fen(said.recovered_fen)
    return actions.close(
        CASES.find(request, pk), said.outcome, said.words, recovered=recovered, hours=said.recovered_hours,
        by=request.caller, now=request.now,
    )  # fmt: skip
