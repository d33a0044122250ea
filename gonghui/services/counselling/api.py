"""Counselling in the open API: read, take a scale, ask to be called, book; officers read groups."""

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
from gonghui.faces.api.shapes import Page, Shape, of
from gonghui.faces.api.values import AwareMoment
from gonghui.kernel.window import Window
from gonghui.primitives import clock
from gonghui.primitives.people.models import Union

from . import actions, refusals, rules
from .actions.booking import Wish
from .models import Call, Counsellor, Leaflet, Result, RiskPath, Talk
from .models.sealing import unsealed
from .pages import figures, shown, times
from .rules import scales
from .rules.scales import CHOICES, Scale

router = Router(tags=["counselling"])


class LeafletOut(Shape):  # of a Leaflet
    id: uuid.UUID = of("pk")
    title: str
    text: str
    union: str = of("union.name")


class ScaleOut(Shape):  # of a Scale
    code: str
    title: str
    asks: str
    questions: list[str] = of(lambda one: list(one.questions))
    choices: list[str] = of(lambda one: list(CHOICES), description="each is worth its place, from 0")
    cut_offs: list[int] = of(lambda one: [band.least for band in one.bands if band.least])
    source: str


class ResultOut(Shape):  # of a pages.Shown
    id: uuid.UUID = of("result.pk")
    scale: str = of("result.scale")
    at: datetime = of("result.created_at")
    score: int
    band: str = of("band.code")
    advice: str
    danger: bool = of("danger", description="an answer told of it: show the line before the score")


class TakenOut(Schema):
    result: ResultOut
    path: uuid.UUID | None = Field(description="an answer tells of danger: show the line at once, and offer a call")
    line: str = Field(description="the nation's line for psychological help; at night 120 and 110 always answer")


class CallOut(Shape):  # of a Call
    id: uuid.UUID = of("case.pk")
    code: str = of("case.code")
    stage: str = of("case.stage", description="waiting, working, answered, closed")
    due_at: datetime = of("due_at", description="by when a counsellor takes it over")
    taken_at: datetime | None
    reached_at: datetime | None
    line: str = of(lambda call: rules.LINE)


class CounsellorOut(Shape):  # of a Counsellor
    id: uuid.UUID = of("pk")
    name: str = of("person.name")
    union: str = of("union.name")
    about: str
    ways: list[str] = of("ways", description="phone, video, room")


class TimeOut(Shape):  # of a times.Offered
    starts_at: datetime = of("starts")
    ends_at: datetime = of("ends")
    ways: list[str] = of(lambda one: list(one.ways), description="by which it can be had: not in a room that is taken")


class TalkOut(Shape):  # of a Talk
    id: uuid.UUID = of("pk")
    counsellor: str = of("counsellor.person.name")
    way: str
    starts_at: datetime = of("booking.starts")
    ends_at: datetime = of("booking.ends")
    state: str = of(lambda talk, request: shown.state(talk, request.now), description="ahead, over, off")
    about: str = of(lambda talk: unsealed(talk, "about"))
    reason: str = of(lambda talk: unsealed(talk, "reason"), description="why the counsellor called it off")


class GroupOut(Shape):  # of a figures.Told
    union: str
    month: date
    scale: str
    groups: list[tuple[str, int]] = of("groups", description="of ten people and more; smaller ones go together")


class AnswersIn(Schema):
    answers: list[int] = Field(max_length=30)


class CallIn(Schema):
    path: uuid.UUID | None = Field(None, description="the one that a risk answer opened")


class BookIn(Schema):
    starts_at: AwareMoment
    way: str = Field(max_length=8)
    about: str = Field("", max_length=rules.LONGEST_ABOUT)


class MoveIn(Schema):
    starts_at: AwareMoment


@router.get("/texts", response=Page[LeafletOut], auth=optional_bearer, summary="Texts to read")
def texts(request: HttpRequest, asked: Query[After]) -> dict[str, Any]:
    """Newest first. Works without a token."""
    return page_after(Leaflet.objects.shown().select_related("union"), asked)


@router.get("/scales", response=list[ScaleOut], auth=optional_bearer, summary="Scales, as they hold today")
def all_scales(request: HttpRequest) -> list[Scale]:
    """With their cut-offs and source. Works without a token."""
    return scales.in_force(clock.date_of(request.now))


@router.post("/consent", response={204: None}, summary="Agree that answers to scales are kept")
def consent(request: HttpRequest) -> Status[None]:
    """Separate from everything else; once is enough."""
    actions.consent(request.person, by=request.caller, now=request.now)
    return Status(204, None)


@router.delete("/consent", response={204: None}, summary="Take that back")
def revoke(request: HttpRequest) -> Status[None]:
    """All results are deleted with it."""
    actions.revoke(request.person, by=request.caller, now=request.now)
    return Status(204, None)


