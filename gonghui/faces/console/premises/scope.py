"""Which premises an officer may open, and how a page of one of them answers."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from gonghui.faces import answers, premises
from gonghui.faces.requests import PersonalRequest
from gonghui.kernel.refusals import Refused
from gonghui.primitives.places.models import Premises
from gonghui.primitives.places.querysets import PremisesQuerySet


def my_premises(request: PersonalRequest) -> PremisesQuerySet:
    """Premises under the unions at which the asker may act (guards.staff has found them)."""
    return Premises.objects.under(request.office_unions).select_related("union", "division", "last_sign")


def get_premises(request: PersonalRequest, pk: UUID) -> Premises:
    return get_object_or_404(my_premises(request), pk=pk)


def context_for(request: PersonalRequest, found: Premises, tab: str, **more: Any) -> dict[str, Any]:
    """The context of a page of one place: the place with its state, and which of its tabs this is."""
    return {"place": premises.shown_one(found, request.now), "tab": tab} | more


def form_page(
    request: PersonalRequest,
    found: Premises,
    tab: str,
    form: forms.Form,
    act: Callable[[], Any],
    message: str,
    **more: Any,
) -> HttpResponse:
    """Show a form of one place or do its act; a refusal shows beside the form as it was filled in."""
    template, context = f"console/premises/{tab}.html", context_for(request, found, tab, form=form, **more)
    if not form.is_valid():
        return render(request, template, context, status=422 if form.is_bound else 200)
    try:
        act()
    except Refused as refusal:
        return answers.refused(request, refusal, template, **context)
    return answers.done(request, message, url_of(found, tab))


def url_of(found: Premises, tab: str) -> str:
    return reverse(f"faces:premises-{tab}", args=[found.pk])
