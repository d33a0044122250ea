"""The officers' page of a draw: who wants what, the commitment, the closing, the public number, the result."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from gonghui.faces import answers
from gonghui.faces.guards import staff
from gonghui.faces.requests import PersonalRequest
from gonghui.kernel.refusals import Refused
from gonghui.primitives.admission import need

from .. import actions, exports, lots, rules
from ..models import Fair
from .planning import planned
from .scope import here, on, one


@require_GET
@staff(rules.WATCH)
def draw(request: PersonalRequest, pk: UUID) -> HttpResponse:
    """The draw with its entries, which can be taken along."""
    found = one(request, pk)
    if request.GET.get("export"):
        return exports.lots(found, lots.lots_of(found), lots.names_of(found))
    return _page(request, found)


@require_POST
@staff(rules.MANAGE)
def beacon(request: PersonalRequest, pk: UUID) -> HttpResponse:
    """Enter the public number that was named beforehand; the draw follows by itself."""
    found = one(request, pk)
    try:
        actions.set_beacon(found, request.POST.get("beacon", ""), by=request.caller, now=request.now)
    except Refused as refusal:
        return _page(request, found, refusal)
    return answers.done(request, _("公共随机数已填入，马上摇号"), reverse("fairs-console:draw", args=[pk]))


@require_POST
@staff(rules.MANAGE)
def way(request: PersonalRequest, pk: UUID) -> HttpResponse:
    """A draft by draw, or first come."""
    found = one(request, pk)
    wanted = Fair.Way.FIRST_COME if request.POST.get("way") == Fair.Way.FIRST_COME else Fair.Way.DRAW
    try:
        actions.choose_way(found, wanted, by=request.caller, now=request.now)
    except Refused as refusal:
        return answers.refused(request, refusal, "fairs/console/fair.html", **planned(request, found))
    return answers.done(request, _("已改为%(way)s") % {"way": Fair.Way(wanted).label}, here(found))


def _page(request: PersonalRequest, found: Fair, refusal: Refused | None = None) -> HttpResponse:
    made = actions.draw_of(found)
    session = request.GET.get("session", "")
    wanted = lots.wanted(found)
    pool = next((row.session.pool_id for row in wanted if str(row.session.pk) == session), None)
    page, names = answers.paged(request, lots.lots_of(found, pool=pool), per=50), lots.names_of(found)
    context = on(
        request,
        found,
        "draw",
        draw=made,
        state=lots.draw_state(found, made, request.now),
        wanted=wanted,
        places=sum(row.session.pool.capacity for row in wanted),
        weights=lots.weights_of(made),
        need_listed=need.count(made),
        page=page,
        lots=[(lot, [names.get(chosen, "") for chosen in lot.choices]) for lot in page],
        session=session if pool else "",
    )
    if refusal is None:
        return render(request, "fairs/console/draw.html", context)
    return answers.refused(request, refusal, "fairs/console/draw.html", **context)