@router.post("/scales/{code}/results", response=TakenOut, summary="Answer a scale")
def take(request: HttpRequest, code: str, said: AnswersIn) -> dict[str, Any]:
    """Needs the consent, and an Idempotency-Key. An answer that tells of danger comes with a `path`."""
    asked = scales.scale(code, clock.date_of(request.now))
    if asked is None:
        raise refusals.NoSuchScale()
    taken = actions.take(request.person, asked, said.answers, key=idempotency_key(request), now=request.now)
    [result] = shown.results(Result.objects.filter(pk=taken.result.pk))
    if taken.path is not None:
        actions.show_path(taken.path, now=request.now)
    return {"result": result, "path": taken.path and taken.path.pk, "line": rules.LINE}


@router.get("/results", response=list[ResultOut], summary="My results")
def results(request: HttpRequest) -> Any:
    """Newest first; nobody else's but that of a counsellor whom I show them."""
    return shown.results(Result.objects.of(request.person))


@router.delete("/results", response={204: None}, summary="Delete my results")
def erase(request: HttpRequest) -> Status[None]:
    """Truly."""
    actions.erase(request.person, now=request.now)
    return Status(204, None)


@router.post("/calls", response=CallOut, summary="Ask to be called, at once")
def ask_call(request: HttpRequest, said: CallIn) -> Call:
    """Needs an Idempotency-Key. Day and night; who waits already waits on."""
    key = idempotency_key(request)
    path = RiskPath.objects.filter(pk=said.path).first() if said.path else None
    return actions.ask_call(request.person, path, key=key, by=request.caller, now=request.now)


@router.get("/calls/{uuid:pk}", response=CallOut, summary="A call of mine")
def call(request: HttpRequest, pk: uuid.UUID) -> Call:
    """Whether somebody has taken it over."""
    return get_object_or_404(Call.objects.for_page().filter(case__person=request.person), case=pk)


@router.get("/counsellors", response=Page[CounsellorOut], auth=optional_bearer, summary="Counsellors")
def counsellors(request: HttpRequest, asked: Query[After]) -> dict[str, Any]:
    """Works without a token."""
    return page_after(Counsellor.objects.in_office(request.now).select_related("person", "union"), asked)


@router.get("/counsellors/{uuid:pk}/times", response=list[TimeOut], auth=optional_bearer, summary="Hours to be had")
def free(request: HttpRequest, pk: uuid.UUID) -> list[times.Offered]:
    """In order, each with the ways by which it can be had. Works without a token."""
    found = _counsellor(request, pk)
    return times.offered([found], now=request.now)[found.pk]


@router.post("/counsellors/{uuid:pk}/talks", response=TalkOut, summary="Book an hour")
def book(request: HttpRequest, pk: uuid.UUID, said: BookIn) -> Talk:
    """Needs an Idempotency-Key."""
    wish, key = Wish(said.way, said.about), idempotency_key(request)
    found, window = _counsellor(request, pk), Window(said.starts_at, said.starts_at + rules.LENGTH)
    made = actions.book(found, request.person, window, wish, key=key, by=request.caller, now=request.now)
    return _talk(request, made.pk)


@router.get("/talks", response=Page[TalkOut], summary="My talks")
def talks(request: HttpRequest, asked: Query[After]) -> dict[str, Any]:
    """Newest first."""
    return page_after(Talk.objects.of(request.person).for_page(), asked)


@router.post("/talks/{uuid:pk}/time", response=TalkOut, summary="Move a talk")
def move(request: HttpRequest, pk: uuid.UUID, said: MoveIn) -> Talk:
    """Needs an Idempotency-Key. To another hour of the same counsellor."""
    window, key = Window(said.starts_at, said.starts_at + rules.LENGTH), idempotency_key(request)
    actions.move(_talk(request, pk), window, key=key, by=request.caller, now=request.now)
    return _talk(request, pk)


@router.delete("/talks/{uuid:pk}", response={204: None}, summary="Give a talk back")
def cancel(request: HttpRequest, pk: uuid.UUID) -> Status[None]:
    """Before it begins."""
    actions.cancel(_talk(request, pk), by=request.caller, now=request.now)
    return Status(204, None)


@router.get("/groups", response=list[GroupOut], summary="How many fare how")
def groups(request: HttpRequest) -> list[figures.Told]:
    """Of months that are over. For officers."""
    check_office(request, rules.MANAGE)
    return figures.told(Union.objects.for_act(request.offices, rules.MANAGE), request.now)


def _counsellor(request: HttpRequest, pk: uuid.UUID) -> Counsellor:
    return get_object_or_404(shown.counsellors(request.now), pk=pk)


def _talk(request: HttpRequest, pk: uuid.UUID) -> Talk:
    return get_object_or_404(Talk.objects.of(request.person).for_page(), pk=pk)
