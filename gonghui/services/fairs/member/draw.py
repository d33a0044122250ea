"""A worker's pages of a draw: enter, my number and my chances, the result, the published file and checking it."""

import gzip
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from gonghui.faces.acting import Done, page
from gonghui.faces.guards import signed_in
from gonghui.faces.reasons import told
from gonghui.faces.requests import parse_id
from gonghui.primitives.agenda import actions as agenda
from gonghui.primitives.draws import actions as draws
from gonghui.primitives.draws.afterwards import after_of
from gonghui.primitives.draws.models import Draw
from gonghui.primitives.draws.rules import PAUSE_MINUTES

from .. import actions
from ..models import Fair
from ..pages import draw_page
from ..pages.agenda import STOPPED
from ..pages.drawn import draw_of
from ..refusals import draw as draw_refusals


@page("fairs:draw", "fairs/draw.html")
def draw(request: HttpRequest, pk: Any) -> dict[str, Any]:
    """The draw: how it goes, my entry or the form for it, and what came of it."""
    found = _fair(pk)
    shown = draw_page.draw_page(found, request.person, now=request.now)
    wanted = request.POST.getlist("choice") or [request.GET.get("session", "")]
    return {
        "page": shown,
        "fair": found,
        "draw": shown.draw,
        "pause": PAUSE_MINUTES,
        "stopped": shown.state == "closed" and agenda.waits(STOPPED.key, found.pk),
        "why": told(shown.eligible),
        "asked": [wanted[n] if n < len(wanted) else "" for n in range(draw_page.MOST_SHOWN)],
    }


@draw.act(guard=signed_in)
def lot(request: HttpRequest, pk: Any, *, key: str) -> Done:
    """Enter the draw."""
    actions.enter_draw(
        _fair(pk),
        request.person,
        sessions=_chosen(request),
        key=key,
        nonce=request.POST.get("nonce", ""),
        by=request.caller,
        now=request.now,
    )
    return Done(_("已参加摇号，结果会通知你"))


@draw.act(guard=signed_in)
def leave(request: HttpRequest, pk: Any) -> Done:
    """Leave the draw, or after it the drawn order."""
    actions.leave_draw(_fair(pk), request.person, by=request.caller, now=request.now)
    return Done(_("已退出摇号"))


@require_safe
def file(request: HttpRequest, pk: Any) -> HttpResponse:
    """The published file, JSON; as gzip to whoever takes it."""
    return published(request, _frozen(_fair(pk)))


@require_safe
def later(request: HttpRequest, pk: Any) -> HttpResponse:
    """What became of the places since the draw, JSON, by the numbers of the published file."""
    drawn = _frozen(_fair(pk))
    if drawn.drawn_at is None:
        raise draw_refusals.NothingDrawn()
    response = HttpResponse(after_of(drawn, now=request.now).as_json(), content_type="application/json")
    response["Content-Disposition"] = f'inline; filename="draw-{drawn.pk}-after.json"'
    response["Cache-Control"] = "no-cache"
    return response


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
    drawn = draw_of(found)
    if drawn.closed_at is None:
        raise draw_refusals.NothingPublished()
    return drawn


def _chosen(request: HttpRequest) -> list[UUID]:
    """The sessions of the form, in order; what is no id is left out, and then too few are chosen."""
    return [pk for text in request.POST.getlist("choice")[:20] if (pk := parse_id(text))]
