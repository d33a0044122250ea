"""Officers of the union above the place read what workers ask in confidence, and answer."""

import uuid
from datetime import datetime
from typing import Any, Literal

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Query, Router, Schema
from pydantic import Field

from gonghui.faces.api.offices import check_office
from gonghui.faces.api.paging import After, page_after
from gonghui.faces.api.shapes import Masked, Page, Shape, of
from gonghui.kernel.text import tidy

from .. import actions, rules
from ..models import Plea
from ..pages.pleas import answer_of, looks_at, words_of
from ..querysets import PleaQuerySet

router = Router()


class PleaWaitingOut(Shape):  # of a Plea in the queue; nothing of whom or where
    id: uuid.UUID = of("pk")
    area: str = of("area.name", description="the union that answers")
    state: str = of("state", description="waiting, answered, withdrawn")
    asked_at: datetime = of("created_at")
    due_at: datetime
    answered_at: datetime | None


class PleaWordsOut(Shape):  # of a PleaWords
    employer: str
    headcount: str
    text: str
    reach: str = of("reach", description="how to be reached without anybody noticing")


class PleaOpenedOut(PleaWaitingOut):
    worker: Masked = of("person")
    said: PleaWordsOut | None = of(words_of, description="null once it was withdrawn")
    answer: str = of(answer_of)
    looks: list[datetime] = of(looks_at, description="when officers opened it, the latest first; the worker reads them")


class PleasWanted(After):
    state: Literal["", "waiting", "answered", "withdrawn"] = ""


class PleaAnswerIn(Schema):
    answer: str = Field(min_length=1, max_length=rules.LONGEST_TEXT)


@router.get("/queue", response=Page[PleaWaitingOut], summary="What workers ask in confidence")
def queue(request: HttpRequest, asked: Query[PleasWanted]) -> dict[str, Any]:
    """Newest first; none of it says who asks, or where. For officers of the union above the place."""
    mine = _mine(request).defer("sealed", "answer_sealed")
    return page_after(mine.in_state(asked.state) if asked.state else mine, asked)


@router.get("/queue/{uuid:pk}", response=PleaOpenedOut, summary="Open a plea")
def opened(request: HttpRequest, pk: uuid.UUID) -> Plea:
    """Every look is written down, and the worker reads that there was one. Not a word of it to the employer."""
    found: Plea = get_object_or_404(_mine(request).select_related("person"), pk=pk)
    actions.look(found, by=request.caller, now=request.now)
    return found


@router.post("/queue/{uuid:pk}/answer", response=PleaWaitingOut, summary="Answer a plea")
def answer(request: HttpRequest, pk: uuid.UUID, asked: PleaAnswerIn) -> Plea:
    """What the union will do, for the worker alone to read; once."""
    found: Plea = get_object_or_404(_mine(request), pk=pk)
    who = {"by_person": request.person, "by": request.caller, "now": request.now}
    return actions.answer(found, tidy(asked.answer), **who)


def _mine(request: HttpRequest) -> PleaQuerySet:
    check_office(request, rules.ANSWER)
    return Plea.objects.for_act(request.offices, rules.ANSWER).select_related("area")
