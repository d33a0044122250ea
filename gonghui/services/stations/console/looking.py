"""Where stations are missing, how they are used, and the checklists and star schemes in force."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from gonghui.faces.acting import Done, page
from gonghui.faces.guards import staff
from gonghui.faces.requests import PersonalRequest

from .. import actions
from ..models import Scheme
from ..pages import exports, overview
from ..pages.browse import rows_of
from ..pages.gaps import NEAR_KM, gaps_of
from ..pages.maps import map_of
from ..rules import MANAGE, WATCH

ON_MAP = 500
SHOWN = 200  # places on the page; the workbook has all


@require_safe
@staff(WATCH)
def gaps(request: PersonalRequest) -> HttpResponse:
    """Where members are without an open station: a list, a map, a workbook."""
    found = gaps_of(request.office_unions, now=request.now)
    if request.GET.get("export"):
        return exports.gaps(found)
    context = {
        "gaps": found[:SHOWN],
        "without": [gap for gap in found if gap.is_gap and gap.people],
        "people": sum(gap.people for gap in found if gap.is_gap),
        "near_km": NEAR_KM,
        "map": map_of(rows_of(list(overview.stations_of(request.office_unions)[:ON_MAP]), None, now=request.now), None),
        "tab": "gaps",
    }
    return render(request, "stations/console/gaps.html", context)


@require_safe
@staff(WATCH)
def use(request: PersonalRequest) -> HttpResponse:
    """Visits of the last thirty days, by day, station and trade; nobody's name."""
    found = overview.use_of(request.office_unions, now=request.now)
    if request.GET.get("export"):
        return exports.use(found.rows)
    return render(request, "stations/console/use.html", {"use": found, "days": overview.USE_DAYS, "tab": "use"})


@page("stations-console:schemes", "stations/console/schemes.html", staff(WATCH))
def schemes(request: PersonalRequest) -> dict[str, Any]:
    """Checklists and star schemes with the day they begin, their source and how well it is known."""
    return {"schemes": Scheme.objects.order_by("kind", "-starts_on"), "tab": "schemes"}


@schemes.act(guard=staff(MANAGE))
def load(request: PersonalRequest) -> Done:
    """Bring the published ones in; what is there stays."""
    new = actions.load_schemes(by=request.caller, now=request.now)
    return Done(_("导入了 %(new)s 项标准") % {"new": new})
