"""A worker asks in confidence for help to found a union, reads the answer, takes it back."""

import uuid
from datetime import datetime
from typing import Any

from django.http import HttpRequest
from ninja import Query, Router, Schema, Status
from pydantic import Field

from gonghui.faces.api.base import idempotency_key
from gonghui.faces.api.paging import After, page_after
from gonghui.faces.api.shapes import Page, Shape, of
from gonghui.kernel.text import tidy

from .. import actions, rules
from ..member.pleas import get_mine
from ..models import Plea
from ..pages.pleas import PleaWords, answer_of, looks_at, words_of
from ..refusals import NoSuchPlace
from .answering import PleaWordsOut
from .scope import place_of

router = Router()


class PleaIn(Schema):
    employer: str = Field(min_length=1, max_length=rules.LONGEST_NAME)
    place: str = Field(max_length=6, description="code of the division where the employer is")
    headcount: str = Field("", max_length=20)
    text: str = Field("", max_length=rules.LONGEST_TEXT)
    reach: str = Field("", max_length=rules.LONGEST_NAME, description="how to be reached without anybody noticing")


class PleaOut(Shape):  # of a Plea, to the worker who asked
    id: uuid.UUID = of("pk")
    area: str = of("area.name", description="the union that answers")
    state: str = of("state", description="waiting, answered, withdrawn")
    asked_at: datetime = of("created_at")
    due_at: datetime
    employer: str = of(lambda plea: getattr(words_of(plea), "employer", ""), description="empty once withdrawn")
    answered_at: datetime | None
    answer: str = of(answer_of)


class MyPleaOut(PleaOut):
    said: PleaWordsOut | None = of(words_of, description="null once it was withdrawn")
    looks: list[datetime] = of(looks_at, description="when officers opened it, the latest first")


@router.get("/pleas", response=Page[PleaOut], summary="What I asked for in confidence")
def pleas(request: HttpRequest, asked: Query[After]) -> dict[str, Any]:
    """Newest first."""
    return page_after(Plea.objects.of(request.person).select_related("area"), asked)


@router.get("/pleas/{uuid:pk}", response=MyPleaOut, summary="One of my pleas")
def plea(request: HttpRequest, pk: uuid.UUID) -> Plea:
    """What I wrote, when officers opened it, what they answered."""
    return get_mine(request, pk)


@router.post("/pleas", response=PleaOut, summary="Ask for help to found a union")
def ask(request: HttpRequest, asked: PleaIn) -> Plea:
    """Needs an Idempotency-Key. Only officers of the union above the place read it."""
    place = place_of(asked.place)
    if place is None:
        raise NoSuchPlace()
    said = PleaWords(tidy(asked.employer), tidy(asked.headcount), tidy(asked.text), tidy(asked.reach))
    key = idempotency_key(request)
    return actions.ask(request.person, place, said, key=key, by=request.caller, now=request.now)


@router.delete("/pleas/{uuid:pk}", response={204: None}, summary="Withdraw a plea")
def withdraw(request: HttpRequest, pk: uuid.UUID) -> Status[None]:
    """What it said is gone."""
    actions.withdraw(get_mine(request, pk), by=request.caller, now=request.now)
    return Status(204, None)
