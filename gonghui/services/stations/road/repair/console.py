"""The officer's part: which workshops are verified, and what drivers' calls came to."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _w

from gonghui.faces.acting import Done, page
from gonghui.faces.forms import unions_to_choose
from gonghui.faces.guards import staff
from gonghui.faces.listing import (
    CODE,
    FILE,
    MASKED,
    MONEY,
    NUMBER,
    WHEN,
    Column,
    Empty,
    Link,
    Listing,
    RowAct,
    Search,
    states,
)
from gonghui.faces.requests import PersonalRequest
from gonghui.primitives.people.querysets import paths_of
from gonghui.primitives.planned import Question, planned

from ...console.lists import INSIDE, works
from ...rules import MANAGE, WATCH
from . import actions
from .forms import ProviderForm
from .models import Call, Provider
from .pages import progress

VERIFY = Link(_w("核实一家"), "stations-console:verify-workshop", "plus", "primary", may=MANAGE)


def mark_of(one: Any, request: PersonalRequest) -> float | None:
    return round(one.mark, 1) if one.mark else None


WORKSHOPS = Listing(
    title=_w("维修服务方"),
    columns=(
        Column(_w("名称"), "name", sort=True, under=(Column(_w("电话"), "phone"),)),
        Column(_w("核实的工会"), "union.name", sort=True),
        Column(_w("接单人"), "person", MASKED),
        Column(_w("证照"), "licence"),
        Column(_w("半径（公里）"), "reach_km", NUMBER, sort=True),
        Column(_w("修好"), "jobs", NUMBER, sort=True),
        Column(_w("评分"), mark_of, NUMBER, sort="mark"),
        Column(_w("状态"), works, states({"open": (_w("接单中"), "good"), "closed": (_w("已停止"), "")})),
    ),
    order=("closed_at", "-verified_at", "pk"),
    filters=(Search(("name", "licence", "union.name"), _w("名称、证照或工会")),),
    links=(VERIFY,),
    acts=(
        RowAct(
            _w("停止接单"),
            "stations-console:close-workshop",
            _w("停止这家接单？"),
            _w("不再收到求助；已选定的单可以做完。"),
            _w("原因"),
            tone="danger",
            may=MANAGE,
            open=lambda one, request: not one.closed_at,
        ),
    ),
    empty=Empty(_w("还没有核实的维修服务方"), _w("司机的求助只发给核实过的。先核实几家园区附近的。"), "tools", VERIFY),
    file=_w("维修服务方"),
    base=INSIDE,
)

STATES = {
    "asked": (_w("等报价"), "warn"),
    "coming": (_w("师傅在路上"), "warn"),
    "there": (_w("师傅已到"), "good"),
    "done": (_w("已修好，待评价"), "good"),
    "rated": (_w("已评价"), "good"),
    "cancelled": (_w("已取消"), ""),
}

CALLS = Listing(
    title=_w("救援单"),
    columns=(
        Column(_w("单号"), "code", CODE),
        Column(_w("求助时间"), "asked_at", WHEN, sort=True),
        Column(_w("出了什么事"), "trouble"),
        Column(_w("谁去的"), "chosen.provider.name", sort=True),
        Column(_w("说好几分钟"), "chosen.minutes", NUMBER, only=FILE),
        Column(_w("报价（元）"), "chosen.price", MONEY, sort=True),
        Column(_w("实收（元）"), "charged", MONEY, sort=True),
        Column(_w("进展"), lambda call, request: progress(call).state, states(STATES)),
        Column(_w("选定时间"), "chosen_at", WHEN, only=FILE),
        Column(_w("到达时间"), "arrived_at", WHEN, only=FILE),
        Column(_w("修好时间"), "done_at", WHEN, only=FILE),
        Column(_w("评分"), "stars", NUMBER, sort=True),
    ),
    order=("-asked_at", "-pk"),
    filters=(Search(("trouble", "chosen.provider.name"), _w("出了什么事，或谁去的")),),
    empty=Empty(_w("还没有救援单"), _w("司机选定了你核实的服务方以后，会列在这里。"), "history"),
    file=_w("救援单"),
    base=INSIDE,
)


@WORKSHOPS.page("stations-console:workshops", staff(WATCH))
def workshops(request: PersonalRequest) -> tuple[Question[Provider], dict[str, Any]]:
    """Verified workshops with their record."""
    return _workshops.question(paths=paths_of(request.office_unions)), {"tab": "workshops"}


@planned
def _workshops(paths: Iterable[Any]) -> QuerySet[Provider]:
    return Provider.objects.below(paths).with_record()


@page("stations-console:verify-workshop", "stations/console/verify_workshop.html", staff(MANAGE))
def papers(request: PersonalRequest) -> dict[str, Any]:
    """A workshop more."""
    return {}


@papers.post(ProviderForm, given=lambda request: {"unions": unions_to_choose(request)})
def verify(request: PersonalRequest, *, form: ProviderForm) -> Done:
    """A workshop whose papers I saw may answer calls."""
    actions.verify_provider(**form.said(), by_person=request.person, by=request.caller, now=request.now)
    return Done(_("已核实，附近的求助会发给他们"), to=reverse("stations-console:workshops"))


@workshops.act(guard=staff(MANAGE))
def close(request: PersonalRequest, pk: UUID, *, reason: str) -> Done:
    """The workshop answers no more calls."""
    found = get_object_or_404(Provider.objects.under(request.office_unions).select_related("person"), pk=pk)
    actions.close_provider(found, reason=reason, by=request.caller, now=request.now)
    return Done(_("已停止接单"))


@CALLS.page("stations-console:repairs", staff(WATCH))
def calls(request: PersonalRequest) -> tuple[Question[Call], dict[str, Any]]:
    """Calls that workshops of my unions answered: who came, how soon, for how much, how it was rated."""
    return _calls.question(paths=paths_of(request.office_unions)), {"tab": "repairs"}


@planned
def _calls(paths: Iterable[Any]) -> QuerySet[Call]:
    mine = Provider.objects.below(paths)
    return Call.objects.filter(chosen__provider__in=mine).select_related("driver")
