"""Test oneself without a token, apply, follow; officers visit and decide."""

import uuid
from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Query, Router, Status

from gonghui.faces.api.base import idempotency_key, key_given, optional_bearer
from gonghui.faces.api.paging import After, page_after
from gonghui.faces.api.shapes import Page
from gonghui.faces.cases import CaseApi
from gonghui.faces.cases.shapes import WaitingOut
from gonghui.kernel.benefits import Judgement
from gonghui.kernel.money import Fen
from gonghui.primitives import clock
from gonghui.primitives.casework.models import Case

from .. import actions, rules
from ..models import Ruling, Standard
from ..pages import notices, tested
from ..pages.cases import claim_of
from ..pages.homes import judged, measured
from .shapes import (
    AidWhyIn,
    ApplyIn,
    HomeIn,
    NoticeOut,
    ObjectionIn,
    OwnOut,
    RulingIn,
    StandardOut,
    TestIn,
    TestOut,
    VisitIn,
    place_of,
)

router = Router()


@router.post("/test", response=TestOut, auth=optional_bearer, summary="Am I in hardship, and by which rule")
def test(request: HttpRequest, asked: TestIn) -> dict[str, Judgement]:
    """With the formula and its numbers. Nothing is kept; works without a token."""
    said = {"place": place_of(asked.place)} | {n: getattr(asked, n) for n in ("works", "migrant", "employed_since")}
    return {"why": tested.tested(said, asked.home(), now=request.now)}


@router.get("/standards", response=StandardOut | None, auth=optional_bearer, summary="What holds in a place today")
def standard(request: HttpRequest, place: str) -> Standard | None:
    """Of the smallest area around it; none where nothing was loaded. Works without a token."""
    return measured(place_of(place[:6]).pk, on=clock.date_of(request.now)).standard


@router.get("/notices", response=Page[NoticeOut], auth=optional_bearer, summary="Who is to be given aid, masked")
def shown(request: HttpRequest, asked: Query[After]) -> dict[str, Any]:
    """Works without a token."""
    return page_after(notices.shown(now=request.now), asked)


@router.post("/notices/{uuid:pk}/objections", response={204: None}, summary="Object to one of them")
def object_to(request: HttpRequest, pk: uuid.UUID, said: AidWhyIn) -> Status[None]:
    """Only those who handle it read who said so. Nothing is paid before the answer."""
    found = get_object_or_404(Ruling.objects.shown(request.now).select_related("claim__case"), pk=pk)
    actions.object_to(found, said.why, by=request.caller, now=request.now)
    return Status(204, None)


@router.post("/cases", response=OwnOut, summary="Apply")
def apply(request: HttpRequest, asked: ApplyIn) -> Case:
    """Needs an Idempotency-Key. It goes to the union of the place, never to that of the firm."""
    names = ("topic", "words", "account", "consents", "guardian", "migrant", "employed_since")
    said = {name: getattr(asked, name) for name in names}
    whole = actions.Application(place=place_of(asked.place), home=asked.home(), **said)
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
    who = {"key": key_given(request), "by": request.caller, "now": request.now}
    actions.visit(CASES.find(request, pk), said.words, on=said.on, **who)
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
def send_back(request: HttpRequest, pk: uuid.UUID, said: AidWhyIn) -> Case:
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
def end(request: HttpRequest, pk: uuid.UUID, said: AidWhyIn) -> Case:
    """Its person reads why."""
    actions.end(CASES.find(request, pk), said.why, by=request.caller, now=request.now)
    return CASES.find(request, pk)


CASES = CaseApi(rules.AID, router, without=("close",))
