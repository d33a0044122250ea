"""A driver's pages of an emergency: ask, see who comes and for how much, choose, rate."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from gonghui.faces.acting import Done, page
from gonghui.faces.front.views import for_visitors
from gonghui.faces.guards import signed_in
from gonghui.faces.requests import PersonalRequest

from . import actions, rules
from .forms import AskForm
from .models import Call, Provider, Quote
from .pages import call_of, call_page, progress


@for_visitors()
@page("stations:repair", "stations/repair/home.html")
def home(request: HttpRequest) -> dict[str, Any]:
    """My calls, and the form that calls for help; whoever is not signed in is asked to."""
    person = request.person
    calls = list(Call.objects.of(person).order_by("-asked_at", "-pk")[:10]) if person else []
    return {
        "calls": [{"call": one, "state": progress(one).state} for one in calls],
        "stands": any(one.done_at is None and one.cancelled_at is None for one in calls),
        "workshop": person and Provider.objects.of(person).first(),
    }


@home.post(AskForm, guard=signed_in)
def ask(request: PersonalRequest, *, form: AskForm, key: str) -> Done:
    """Call for help."""
    typed = form.cleaned_data
    call = actions.ask(
        request.person,
        plate=typed["plate"],
        point=rules.position(typed["lat"], typed["lon"], typed["datum"]),
        near=typed["near"],
        trouble=typed["trouble"],
        key=key,
        by=request.caller,
        now=request.now,
    )
    return Done(_("救援单已发出，附近的师傅会收到"), to=reverse("stations:repair-call", args=[call.pk]))


@page("stations:repair-call", "stations/repair/call.html", signed_in)
def call(request: PersonalRequest, pk: UUID) -> dict[str, Any]:
    """My call: who offers what, who comes, how it stands."""
    return {"page": call_page(call_of(request.person, pk), now=request.now), "stars": list(rules.STARS)[::-1]}


@call.act()
def choose(request: PersonalRequest, pk: UUID, quote: UUID) -> Done:
    """This one shall come."""
    quotes = Quote.objects.select_related("provider__person", "call__driver").filter(call=call_of(request.person, pk))
    actions.choose(get_object_or_404(quotes, pk=quote), by=request.caller, now=request.now)
    return Done(_("已选定，师傅出发了"))


@call.act()
def cancel(request: PersonalRequest, pk: UUID, *, reason: str) -> Done:
    """I need it no more."""
    actions.cancel(call_of(request.person, pk), reason=reason, by=request.caller, now=request.now)
    return Done(_("已取消"))


@call.act()
def rate(request: PersonalRequest, pk: UUID) -> Done:
    """My word on the work."""
    words, stars = request.POST.get("rating", ""), request.POST.get("stars", "")
    number = int(stars) if stars in {"1", "2", "3", "4", "5"} else 0
    actions.rate(call_of(request.person, pk), stars=number, rating=words, by=request.caller, now=request.now)
    return Done(_("谢谢你的评价"))
