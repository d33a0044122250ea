"""A worker's pages of a draw: enter, my number and my chances, the result, the published file and checking it."""

import gzip
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from gonghui.faces import answers
from gonghui.kernel.refusals import Refused
from gonghui.primitives.admission import draws
from gonghui.primitives.admission.models import Draw

from . import actions, draw_refusals, lots
from .member import act_of, why_not
from .models import Fair


@require_safe
def draw(request: HttpRequest, pk: Any) -> HttpResponse:
    """The draw: how it goes, my entry or the form for it, and what came of it."""
    return _page(request, _fair(pk))


@act_of("fairs:draw")
def lot(request: HttpRequest, pk: Any) -> HttpResponse:
    """Enter the draw."""
    found = _fair(pk)
    try:
        actions.enter_draw(
            found,
            request.person,
            sessions=_chosen(request),
            key=answers.form_key(request),
            nonce=request.POST.get("nonce", ""),
            by=request.caller,
            now=request.now,
        )
    except Refused as refusal:
        return _page(request, found, refusal)
    return answers.done(request, _("已参加摇号，结果会通知你"), reverse("fairs:draw", args=[pk]))


@act_of("fairs:draw")
def leave(request: HttpRequest, pk: Any) -> HttpResponse:
    """Leave the draw, or after it the drawn order."""
    found = _fair(pk)
    try:
        actions.leave_draw(found, request.person, by=request.caller, now=request.now)
    except Refused as refusal:
        return _page(request, found, refusal)
    return answers.done(request, _("已退出摇号"), reverse("fairs:draw", args=[pk]))


@act_of("fairs:receipt")
def confirm(request: HttpRequest, pk: Any) -> HttpResponse:
    """Keep the place that the line gave me."""
    found = _fair(pk)
    try:
        actions.confirm(found, request.person, by=request.caller, now=request.now)
    except Refused as refusal:
        return answers.refused(request, refusal)
    return answers.done(request, _("已确认，名额是你的了"), reverse("fairs:receipt", args=[pk]))


@require_safe
def file(request: HttpRequest, pk: Any) -> HttpResponse:
    """The published file, JSON; as gzip to whoever takes it."""
    return published(request, _frozen(_fair(pk)))


@require_safe
def check(request: HttpRequest, pk: Any) -> HttpResponse:
    """Compute the draw again in the reader's browser."""
    found = _fair(pk)
    return render(request, "fairs/draw_check.html", {"fair": found, "draw": _frozen(found)})


def published(request: HttpRequest, found: Draw) -> HttpResponse:
    """The file of a frozen or drawn draw as an answer."""
    packed = draws.file_of(found)
    takes_gzip = "gzip" in request.headers.get("Accept-Encoding", "")
    response = HttpResponse(packed if takes_gzip else gzip.decompress(packed), content_type="application/json")
    if takes_gzip:
        response["Content-Encoding"] = "gzip"
    response["Content-Disposition"] = f'inline; filename="draw-{found.pk}.json"'
    response["Cache-Control"] = "public, max-age=86400" if found.drawn_at else "no-cache"
    patch_vary_headers(response, ["Accept-Encoding"])
    return response


def _fair(pk: Any) -> Fair:
    return get_object_or_404(Fair.objects.told().select_related("union", "draw"), pk=pk)


def _frozen(found: Fair) -> Draw:
    drawn = actions.draw_of(found)
    if drawn.closed_at is None:
        raise draw_refusals.NothingPublished()
    return drawn


def _chosen(request: HttpRequest) -> list[UUID]:
    """The sessions of the form, in order; what is no id is left out, and then too few are chosen."""
    chosen = []
    for text in request.POST.getlist("choice")[:20]:
        try:
            chosen.append(UUID(text))
        except ValueError:
            continue
    return chosen


def _page(request: HttpRequest, found: Fair, refusal: Refused | None = None) -> HttpResponse:
    page = lots.draw_page(found, request.person, now=request.now)
    wanted = request.POST.getlist("choice") or [request.GET.get("session", "")]
    context = {
        "page": page,
        "fair": found,
        "draw": page.draw,
        "why": why_not(page.refusal),
        "asked": [wanted[n] if n < len(wanted) else "" for n in range(lots.MOST_SHOWN)],
    }
    if refusal is None:
        return render(request, "fairs/draw.html", context)
    return answers.refused(request, refusal, "fairs/draw.html", **context)
