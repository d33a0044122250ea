"""The officer's part: which workshops are verified, and what drivers' calls came to."""

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
from .forms import ProviderForm
from .models import Call, Provider
from .pages import progress


@require_safe
@staff(WATCH)
def workshops(request: PersonalRequest) -> HttpResponse:
    """Verified workshops with their record; exportable."""
    found = Provider.objects.under(request.office_unions).with_record().select_related("union", "person")
    found = found.order_by("closed_at", "-verified_at", "pk")
    if request.GET.get("export"):
        return exports.workshops(found)
    context = {"page": answers.paged(request, found, per=50), "tab": "workshops"}
    return render(request, "stations/console/workshops.html", context)


@require_http_methods(["GET", "POST"])
@staff(MANAGE)
def verify(request: PersonalRequest) -> HttpResponse:
    """A workshop whose papers I saw may answer calls."""
    form = ProviderForm(request.POST or None, unions=request.office_unions)
    if not form.is_valid():
        status = 422 if form.is_bound else 200
        return render(request, "stations/console/verify_workshop.html", {"form": form}, status=status)
    typed, by, now = form.cleaned_data, request.caller, request.now
    try:
        actions.verify_provider(
            typed["union"],
            contact=typed["contact"],
            mobile=typed["mobile"],
            point=typed["point"],
            facts=form.facts(),
            by_person=request.person,
            by=by,
            now=now,
        )
    except Refused as refusal:
        return answers.refused(request, refusal, "stations/console/verify_workshop.html", form=form)
    return answers.done(request, _("已核实，附近的求助会发给他们"), reverse("stations-console:workshops"))


@require_POST
@staff(MANAGE)
def close(request: PersonalRequest, pk: UUID) -> HttpResponse:
    """The workshop answers no more calls."""
    found = get_object_or_404(Provider.objects.under(request.office_unions).select_related("person"), pk=pk)
    actions.close_provider(found, reason=fold(request.POST.get("reason", "")), by=request.caller, now=request.now)
    return answers.done(request, _("已停止接单"), reverse("stations-console:workshops"))


@require_safe
@staff(WATCH)
def calls(request: PersonalRequest) -> HttpResponse:
    """Calls that workshops of my unions answered, newest first: who came, how soon, for how much, how it was rated."""
    mine = Provider.objects.under(request.office_unions)
    found = Call.objects.filter(chosen__provider__in=mine).select_related("chosen__provider", "driver")
    found = found.order_by("-asked_at", "-pk")
    if request.GET.get("export"):
        return exports.repairs(found)
    page = answers.paged(request, found, per=50)
    rows = [(call, progress(call).state) for call in page]
    return render(request, "stations/console/repairs.html", {"page": page, "rows": rows, "tab": "repairs"})
