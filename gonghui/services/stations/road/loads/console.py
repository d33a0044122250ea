"""The officer's part: verified shippers, and reports of fraud to decide."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _w

from gonghui.faces import answers
from gonghui.faces.acting import Done, page
from gonghui.faces.forms import unions_to_choose
from gonghui.faces.guards import staff
from gonghui.faces.listing import MASKED, MONO, NUMBER, Column, Empty, Link, Listing, RowAct, Search, states
from gonghui.faces.requests import PersonalRequest
from gonghui.kernel.words import Word, gettext_noop
from gonghui.primitives.people.permissions import may_somewhere
from gonghui.primitives.people.querysets import paths_of
from gonghui.primitives.planned import Question, planned

from ...console.lists import INSIDE, works
from ...refusals import UnknownChoice
from ...rules import MANAGE, WATCH
from . import actions
from .forms import ShipperForm
from .models import FraudReport, Shipper

DECISIONS = {"1": gettext_noop("查实"), "0": gettext_noop("没有查实")}
VERIFY = Link(_w("核实一家"), "stations-console:verify-shipper", "plus", "primary", may=MANAGE)


SHIPPERS = Listing(
    title=_w("货主"),
    columns=(
        Column(_w("单位"), "name", sort=True),
        Column(_w("统一社会信用代码"), "credit_code", MONO),
        Column(_w("核实的工会"), "union.name", sort=True),
        Column(_w("联系人"), "person", MASKED),
        Column(_w("货源"), "posted", NUMBER, sort=True),
        Column(_w("看过电话"), "touched", NUMBER, sort=True),
        Column(_w("待处理举报"), "waiting", NUMBER, sort=True),
        Column(
            _w("状态"),
            works,
            states({"open": (_w("正常"), "good"), "closed": (_w("已停用"), "bad")}),
            under=(Column(_w("停用原因"), "close_reason"),),
        ),
    ),
    order=("closed_at", "-verified_at", "pk"),
    filters=(Search(("name", "credit_code", "union.name"), _w("单位、信用代码或工会")),),
    links=(VERIFY,),
    acts=(
        RowAct(
            _w("停用"),
            "stations-console:close-shipper",
            _w("停用这家货主？"),
            _w("在架货源全部撤下，看过电话的司机会收到提醒。"),
            _w("原因（司机会看到）"),
            tone="danger",
            may=MANAGE,
            open=lambda one, request: not one.closed_at,
        ),
    ),
    empty=Empty(_w("还没有核实的货主"), _w("只有工会看过执照的货主能发货源。"), "truck", VERIFY),
    file=_w("货主"),
    base=INSIDE,
)


@SHIPPERS.page("stations-console:shippers", staff(WATCH))
def shippers(request: PersonalRequest) -> tuple[Question[Shipper], dict[str, Any]]:
    """Verified shippers, their loads, how often their number was touched."""
    return _shippers.question(paths=paths_of(request.office_unions)), {"tab": "shippers"}


@planned
def _shippers(paths: Iterable[Any]) -> QuerySet[Shipper]:
    return Shipper.objects.below(paths).with_counts()


@page("stations-console:verify-shipper", "stations/console/verify_shipper.html", staff(MANAGE))
def papers(request: PersonalRequest) -> dict[str, Any]:
    """A shipper more."""
    return {}


@papers.post(ShipperForm, given=lambda request: {"unions": unions_to_choose(request)})
def verify(request: PersonalRequest, *, form: ShipperForm) -> Done:
    """A firm whose papers I saw may post loads."""
    actions.verify_shipper(**form.cleaned_data, by_person=request.person, by=request.caller, now=request.now)
    return Done(_("已核实，可以发货源"), to=reverse("stations-console:shippers"))


@shippers.act(guard=staff(MANAGE))
def close(request: PersonalRequest, pk: UUID, *, reason: str) -> Done:
    """The firm posts no more."""
    found = get_object_or_404(Shipper.objects.under(request.office_unions).select_related("person"), pk=pk)
    actions.close_shipper(found, reason=reason, by=request.caller, now=request.now)
    return Done(_("已停用，货源全部撤下"))


@page("stations-console:reports", "stations/console/reports.html", staff(WATCH))
def reports(request: PersonalRequest) -> dict[str, Any]:
    """Reports of fraud, those that wait first."""
    found = FraudReport.objects.under(request.office_unions).for_page()
    shown = answers.paged(request, found.order_by("-decided_at", "reported_at", "pk"), per=50)
    choices = {"upheld": [("upheld", "1")], "dismissed": [("upheld", "0")]}
    return {"page": shown, "tab": "reports", "may_manage": may_somewhere(request.offices, MANAGE), **choices}


@reports.act(guard=staff(MANAGE))
def decide(request: PersonalRequest, pk: UUID, *, reason: str) -> Done:
    """Upheld, or not."""
    mine = FraudReport.objects.under(request.office_unions).select_related("load__shipper__person", "person")
    found, said = get_object_or_404(mine, pk=pk), request.POST.get("upheld", "")
    if said not in DECISIONS:
        raise UnknownChoice(text=said[:20], choices=tuple(Word(word) for word in DECISIONS.values()))
    me, by = request.person, request.caller
    actions.decide_report(found, upheld=said == "1", note=reason, by_person=me, by=by, now=request.now)
    return Done(_("已处理，举报人会收到结果"))
