"""The officers' page of a draw: who wants what, the commitment, the closing, the public number, the result."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext as _

from gonghui.faces.acting import Done, page
from gonghui.faces.guards import staff
from gonghui.faces.requests import PersonalRequest
from gonghui.primitives.agenda import actions as agenda
from gonghui.primitives.draws.rules import PAUSE_MINUTES

from .. import actions, rules
from ..models import Fair
from ..pages import draw_page
from ..pages.agenda import STOPPED
from ..pages.drawn import draw_of, listed_in_need
from . import planning
from .lists import LOTS, WANTED
from .scope import context_for, get_fair


@page("fairs-console:draw", "fairs/console/draw.html", staff(rules.WATCH))
def draw(request: PersonalRequest, pk: UUID) -> dict[str, Any] | HttpResponse:
    """The draw with its entries, which can be taken along."""
    found = get_fair(request, pk)
    made, wanted = draw_of(found), draw_page.wanted(found)
    session = request.GET.get("session", "")
    pool = next((row.session.pool_id for row in wanted if str(row.session.pk) == session), None)
    beside = context_for(request, found, "draw", draw=made, names=draw_page.names_of(found))
    entries = LOTS.inside(request, draw_page.lots_of(found, pool=pool), anchor="entries", beside=beside)
    if entries.wanted:
        return entries.workbook()
    return beside | {
        "stopped": agenda.waits(STOPPED.key, found.pk),
        "pause": PAUSE_MINUTES,
        "state": draw_page.draw_state(found, made, request.now),
        "sessions": len(wanted),
        "wanted": WANTED.inside(request, wanted, name="wanted", beside=beside),
        "places": sum(row.session.pool.capacity for row in wanted),
        "weights": draw_page.weights_of(made),
        "need_listed": made.in_need.count(),
        "need_known": len(listed_in_need(found)) if made.rule.get("need") else 0,
        "entries": entries,
        "session": session if pool else "",
    }


@draw.act(guard=staff(rules.MANAGE))
def need_from_list(request: PersonalRequest, pk: UUID) -> Done:
    """Those on the unions' lists of workers in hardship, in place of the list before."""
    listed = actions.set_need_from_list(get_fair(request, pk), by=request.caller, now=request.now)
    return Done(_("名单已导入：%(listed)s 人") % {"listed": listed})


@draw.act(guard=staff(rules.MANAGE))
def beacon(request: PersonalRequest, pk: UUID) -> Done:
    """Enter the public number that was named beforehand; the draw follows by itself."""
    actions.set_beacon(get_fair(request, pk), request.POST.get("beacon", ""), by=request.caller, now=request.now)
    return Done(_("公共随机数已填入，马上摇号"))


@planning.fair.act(guard=staff(rules.MANAGE))
def way(request: PersonalRequest, pk: UUID) -> Done:
    """A draft by draw, or first come."""
    wanted = Fair.Way.FIRST_COME if request.POST.get("way") == Fair.Way.FIRST_COME else Fair.Way.DRAW
    actions.choose_way(get_fair(request, pk), wanted, by=request.caller, now=request.now)
    return Done(_("已改为%(way)s") % {"way": Fair.Way(wanted).label})
