"""Corrections of what is kept of a member: asked for with a proof; two officers decide."""

import uuid
from datetime import datetime
from typing import Any, Literal

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from ninja import File, Form, Query, Router, Schema
from ninja.files import UploadedFile
from pydantic import Field

from gonghui.faces import attachments
from gonghui.faces.api.offices import unions_of
from gonghui.faces.api.paging import After, page_after
from gonghui.faces.api.shapes import Masked, Page, Shape, of

from ..correcting import actions
from ..correcting.forms import CAPS
from ..correcting.models import Correction
from ..correcting.rules import CORRECT
from ..correcting.words import state_of
from .shapes import MembershipWhyIn

router = Router()


class CorrectionOut(Shape):  # of a Correction
    id: uuid.UUID = of("pk")
    about: str = of("about", description="name, document, mobile")
    kind: str = of("kind", description="of a document")
    before: str = of("before", description="masked")
    after: str = of("after", description="masked")
    asked_at: datetime = of("created_at")
    state: str = of(state_of, description="waits, second (one officer has agreed), agreed, refused")
    why_not: str


class CorrectionCaseOut(CorrectionOut):  # the same, for officers
    name: Masked = of("person")
    union: str = of("union.name")
    note: str


class SaidOut(Schema):
    said: str


class CorrectionIn(Schema):
    about: Literal["name", "document", "mobile"]
    text: str = Field(min_length=1, max_length=60, description="what is right: a name, a number")
    kind: str = Field("", max_length=20, description="of a document: resident_id, taiwan_permit, …")
    note: str = Field("", max_length=200)


def _one(request: HttpRequest, pk: uuid.UUID) -> Correction:
    unions_of(request, CORRECT)
    return get_object_or_404(Correction.objects.for_act(request.offices, CORRECT).for_list(), pk=pk)


@router.get("/corrections/mine", response=list[CorrectionOut], summary="Corrections that I asked for")
def mine(request: HttpRequest) -> QuerySet[Correction]:
    """The newest first, at most twenty; what was said is masked."""
    found: QuerySet[Correction] = Correction.objects.of(request.person)
    return found[:20]


@router.post("/corrections", response=CorrectionOut, summary="Ask for a correction")
def ask(request: HttpRequest, asked: Form[CorrectionIn], proof: File[UploadedFile]) -> Correction:
    """A form (multipart) with the proof as a file, a picture or PDF; two officers compare, then it is put right."""
    said = asked.dict() | {"proof": attachments.received([proof], CAPS)}
    return actions.ask_correction(request.person, **said, by=request.caller, now=request.now)


@router.get("/corrections", response=Page[CorrectionCaseOut], summary="Corrections of my unions' members")
def listed(request: HttpRequest, asked: Query[After], open: bool = False) -> dict[str, Any]:
    """Officers: the newest first; with `open` those that wait."""
    found = Correction.objects.under(unions_of(request, CORRECT)).for_list()
    return page_after(found.open() if open else found, asked)


@router.get("/corrections/{uuid:pk}", response=CorrectionCaseOut, summary="One correction")
def one(request: HttpRequest, pk: uuid.UUID) -> Correction:
    """Officers: both sides masked."""
    return _one(request, pk)


@router.get("/corrections/{uuid:pk}/proof", summary="The proof of a correction")
def proof(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Officers: its bytes; whose it is can read who opened it."""
    found = _one(request, pk)
    actions.look(found, by=request.caller, now=request.now)
    return attachments.shown(request, found.proof)  # type: ignore[arg-type]


@router.post("/corrections/{uuid:pk}/look", response=SaidOut, summary="What is to be written, whole")
def look(request: HttpRequest, pk: uuid.UUID) -> dict[str, str]:
    """Officers: to compare with the proof; whose it is can read who looked."""
    return {"said": actions.look(_one(request, pk), by=request.caller, now=request.now)}


@router.post("/corrections/{uuid:pk}/agreement", response=CorrectionCaseOut, summary="It agrees with the proof")
def agree(request: HttpRequest, pk: uuid.UUID) -> Correction:
    """Officers: of two the second puts it right; nobody agrees twice, nor to their own."""
    actions.agree(_one(request, pk), by=request.caller, now=request.now)
    return _one(request, pk)


@router.post("/corrections/{uuid:pk}/refusal", response=CorrectionCaseOut, summary="It does not agree with the proof")
def refuse(request: HttpRequest, pk: uuid.UUID, asked: MembershipWhyIn) -> Correction:
    """Officers: nothing changes; whose it is hears why."""
    actions.refuse(_one(request, pk), why=asked.why, by=request.caller, now=request.now)
    return _one(request, pk)
