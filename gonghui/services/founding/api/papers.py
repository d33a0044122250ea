"""The papers of a case: what was brought, and the documents that are made of what is known."""

import uuid
from collections.abc import Iterable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.http import content_disposition_header
from ninja import File, Form, Router
from ninja.files import UploadedFile

from gonghui.faces import attachments, moments
from gonghui.faces.api.base import idempotency_key
from gonghui.faces.scripts import sentence

from .. import actions, rules
from ..forms.cases import CAPS
from ..models import Case, Paper
from ..pages import documents as printed
from .scope import get_case
from .shapes import FoundingPaperOut, PrintedOut

router = Router()
# Neither is asked for before the case is found: a stranger learns nothing of what its form is.
STEP: Any = Form("", max_length=10)
FILES: Any = File([])


@router.get("/cases/{uuid:pk}/papers", response=list[FoundingPaperOut], summary="The papers of a case")
def papers(request: HttpRequest, pk: uuid.UUID) -> Iterable[Paper]:
    """At most thirty, the first one first. For officers."""
    return _papers_of(get_case(request, pk, rules.WATCH))


@router.post("/cases/{uuid:pk}/papers", response=list[FoundingPaperOut], summary="Add papers to a case")
def attach(request: HttpRequest, pk: uuid.UUID, step: str = STEP, files: list[UploadedFile] = FILES) -> Iterable[Paper]:
    """A form (multipart) with the `step` they belong to and up to six `files`, all or none; answers all papers.

    Needs an Idempotency-Key; the same key adds them once.
    """
    found, key = get_case(request, pk, rules.MANAGE), idempotency_key(request)
    brought = attachments.received(files, CAPS)
    actions.attach(found, step, brought, key=key, by=request.caller, now=request.now)
    return _papers_of(found)


@router.get("/cases/{uuid:pk}/papers/{uuid:paper}", summary="Open a paper of a case")
def paper(request: HttpRequest, pk: uuid.UUID, paper: uuid.UUID) -> HttpResponse:
    """Its bytes, as they were brought; who opened it is written down. For officers."""
    file = actions.open_paper(_get(request, pk, paper), by=request.caller, now=request.now)
    return attachments.shown(request, file)  # type: ignore[arg-type]


@router.delete(
    "/cases/{uuid:pk}/papers/{uuid:paper}", response=list[FoundingPaperOut], summary="Take a paper off a case"
)
def detach(request: HttpRequest, pk: uuid.UUID, paper: uuid.UUID) -> Iterable[Paper]:
    """As long as the case is open; answers those that are left."""
    found = _get(request, pk, paper)
    actions.detach(found, by=request.caller, now=request.now)
    return _papers_of(found.case)


@router.get("/cases/{uuid:pk}/documents", response=list[PrintedOut], summary="Documents made for a case")
def documents(request: HttpRequest, pk: uuid.UUID) -> list[dict[str, str]]:
    """Each can be had as far as it is known yet. For officers."""
    get_case(request, pk, rules.WATCH)
    return [{"kind": kind, "title": sentence(title)} for kind, title in printed.DOCUMENTS.items()]


@router.get("/cases/{uuid:pk}/documents/{kind}", summary="A document of a case, to be printed")
def document(request: HttpRequest, pk: uuid.UUID, kind: str) -> HttpResponse:
    """A file of HTML that needs nothing else; what is missing is a line to fill in by hand. For officers."""
    case = get_case(request, pk, rules.WATCH)
    if kind not in printed.DOCUMENTS:
        raise Http404
    made = printed.file_of(case, kind, today=moments.today(request.now))
    response = render(request, "founding/console/document_file.html", made)
    response["Content-Disposition"] = content_disposition_header(True, f"{made['title']}.html") or ""
    return response


def _papers_of(case: Case) -> Iterable[Paper]:
    found: Iterable[Paper] = case.papers.select_related("file").order_by("created_at", "pk")
    return found


def _get(request: HttpRequest, pk: uuid.UUID, paper: uuid.UUID) -> Paper:
    own = get_case(request, pk, rules.MANAGE).papers.select_related("file", "case")
    found: Paper = get_object_or_404(own, pk=paper)
    return found
