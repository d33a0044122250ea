"""Where stations are missing, how they are used, and the checklists and star schemes in force."""

from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _

from gonghui.faces.acting import Done, page
from gonghui.faces.guards import staff
from gonghui.faces.requests import PersonalRequest
from gonghui.primitives.people.permissions import may_somewhere

from .. import actions
from ..models import Scheme
from ..pages import overview
from ..pages.browse import rows_of
from ..pages.gaps import NEAR_KM, gaps_of
from ..pages.maps import map_of
from ..rules import MANAGE, WATCH
from .lists import BY_DAY, BY_STATION, BY_TRADE, GAPS, VISITS

ON_MAP = 500


@page("stations-console:gaps", "stations/console/gaps.html", staff(WATCH))
def gaps(request: PersonalRequest) -> dict[str, Any] | HttpResponse:
    """Where members are without an open station: a list, a map, a workbook."""
    found = gaps_of(request.office_unions, now=request.now)
    listed = GAPS.inside(request, found)
    if listed.wanted:
        return listed.workbook()
    shown = rows_of(list(overview.stations_of(request.office_unions)[:ON_MAP]), None, now=request.now)
    return {
        "gaps": listed,
        "without": [gap for gap in found if gap.is_gap and gap.people],
        "people": sum(gap.people for gap in found if gap.is_gap),
        "near_km": NEAR_KM,
        "map": map_of(shown, None),
        "tab": "gaps",
    }


@page("stations-console:use", "stations/console/use.html", staff(WATCH))
def use(request: PersonalRequest) -> dict[str, Any] | HttpResponse:
    """Visits of the last thirty days, by day, station and trade; nobody's name."""
    counted = overview.attended(request.office_unions, now=request.now)
    visits = VISITS.inside(request, counted)
    if visits.wanted:
        return visits.workbook()
    found = overview.use_of(counted)
    sums = {
        "by_station": BY_STATION.inside(request, found.by_station, name="station"),
        "by_trade": BY_TRADE.inside(request, found.by_trade, name="trade"),
        "by_day": BY_DAY.inside(request, found.by_day, name="day"),
    }
    return {"all": found.all, "days": overview.USE_DAYS, "export": visits.export, "tab": "use", **sums}


@page("stations-console:schemes", "stations/console/schemes.html", staff(WATCH))
def schemes(request: PersonalRequest) -> dict[str, Any]:
    """Checklists and star schemes with the day they begin, their source and how well it is known."""
    may_manage = may_somewhere(request.offices, MANAGE)
    return {"schemes": Scheme.objects.order_by("kind", "-starts_on"), "may_manage": may_manage, "tab": "schemes"}


@schemes.act(guard=staff(MANAGE))
def load(request: PersonalRequest) -> Done:
    """Bring the published ones in; what is there stays."""
    new = actions.load_schemes(by=request.caller, now=request.now)
    return Done(_("导入了 %(new)s 项标准") % {"new": new})
