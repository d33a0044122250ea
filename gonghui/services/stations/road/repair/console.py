"""The officer's part: which workshops are verified, and what drivers' calls came to."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from gonghui.faces import answers
from gonghui.faces.acting import Done, page
from gonghui.faces.guards import staff
from gonghui.faces.requests import PersonalRequest

from ...pages import exports
from ...rules import MANAGE, WATCH
from . import actions
from .forms import ProviderForm
from .models import Call, Provider
from .pages import progress


@page("stations-console:workshops", "stations/console/workshops.html", staff(WATCH))
def workshops(request: PersonalRequest) -> dict[str, Any] | HttpResponse:
    """Verified workshops with their record; exportable."""
    found = Provider.objects.under(request.office_unions).with_record().select_related("union", "person")
    found = found.order_by("closed_at", "-verified_at", "pk")
    if request.GET.get("export"):
        return exports.workshops(found)
    return {"page": answers.paged(request, found, per=50), "tab": "workshops"}


@page("stations-console:verify-workshop", "stations/console/verify_workshop.html", staff(MANAGE))
def papers(request: PersonalRequest) -> dict[str, Any]:
    """A workshop more."""
    return {}


@papers.post(ProviderForm, given=lambda request: {"unions": request.office_unions})
def verify(request: PersonalRequest, *, form: ProviderForm) -> Done:
    """A workshop whose papers I saw may answer calls."""
    typed, by, now = form.cleaned_data, request.caller, request.now
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
    return Done(_("已核实，附近的求助会发给他们"), to=reverse("stations-console:workshops"))


@workshops.act(guard=staff(MANAGE))
def close(request: PersonalRequest, pk: UUID, *, reason: str) -> Done:
    """The workshop answers no more calls."""
    found = get_object_or_404(Provider.objects.under(request.office_unions).select_related("person"), pk=pk)
    actions.close_provider(found, reason=reason, by=request.caller, now=request.now)
    return Done(_("已停止接单"))


@require_safe
@staff(WATCH)
def calls(request: PersonalRequest) -> HttpResponse:
    """Calls that workshops of my unions answered, newest first: who came, how soon, for how much, how it was rated."""
    mine = Provider.objects.under(request.office_unions)
    found = Call.objects.filter(chosen__provider__in=mine).select_related("chosen__provider", "driver")
    found = found.order_by("-asked_at", "-pk")
    if request.GET.get("export"):
        return exports.repairs(found)
    listed = answers.paged(request, found, per=50)
    rows = [(call, progress(call).state) for call in listed]
    return render(request, "stations/console/repairs.html", {"page": listed, "rows": rows, "tab": "repairs"})
