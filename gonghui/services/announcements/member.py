"""What workers see: the announcements of their unions, one of them, its files."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from gonghui.faces import answers, attachments
from gonghui.faces.acting import page
from gonghui.faces.front.views import for_visitors
from gonghui.faces.requests import Request
from gonghui.kernel.text import tidy
from gonghui.primitives import clock

from . import actions, refusals
from .models import Announcement, Attachment
from .pages import listed, shown

LONGEST_WORDS = 60


@for_visitors("q", "kind", "page")
@page("announcements:home", "announcements/home.html")
def home(request: Request) -> dict[str, Any]:
    """What my unions say now, pinned and newest first; of a kind, or with some words."""
    words, kind = tidy(request.GET.get("q", "")[:LONGEST_WORDS]), request.GET.get("kind", "")
    kind, number = kind if kind in Announcement.Kind else "", answers.page_asked(request)
    found = listed.listed(request.person, number, words=words, kind=kind, now=request.now)
    news = listed.news(found.lines, request.person, now=request.now)
    return {
        "page": found.page,
        "lines": list(zip(found.lines, news, strict=True)),
        "words": words,
        "kind": kind,
        "kinds": Announcement.Kind.choices,
    }


@for_visitors()
@page("announcements:one", "announcements/one.html")
def one(request: Request, pk: UUID) -> Any:
    """One announcement; opening it is reading it. Visitors are asked to sign in for what is for members."""
    found = get_announcement(request, pk)
    if found is None:
        return answers.to_sign_in(request)
    reader = None if request.method == "HEAD" else request.person  # asked for without the text: nobody has read it
    before = actions.read(found, reader, now=request.now)
    return shown.whole(found) | {"read_before": before is not None and before < found.edition}


@require_safe
def attachment(request: Request, pk: UUID, file: UUID) -> HttpResponse:
    """A file of an announcement that one may read."""
    found = get_announcement(request, pk)
    if found is None:
        return answers.to_sign_in(request)
    return attachments.shown(request, get_attachment(found, file).file)


def get_announcement(request: Request, pk: UUID) -> Announcement | None:
    """One that is out, for whom it is meant; None to a visitor who has to sign in first. Raises Withdrawn, Over."""
    out = Announcement.objects.out(request.now).select_related("union")
    found = out.open_to(request.person).filter(pk=pk).first()
    if found is None and request.person is None and out.filter(pk=pk).exists():
        return None
    found = found or get_object_or_404(out.none(), pk=pk)
    if found.withdrawn_at:
        raise refusals.Withdrawn(reason=found.withdrawn_because)
    if found.ends_at and found.ends_at <= request.now:
        raise refusals.Over(when=clock.moment(found.ends_at, year=True))
    return found


def get_attachment(announcement: Announcement, pk: UUID) -> Attachment:
    return get_object_or_404(announcement.attachments.select_related("file"), pk=pk)
