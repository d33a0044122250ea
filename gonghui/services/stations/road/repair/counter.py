"""A workshop's desk: calls near it, its offer, and the jobs it was chosen for."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from gonghui.faces.acting import Done, page
from gonghui.faces.distances import far
from gonghui.faces.guards import signed_in
from gonghui.faces.requests import PersonalRequest
from gonghui.kernel.geo import distance_m

from . import actions, refusals
from .forms import FinishForm, QuoteForm
from .models import Call, Provider
from .pages import progress, won_by, workshop_of


@require_safe
@signed_in
def jobs(request: PersonalRequest) -> HttpResponse:
    """Calls that wait near me, and those I was chosen for."""
    provider = workshop_of(request.person)
    won = Call.objects.won_by(provider).select_related("chosen").order_by("-chosen_at", "-pk")
    context = {
        "provider": provider,
        "near": [(call, far(metres)) for call, metres in Call.objects.near(provider, now=request.now)],
        "won": [(call, progress(call).state) for call in won[:20]],
    }
    return render(request, "stations/repair/jobs.html", context)


@page("stations-counter:job", "stations/repair/job.html", signed_in)
def job(request: PersonalRequest, pk: UUID) -> dict[str, Any]:
    """One call: where, what, my offer; the driver's number once I am chosen."""
    provider = workshop_of(request.person, pk)
    found = _reached(request, provider, pk)
    return {
        "provider": provider,
        "call": found,
        "state": progress(found).state,
        "distance": far(distance_m(provider.point, found.point)),
        "quote": found.quotes.filter(provider=provider, withdrawn_at=None).first(),
        "mine": found.chosen_id is not None and found.chosen.provider_id == provider.pk,
    }


@job.act(QuoteForm, form_name="quote_form")
def offer(request: PersonalRequest, pk: UUID, *, form: QuoteForm) -> Done:
    """My time and price."""
    provider = workshop_of(request.person)
    found = _reached(request, provider, pk)
    actions.offer(found, provider, **form.cleaned_data, by=request.caller, now=request.now)
    return Done(_("报价已发给司机"))


@job.act()
def number(request: PersonalRequest, pk: UUID) -> dict[str, Any]:
    """The driver's number, to call them on the way."""
    provider = workshop_of(request.person, pk)
    return {"contact": actions.driver_number(won_by(request.person, pk), provider, by=request.caller, now=request.now)}


@job.act()
def arrive(request: PersonalRequest, pk: UUID) -> Done:
    """I am there."""
    actions.arrive(won_by(request.person, pk), by=request.caller, now=request.now)
    return Done(_("已告诉司机"))


@job.act(FinishForm, form_name="finish_form")
def finish(request: PersonalRequest, pk: UUID, *, form: FinishForm) -> Done:
    """It runs again, for so much."""
    found = won_by(request.person, pk)
    actions.finish(found, charged=form.cleaned_data["charged"], by=request.caller, now=request.now)
    return Done(_("辛苦了，已请司机评价"))


def _reached(request: PersonalRequest, provider: Provider, pk: UUID) -> Call:
    """A call I may read: one near me that waits, one I made an offer on, or one I won. Raises OutOfReach."""
    found = Call.objects.select_related("chosen__provider", "driver").filter(pk=pk).first()
    if found is None:
        raise Http404
    mine = found.quotes.filter(provider=provider).exists()
    if not mine and found.pk not in {call.pk for call, _m in Call.objects.near(provider, now=request.now)}:
        raise refusals.OutOfReach()
    return found
