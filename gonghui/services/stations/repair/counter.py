"""A workshop's desk: calls near it, its offer, and the jobs it was chosen for."""

from functools import partial
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from gonghui.faces import answers
from gonghui.faces.guards import signed_in
from gonghui.faces.requests import PersonalRequest
from gonghui.kernel.geo import Point, distance_m
from gonghui.kernel.refusals import Refused

from . import actions, refusals
from .forms import FinishForm, QuoteForm
from .models import Call, Provider
from .pages import progress


@require_safe
@signed_in
def jobs(request: PersonalRequest) -> HttpResponse:
    """Calls that wait near me, and those I was chosen for."""
    provider = _workshop(request)
    won = Call.objects.won_by(provider).select_related("chosen").order_by("-chosen_at", "-pk")
    context = {
        "provider": provider,
        "near": [(call, f"{metres / 1000:.1f}") for call, metres in Call.objects.near(provider, now=request.now)],
        "won": [(call, progress(call).state) for call in won[:20]],
    }
    return render(request, "stations/repair/jobs.html", context)


@require_safe
@signed_in
def job(request: PersonalRequest, pk: UUID) -> HttpResponse:
    """One call: where, what, my offer; the driver's number once I am chosen."""
    provider = _workshop(request, pk)
    return _page(request, provider, _reached(request, provider, pk))


@require_POST
@signed_in
def offer(request: PersonalRequest, pk: UUID) -> HttpResponse:
    """My time and price."""
    provider = _workshop(request)
    found, form = _reached(request, provider, pk), QuoteForm(request.POST)
    if not form.is_valid():
        return _page(request, provider, found, status=422, quote_form=form)
    verb = partial(actions.offer, found, provider, **form.cleaned_data, by=request.caller, now=request.now)
    return _act(request, provider, found, verb, _("报价已发给司机"))


@require_POST
@signed_in
def number(request: PersonalRequest, pk: UUID) -> HttpResponse:
    """The driver's number, to call them on the way."""
    provider = _workshop(request, pk)
    found = _won(provider, pk)
    try:
        told = actions.driver_number(found, provider, by=request.caller, now=request.now)
    except Refused as refusal:
        return _page(request, provider, found, refusal)
    return _page(request, provider, found, contact=told)


@require_POST
@signed_in
def arrive(request: PersonalRequest, pk: UUID) -> HttpResponse:
    """I am there."""
    provider = _workshop(request, pk)
    found = _won(provider, pk)
    return _act(
        request, provider, found, partial(actions.arrive, found, by=request.caller, now=request.now), _("已告诉司机")
    )


@require_POST
@signed_in
def finish(request: PersonalRequest, pk: UUID) -> HttpResponse:
    """It runs again, for so much."""
    provider = _workshop(request, pk)
    found, form = _won(provider, pk), FinishForm(request.POST)
    if not form.is_valid():
        return _page(request, provider, found, status=422, finish_form=form)
    charged = form.cleaned_data["charged"]
    verb = partial(actions.finish, found, charged=charged, by=request.caller, now=request.now)
    return _act(request, provider, found, verb, _("辛苦了，已请司机评价"))


def _workshop(request: PersonalRequest, pk: UUID | None = None) -> Provider:
    """The asker's own, chosen for the call `pk`, closed since or not; else the open one (NotAProvider)."""
    found = Provider.objects.chosen_for(pk, request.person).first() or Provider.objects.of(request.person).first()
    if found is None:
        raise refusals.NotAProvider()
    return found


def _reached(request: PersonalRequest, provider: Provider, pk: UUID) -> Call:
    """A call I may read: one near me that waits, one I made an offer on, or one I won. Raises OutOfReach."""
    found = Call.objects.select_related("chosen__provider", "driver").filter(pk=pk).first()
    if found is None:
        raise Http404
    mine = found.quotes.filter(provider=provider).exists()
    if not mine and found.pk not in {call.pk for call, _m in Call.objects.near(provider, now=request.now)}:
        raise refusals.OutOfReach()
    return found


def _won(provider: Provider, pk: UUID) -> Call:
    return get_object_or_404(Call.objects.won_by(provider).select_related("chosen__provider", "driver"), pk=pk)


def _act(request: PersonalRequest, provider: Provider, found: Call, verb: Any, said: str) -> HttpResponse:
    try:
        verb()
    except Refused as refusal:
        again = Call.objects.select_related("chosen__provider", "driver").get(pk=found.pk)
        return _page(request, provider, again, refusal)
    return answers.done(request, said, reverse("stations-counter:job", args=[found.pk]))


def _page(
    request: PersonalRequest, provider: Provider, found: Call, refusal: Refused | None = None, status: int = 200,
    **forms: Any,
) -> HttpResponse:  # fmt: skip
    here = Point(provider.lat, provider.lon)
    context = {
        "provider": provider,
        "call": found,
        "state": progress(found).state,
        "km": f"{distance_m(here, Point(found.lat, found.lon)) / 1000:.1f}",
        "quote": found.quotes.filter(provider=provider, withdrawn_at=None).first(),
        "mine": found.chosen_id is not None and found.chosen.provider_id == provider.pk,
        "contact": "",
        "quote_form": QuoteForm(),
        "finish_form": FinishForm(),
    } | forms
    if refusal is not None:
        return answers.refused(request, refusal, "stations/repair/job.html", **context)
    return render(request, "stations/repair/job.html", context, status=status)
