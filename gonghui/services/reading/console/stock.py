"""A stock-take: each scan is saved when it is made, the end names how many were not seen, and can be undone."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from gonghui.faces.acting import Done, page
from gonghui.faces.guards import staff
from gonghui.faces.requests import PersonalRequest
from gonghui.primitives.places.models import Premises

from .. import actions, rules
from ..models import StockTake
from .lists import STOCK_TAKES, UNSEEN
from .scope import context_for, get_room

MOST_CODES = 500  # barcodes in one round


@page("reading-console:stock", "reading/console/stock.html", staff(rules.MANAGE), part="reading/console/counting.html")
def stock(request: PersonalRequest, pk: UUID) -> dict[str, Any] | HttpResponse:
    """The stock-take that runs with what was not seen so far, and those of before."""
    found = get_room(request, pk)
    running = _running(found.premises)
    context = context_for(request, found, "stock", running=running, most=MOST_CODES)
    if running:
        unseen = actions.unseen_in(running)
        context |= {"count": running.sightings.count(), "left": unseen.count()}
        context["unseen"] = UNSEEN.inside(request, unseen, name="unseen")
        if context["unseen"].wanted:
            return context["unseen"].workbook()
    if request.htmx:
        return context
    ended = StockTake.objects.filter(premises=found.premises, ended_at__isnull=False)
    last = None if running else ended.order_by("-started_at", "-pk").values_list("pk", flat=True).first()
    return context | {"past": STOCK_TAKES.inside(request, ended, beside={"room": found, "last": last})}


def _running(premises: Premises) -> StockTake | None:
    return StockTake.objects.filter(premises=premises, ended_at=None).first()


@stock.post()
def scan(request: PersonalRequest, pk: UUID) -> Done | dict[str, Any]:
    """Start a stock-take, or scan into the one that runs; who wants to end it is first told what that comes to."""
    premises = get_room(request, pk).premises
    running = _running(premises)
    if running is None:
        actions.start_stock_take(premises, by_person=request.person, by=request.caller, now=request.now)
        return Done(_("盘点开始，把架上的书逐本扫进来"))
    codes = request.POST.get("codes", "")[: MOST_CODES * 40].split()[:MOST_CODES]
    seen = actions.see(running, list(dict.fromkeys(codes)), now=request.now)
    return {"seen": seen, "ending": "end" in request.POST}


@stock.act()
def end_stock(request: PersonalRequest, pk: UUID, taking: UUID) -> Done:
    """What was not seen is missing: so many as the officer was told."""
    found = _taking(request, pk, taking)
    agreed = request.POST.get("missing", "")
    missing = int(agreed) if agreed.isdecimal() and len(agreed) < 9 else None
    ended = actions.end_stock_take(found, missing=missing, by=request.caller, now=request.now)
    said = _("盘点结束：见到 %(seen)s 册，未见 %(missing)s 册。结束错了可以在下面撤销")
    return Done(said % {"seen": ended.seen, "missing": ended.missing})


@stock.act()
def undo_stock(request: PersonalRequest, pk: UUID, taking: UUID) -> Done:
    """It was ended too early: it goes on."""
    found = actions.undo_end(_taking(request, pk, taking), by=request.caller, now=request.now)
    said = _("已撤销，盘点接着进行：%(n)s 册恢复在架") % {"n": found}
    return Done(said, to=reverse("reading-console:stock", args=[pk]))


def _taking(request: PersonalRequest, pk: UUID, taking: UUID) -> StockTake:
    return get_object_or_404(StockTake, pk=taking, premises=get_room(request, pk).premises)
