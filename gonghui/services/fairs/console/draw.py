"""The officers' page of a draw: who wants what, the commitment, the closing, the public number, the result."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext as _

from gonghui.faces import answers
from gonghui.faces.acting import Done, page
from gonghui.faces.guards import staff
from gonghui.faces.requests import PersonalRequest

from .. import actions, rules
from ..models import Fair
from ..pages import draw_page, exports
from . import planning
from .scope import context_for, get_fair


@page("fairs-console:draw", "fairs/console/draw.html", staff(rules.WATCH))
def draw(request: PersonalRequest, pk: UUID) -> dict[str, Any] | HttpResponse:
    """The draw with its entries, which can be taken along."""
    found = get_fair(request, pk)
    if request.GET.get("export"):
        return exports.lots(found, draw_page.lots_of(found), draw_page.names_of(found))
    made = actions.draw_of(found)
    session = request.GET.get("session", "")
    wanted = draw_page.wanted(found)
    pool = next((row.session.pool_id for row in wanted if str(row.session.pk) == session), None)
    entries, names = answers.paged(request, draw_page.lots_of(found, pool=pool), per=50), draw_page.names_of(found)
    return context_for(
        request,
        found,
        "draw",
        draw=made,
        state=draw_page.draw_state(found, made, request.now),
        wanted=wanted,
        places=sum(row.session.pool.capacity for row in wanted),
        weights=draw_page.weights_of(made),
        need_listed=made.in_need.count(),
        page=entries,
        lots=[(lot, [names.get(chosen, "") for chosen in lot.choices]) for lot in entries],
        session=session if pool else "",
    )


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
