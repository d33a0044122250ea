"""The officer's part: verified shippers, and reports of fraud to decide."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gonghui.faces import answers
from gonghui.faces.guards import staff
from gonghui.faces.requests import PersonalRequest
from gonghui.kernel.refusals import Refused
from gonghui.kernel.text import fold

from .. import exports
from ..rules import MANAGE, WATCH
from . import actions
from .forms import ShipperForm
from .models import FraudReport, Shipper


@require_safe
@staff(WATCH)
def shippers(request: PersonalRequest) -> HttpResponse:
    """Verified shippers, their loads, how often their number was touched; exportable."""
    found = Shipper.objects.under(request.office_unions).with_counts().select_related("union", "person")
    found = found.order_by("closed_at", "-verified_at", "pk")
    if request.GET.get("export"):
        return exports.shippers(found)
    context = {"page": answers.paged(request, found, per=50), "tab": "shippers"}
    return render(request, "stations/console/shippers.html", context)


@require_http_methods(["GET", "POST"])
@staff(MANAGE)
def verify(request: PersonalRequest) -> HttpResponse:
    """A firm whose papers I saw may post loads."""
    form = ShipperForm(request.POST or None, unions=request.office_unions)
    if not form.is_valid():
        status = 422 if form.is_bound else 200
        return render(request, "stations/console/verify_shipper.html", {"form": form}, status=status)
    typed, by, now = form.cleaned_data, request.caller, request.now
    try:
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
    except Refused as refusal:
        return answers.refused(request, refusal, "stations/console/verify_shipper.html", form=form)
    return answers.done(request, _("已核实，可以发货源"), reverse("stations-console:shippers"))


@require_POST
@staff(MANAGE)
def close(request: PersonalRequest, pk: UUID) -> HttpResponse:
    """The firm posts no more."""
    found = get_object_or_404(Shipper.objects.under(request.office_unions).select_related("person"), pk=pk)
    actions.close_shipper(found, reason=fold(request.POST.get("reason", "")), by=request.caller, now=request.now)
    return answers.done(request, _("已停用，货源全部撤下"), reverse("stations-console:shippers"))


@require_safe
@staff(WATCH)
def reports(request: PersonalRequest) -> HttpResponse:
    """Reports of fraud, those that wait first."""
    return render(request, "stations/console/reports.html", _reports(request))


@require_POST
@staff(MANAGE)
def decide(request: PersonalRequest, pk: UUID) -> HttpResponse:
    """Upheld, or not."""
    mine = FraudReport.objects.under(request.office_unions)
    found = get_object_or_404(mine.select_related("load__shipper__person", "person"), pk=pk)
    upheld, note = request.POST.get("upheld") == "1", request.POST.get("reason", "")
    try:
        actions.decide_report(
            found, upheld=upheld, note=note, by_person=request.person, by=request.caller, now=request.now
        )
    except Refused as refusal:
        return answers.refused(request, refusal, "stations/console/reports.html", **_reports(request))
    return answers.done(request, _("已处理，举报人会收到结果"), reverse("stations-console:reports"))


def _reports(request: PersonalRequest) -> dict[str, object]:
    found = FraudReport.objects.under(request.office_unions).for_page()
    page = answers.paged(request, found.order_by("-decided_at", "reported_at", "pk"), per=50)
    return {"page": page, "tab": "reports", "upheld": [("upheld", "1")], "dismissed": [("upheld", "0")]}
