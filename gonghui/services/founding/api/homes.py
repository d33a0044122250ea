"""A member judges their union once a year, and reads what came of it."""

import uuid
from datetime import date
from typing import Any

from django.http import HttpRequest
from ninja import Router, Schema, Status
from pydantic import Field

from gonghui.faces import moments
from gonghui.faces.api.shapes import Shape, of

from .. import actions
from ..member.homes import get_round, union_of
from ..models import Round
from ..pages.homes import ShownRound, shown
from ..rules import homes

router = Router()


class OutcomeOut(Shape):  # of a homes.Outcome
    question: str
    counts: list[int] = of(lambda told: [many for _grade, many in told.counts], description="from very content to not")
    content: int = of("content", description="percent of the two best grades")


class PledgeOut(Shape):  # of a Pledge
    id: uuid.UUID = of("pk")
    text: str
    kept: bool | None = of("kept", description="null: not said yet")
    kept_note: str


class RoundOut(Shape):  # of a ShownRound
    id: uuid.UUID = of("round.pk")
    year: int = of("round.year")
    opens_on: date = of("round.opens_on")
    closes_on: date = of("round.closes_on")
    state: str = of("state", description="coming, open, closed")
    questions: dict[str, str] = of(lambda told: dict(homes.questions_of(told.round.year).questions))
    answers: int | None = of(
        lambda told: None if told.outcome is None else told.answers, description="null like the outcome"
    )
    outcome: list[OutcomeOut] | None = of("outcome", description="null until it is over, and with fewer than ten")
    pledges: list[PledgeOut]


class JudgingIn(Schema):
    answers: dict[str, int] = Field(description="a grade from 1 to 5 for each question", max_length=40)


@router.get("/rounds", response=list[RoundOut], summary="Rounds in which members judge my union")
def rounds(request: HttpRequest) -> list[ShownRound]:
    """Those of my union, the latest first."""
    mine = Round.objects.filter(union=union_of(request.person)).select_related("union").order_by("-year")[:10]
    return [shown(each, moments.today(request.now)) for each in mine]


@router.post("/rounds/{uuid:pk}/answers", response={204: None}, summary="Judge my union")
def judge(request: HttpRequest, pk: uuid.UUID, asked: JudgingIn) -> Status[Any]:
    """Once; nobody learns what."""
    actions.judge(get_round(request, pk), request.person, asked.answers, now=request.now)
    return Status(204, None)
