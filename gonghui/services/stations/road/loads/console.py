"""The officer's part: verified shippers, and reports of fraud to decide."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from gonghui.faces import answers
from gonghui.faces.acting import Done, page
from gonghui.faces.guards import staff
from gonghui.faces.requests import PersonalRequest

from ...pages import exports
from ...rules import MANAGE, WATCH
from . import actions
from .forms import ShipperForm
from .models import FraudReport, Shipper


@page("stations-console:shippers", "stations/console/shippers.html", staff(WATCH))
def shippers(request: PersonalRequest) -> dict[str, Any] | HttpResponse:
    """Verified shippers, their loads, how often their number was touched; exportable."""
    found = Shipper.objects.under(request.office_unions).with_counts().select_related("union", "person")
    found = found.order_by("closed_at", "-verified_at", "pk")
    if request.GET.get("export"):
        return exports.shippers(found)
    return {"page": answers.paged(request, found, per=50), "tab": "shippers"}


@page("stations-console:verify-shipper", "stations/console/verify_shipper.html", staff(MANAGE))
def papers(request: PersonalRequest) -> dict[str, Any]:
    """A shipper more."""
    return {}


@papers.post(ShipperForm, given=lambda request: {"unions": request.office_unions})
def verify(request: PersonalRequest, *, form: ShipperForm) -> Done:
    """A firm whose papers I saw may post loads."""
    typed, by, now = form.cleaned_data, request.caller, request.now
    actions.verify_shipper(
        typed["union"],
        contact=typed["contact"],
        mobile=typed["mobile"],
        name=typed["name"],
        credit_code=typed["credit_code"],
        phone=typed["phone"],
        by_person=request.person,
        by=by,
        now=now,
        despite_closure=typed["despite_closure"],
    )
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
    return {"page": shown, "tab": "reports", "upheld": [("upheld", "1")], "dismissed": [("upheld", "0")]}


@reports.act(guard=staff(MANAGE))
def decide(request: PersonalRequest, pk: UUID, *, reason: str) -> Done:
    """Upheld, or not."""
    mine = FraudReport.objects.under(request.office_unions).select_related("load__shipper__person", "person")
    found, upheld = get_object_or_404(mine, pk=pk), request.POST.get("upheld") == "1"
    me, by = request.person, request.caller
    actions.decide_report(found, upheld=upheld, note=reason, by_person=me, by=by, now=request.now)
    return Done(_("已处理，举报人会收到结果"))
