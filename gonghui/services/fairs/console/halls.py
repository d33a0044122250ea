"""What a fair consists of, one form each: venues with their money, dealers, their clerks, sessions."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms as django_forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from gonghui.faces import answers
from gonghui.faces.guards import staff
from gonghui.faces.requests import PersonalRequest
from gonghui.kernel.refusals import Refused

from .. import actions, forms, plans, rules
from ..models import Fair
from .planning import form_status
from .scope import clerks_of, dealers_at, here, on, one, one_venue, stalls_elsewhere


@require_http_methods(["GET", "POST"])
@staff(rules.MANAGE)
def venues(request: PersonalRequest, pk: UUID) -> HttpResponse:
    """Add a venue with its money."""
    found = one(request, pk)
    form = forms.VenueForm(request.POST or None)
    return _form(
        request,
        found,
        "venue",
        form,
        lambda: actions.add_venue(found, **form.cleaned_data, by=request.caller, now=request.now),
        _("会场已添加，资金已划入"),
    )


@require_http_methods(["GET", "POST"])
@staff(rules.MANAGE)
def dealers(request: PersonalRequest, pk: UUID, venue: UUID) -> HttpResponse:
    """Invite a dealer to a venue; those of the fair's other venues by one button."""
    found, place = one_venue(request, pk, venue)
    form = forms.DealerForm(request.POST or None)
    return _form(
        request,
        found,
        "dealer",
        form,
        lambda: actions.invite_dealer(place, **form.cleaned_data, by=request.caller, now=request.now),
        _("商家已加入"),
        venue=place,
        elsewhere=stalls_elsewhere(found, place),
    )


@require_http_methods(["GET", "POST"])
@staff(rules.MANAGE)
def clerks(request: PersonalRequest, pk: UUID, merchant: UUID) -> HttpResponse:
    """Let a person sell for a dealer at this fair, and see who does."""
    found = one(request, pk)
    dealer = get_object_or_404(dealers_at(found), pk=merchant)
    form = forms.ClerkForm(request.POST or None)
    return _form(
        request,
        found,
        "clerks",
        form,
        lambda: actions.add_clerk(found, dealer, **form.cleaned_data, by=request.caller, now=request.now),
        _("店员已添加，可用手机号登录收银台"),
        merchant=dealer,
        clerks=clerks_of(found, dealer),
    )


@require_POST
@staff(rules.MANAGE)
def remove_clerk(request: PersonalRequest, pk: UUID, merchant: UUID, clerk: UUID) -> HttpResponse:
    """The person sells no longer for the dealer at this fair."""
    found = one(request, pk)
    gone = get_object_or_404(clerks_of(found, merchant), pk=clerk)
    actions.remove_clerk(gone, by=request.caller, now=request.now)
    return answers.done(request, _("店员已移除"), reverse("fairs-console:clerks", args=[found.pk, merchant]))


@require_http_methods(["GET", "POST"])
@staff(rules.MANAGE)
def sessions(request: PersonalRequest, pk: UUID, venue: UUID) -> HttpResponse:
    """Generate sessions from a venue's opening hours; the slot planner's come filled in by the address."""
    found, place = one_venue(request, pk, venue)
    form = forms.SessionsForm(request.POST or None, initial=request.GET.dict())
    return _form(
        request,
        found,
        "add_sessions",
        form,
        lambda: actions.add_sessions(place, **form.plan(), by=request.caller, now=request.now),
        _("时段已生成"),
        venue=place,
        standing=plans.days_of(place),
    )


def _form(
    request: PersonalRequest,
    fair: Fair,
    page: str,
    form: django_forms.Form,
    act: Callable[[], Any],
    message: str,
    **more: Any,
) -> HttpResponse:
    """Show a form or do its act; a refusal shows beside the form as it was filled in."""
    template, context = f"fairs/console/{page}.html", on(request, fair, "plan", form=form, **more)
    if not form.is_valid():
        return render(request, template, context, status=form_status(form))
    try:
        act()
    except Refused as refusal:
        return answers.refused(request, refusal, template, **context)
    return answers.done(request, message, here(fair))
