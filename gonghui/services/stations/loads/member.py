"""A driver's pages of loads: find, see the number, report; and a shipper's own loads."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gonghui.faces import answers
from gonghui.faces.guards import signed_in
from gonghui.faces.requests import PersonalRequest
from gonghui.kernel.refusals import Refused

from . import actions, refusals, rules
from .forms import LoadForm, SearchForm
from .models import FraudReport, Load, Shipper, Touch


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Loads by route, day and lorry; the address keeps what was asked."""
    form = SearchForm(request.GET or None)
    asked = form.cleaned_data if form.is_valid() else {}
    origin, target = asked.get("origin"), asked.get("target")
    found = (
        Load.objects.standing(today=timezone.localdate(request.now))
        .on_route(origin.pk if origin else "", target.pk if target else "")
        .on_day(asked.get("day"))
        .for_lorry(asked.get("lorry") or "")
    )
    page = answers.paged(request, found.for_page().order_by("loads_on", "-posted_at", "-pk"))
    context = {"form": form, "page": page, "asked": any(asked.values()), "rows": [_row(load) for load in page]}
    context["shipper"] = request.person and Shipper.objects.of(request.person).first()
    return render(request, "stations/loads/home.html", context)


@require_safe
def load(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One load; the number only after a touch."""
    return _page(request, _found(pk))


@require_POST
@signed_in
def contact(request: PersonalRequest, pk: UUID) -> HttpResponse:
    """Show me the number; that I saw it is written down."""
    found = _found(pk)
    try:
        phone = actions.show_contact(found, request.person, by=request.caller, now=request.now)
    except Refused as refusal:
        return _page(request, found, refusal)
    return _page(request, found, phone=phone)


@require_POST
@signed_in
def report(request: PersonalRequest, pk: UUID) -> HttpResponse:
    """This is a fraud."""
    found, what = _found(pk), request.POST.get("what", "")
    try:
        actions.report_fraud(found, request.person, what=what, by=request.caller, now=request.now)
    except Refused as refusal:
        return _page(request, found, refusal)
    said = _("已收到举报，核实的工会会处理，结果发消息给你")
    return answers.done(request, said, reverse("stations:load", args=[pk]))


@require_http_methods(["GET", "POST"])
@signed_in
def mine(request: PersonalRequest) -> HttpResponse:
    """A shipper's own loads, and the form for a new one. Raises NotAShipper."""
    shipper = _shipper(request)
    form = LoadForm(request.POST or None, initial={"loads_on": timezone.localdate(request.now)})
    context = {"shipper": shipper, "form": form}
    if form.is_valid():
        try:
            actions.post_load(
                shipper, **form.cleaned_data, key=answers.form_key(request), by=request.caller, now=request.now
            )
        except Refused as refusal:
            return answers.refused(request, refusal, "stations/loads/mine.html", **context | _own(request, shipper))
        return answers.done(request, _("货源已发布，司机现在能找到"), reverse("stations:my-loads"))
    status = 422 if form.is_bound else 200
    return render(request, "stations/loads/mine.html", context | _own(request, shipper), status=status)


@require_POST
@signed_in
def withdraw(request: PersonalRequest, pk: UUID) -> HttpResponse:
    """My load is gone."""
    found = get_object_or_404(Load.objects.filter(shipper=_shipper(request)), pk=pk)
    reason = request.POST.get("reason", "")
    actions.withdraw_load(found, reason=reason, by=request.caller, now=request.now)
    return answers.done(request, _("已撤下"), reverse("stations:my-loads"))


def _shipper(request: PersonalRequest) -> Shipper:
    found = Shipper.objects.of(request.person).first()
    if found is None:
        raise refusals.NotAShipper()
    return found


def _own(request: PersonalRequest, shipper: Shipper) -> dict[str, Any]:
    loads = shipper.loads.for_page().order_by("-posted_at", "-pk")
    page = answers.paged(request, loads)
    return {"page": page, "rows": [_row(one) for one in page]}


def _found(pk: UUID) -> Load:
    return get_object_or_404(Load.objects.for_page(), pk=pk)


def _row(found: Load) -> dict[str, Any]:
    return {"load": found, "tonnes": rules.tonnes(found.weight_kg)}


def _page(request: HttpRequest, found: Load, refusal: Refused | None = None, phone: str = "") -> HttpResponse:
    gone = found.withdrawn_at or found.shipper.closed_at or found.loads_on < timezone.localdate(request.now)
    context = _row(found) | {"gone": bool(gone), "phone": phone}
    if request.person:
        context["touched"] = Touch.objects.filter(load=found, person=request.person).first()
        context["report"] = FraudReport.objects.filter(load=found, person=request.person).first()
    if refusal is not None:
        return answers.refused(request, refusal, "stations/loads/load.html", **context)
    return render(request, "stations/loads/load.html", context)
