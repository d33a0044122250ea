"""A driver's pages of an emergency: ask, see who comes and for how much, choose, rate."""

from functools import partial
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gonghui.faces import answers
from gonghui.faces.guards import signed_in
from gonghui.faces.requests import PersonalRequest
from gonghui.kernel.refusals import Refused

from . import actions, rules
from .forms import AskForm
from .models import Call, Provider, Quote
from .pages import call_page


@require_http_methods(["GET", "POST"])
def home(request: HttpRequest) -> HttpResponse:
    """My calls, and the form that calls for help; whoever is not signed in is asked to."""
    if request.method == "POST":
        response: HttpResponse = _ask(request)
        return response
    return _home(request, AskForm())


@signed_in
def _ask(request: PersonalRequest) -> HttpResponse:
    form = AskForm(request.POST)
    if not form.is_valid():
        return _home(request, form, status=422)
    typed = form.cleaned_data
    try:
        call = actions.ask(
            request.person,
            plate=typed["plate"],
            point=rules.position(typed["lat"], typed["lon"], typed["datum"]),
            near=typed["near"],
            trouble=typed["trouble"],
            key=answers.form_key(request),
            by=request.caller,
            now=request.now,
        )
    except Refused as refusal:
        return answers.refused(request, refusal, "stations/repair/home.html", **_home_context(request, form))
    return answers.done(request, _("救援单已发出，附近的师傅会收到"), reverse("stations:repair-call", args=[call.pk]))


@require_safe
@signed_in
def call(request: PersonalRequest, pk: UUID) -> HttpResponse:
    """My call: who offers what, who comes, how it stands."""
    return _page(request, _mine(request, pk))


@require_POST
@signed_in
def choose(request: PersonalRequest, pk: UUID, quote: UUID) -> HttpResponse:
    """This one shall come."""
    found = _mine(request, pk)
    chosen = get_object_or_404(Quote.objects.select_related("provider__person", "call__driver"), pk=quote, call=found)
    return _act(
        request, found, partial(actions.choose, chosen, by=request.caller, now=request.now), _("已选定，师傅出发了")
    )


@require_POST
@signed_in
def cancel(request: PersonalRequest, pk: UUID) -> HttpResponse:
    """I need it no more."""
    found, reason = _mine(request, pk), request.POST.get("reason", "")
    return _act(
        request, found, partial(actions.cancel, found, reason=reason, by=request.caller, now=request.now), _("已取消")
    )


@require_POST
@signed_in
def rate(request: PersonalRequest, pk: UUID) -> HttpResponse:
    """My word on the work."""
    found, words = _mine(request, pk), request.POST.get("rating", "")
    stars = request.POST.get("stars", "")
    number = int(stars) if stars in {"1", "2", "3", "4", "5"} else 0
    verb = partial(actions.rate, found, stars=number, rating=words, by=request.caller, now=request.now)
    return _act(request, found, verb, _("谢谢你的评价"))


def _act(request: PersonalRequest, found: Call, verb: Any, said: str) -> HttpResponse:
    try:
        verb()
    except Refused as refusal:
        return _page(request, _mine(request, found.pk), refusal)
    return answers.done(request, said, reverse("stations:repair-call", args=[found.pk]))


def _mine(request: PersonalRequest, pk: UUID) -> Call:
    return get_object_or_404(Call.objects.of(request.person).select_related("chosen__provider", "driver"), pk=pk)


def _page(request: PersonalRequest, found: Call, refusal: Refused | None = None) -> HttpResponse:
    context = {"page": call_page(found, now=request.now), "stars": list(rules.STARS)[::-1]}
    if refusal is not None:
        return answers.refused(request, refusal, "stations/repair/call.html", **context)
    return render(request, "stations/repair/call.html", context)


def _home(request: HttpRequest, form: AskForm, status: int = 200) -> HttpResponse:
    return render(request, "stations/repair/home.html", _home_context(request, form), status=status)


def _home_context(request: HttpRequest, form: AskForm) -> dict[str, Any]:
    person = request.person
    calls = Call.objects.of(person).select_related("chosen__provider").order_by("-asked_at", "-pk") if person else []
    return {
        "form": form,
        "calls": [call_page(one, now=request.now) for one in calls[:10]],
        "workshop": person and Provider.objects.of(person).first(),
    }
