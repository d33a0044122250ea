"""A driver's pages of loads: find, see the number, report; and a shipper's own loads."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from gonghui.faces import answers
from gonghui.faces.acting import Done, page
from gonghui.faces.front.views import for_visitors
from gonghui.faces.guards import signed_in
from gonghui.faces.requests import PersonalRequest

from . import actions
from .forms import LoadForm, SearchForm
from .models import FraudReport, Load, Shipper, Touch
from .pages import load_row, shipper_of


@for_visitors("origin", "target", "day", "lorry", "page")
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
    shown = answers.paged(request, found.for_page().order_by("loads_on", "-posted_at", "-pk"))
    context = {"form": form, "page": shown, "asked": any(asked.values()), "rows": [load_row(load) for load in shown]}
    context["shipper"] = request.person and Shipper.objects.of(request.person).first()
    return render(request, "stations/loads/home.html", context)


@for_visitors()
@page("stations:load", "stations/loads/load.html")
def load(request: HttpRequest, pk: UUID) -> dict[str, Any]:
    """One load; the number only after a touch."""
    found = _found(pk)
    gone = found.withdrawn_at or found.shipper.closed_at or found.loads_on < timezone.localdate(request.now)
    context = load_row(found) | {"gone": bool(gone)}
    if request.person:
        context["touched"] = Touch.objects.filter(load=found, person=request.person).first()
        context["report"] = FraudReport.objects.filter(load=found, person=request.person).first()
    return context


@load.act(guard=signed_in)
def contact(request: PersonalRequest, pk: UUID) -> dict[str, Any]:
    """Show me the number; that I saw it is written down."""
    return {"phone": actions.show_contact(_found(pk), request.person, by=request.caller, now=request.now)}


@load.act(guard=signed_in)
def report(request: PersonalRequest, pk: UUID) -> Done:
    """This is a fraud."""
    what = request.POST.get("what", "")
    actions.report_fraud(_found(pk), request.person, what=what, by=request.caller, now=request.now)
    return Done(_("已收到举报，核实的工会会处理，结果发消息给你"))


@page("stations:my-loads", "stations/loads/mine.html", signed_in)
def mine(request: PersonalRequest) -> dict[str, Any]:
    """A shipper's own loads. Raises NotAShipper."""
    shipper = shipper_of(request.person)
    shown = answers.paged(request, shipper.loads.for_page().order_by("-posted_at", "-pk"))
    return {"shipper": shipper, "page": shown, "rows": [load_row(one) for one in shown]}


@mine.post(LoadForm, given=lambda request: {"initial": {"loads_on": timezone.localdate(request.now)}})
def post(request: PersonalRequest, *, form: LoadForm, key: str) -> Done:
    """A load more."""
    actions.post_load(shipper_of(request.person), **form.cleaned_data, key=key, by=request.caller, now=request.now)
    return Done(_("货源已发布，司机现在能找到"))


@mine.act()
def withdraw(request: PersonalRequest, pk: UUID, *, reason: str) -> Done:
    """My load is gone."""
    found = get_object_or_404(Load.objects.filter(shipper=shipper_of(request.person)), pk=pk)
    actions.withdraw_load(found, reason=reason, by=request.caller, now=request.now)
    return Done(_("已撤下"))


def _found(pk: UUID) -> Load:
    return get_object_or_404(Load.objects.for_page(), pk=pk)
