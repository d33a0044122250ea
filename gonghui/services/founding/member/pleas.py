"""The way to a union, explained to everybody; and a worker's own plea."""

from typing import Any
from uuid import UUID

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from gonghui.faces.acting import Done, page
from gonghui.faces.front.views import for_visitors
from gonghui.faces.guards import signed_in
from gonghui.faces.requests import PersonalRequest, Request

from .. import actions, words
from ..forms import PleaForm
from ..models import Plea
from ..pages import pleas as shown


@for_visitors()
@page("founding:home", "founding/home.html")
def home(request: Request) -> dict[str, Any]:
    """How a union comes to be, step by step; for who asked, how it stands."""
    mine = Plea.objects.of(request.person).order_by("-pk")[:10] if request.person else []
    return {"pleas": [(each, *words.PLEA_STATES[each.state]) for each in mine]}


@page("founding:ask", "founding/ask.html", signed_in)
def ask(request: PersonalRequest) -> dict[str, Any]:
    """The form; nobody at the employer sees it."""
    return {}


@ask.post(PleaForm)
def send(request: PersonalRequest, *, form: PleaForm, key: str) -> Done:
    """Send it to the union above the place."""
    place = form.cleaned_data["place"]
    made = actions.ask(request.person, place, form.said, key=key, by=request.caller, now=request.now)
    said = _("已送到%(union)s，只有那里的工会干部能看到") % {"union": made.area.name}
    return Done(said, to=reverse("founding:plea", args=[made.pk]))


@page("founding:plea", "founding/plea.html", signed_in)
def plea(request: PersonalRequest, pk: UUID) -> dict[str, Any]:
    """One of my own: what I wrote, who looked at it and when, the answer."""
    found = get_mine(request, pk)
    word, tone = words.PLEA_STATES[found.state]
    return {
        "plea": found,
        "said": shown.words_of(found),
        "answer": shown.answer_of(found),
        "state_word": word,
        "state_tone": tone,
        "looks": shown.looks_at(found),
    }


@plea.act()
def withdraw(request: PersonalRequest, pk: UUID) -> Done:
    """Take it back; what it said is gone."""
    actions.withdraw(get_mine(request, pk), by=request.caller, now=request.now)
    return Done(_("已撤回，内容已经删除"))


def get_mine(request: Request, pk: UUID) -> Plea:
    return get_object_or_404(Plea.objects.of(request.person).select_related("area"), pk=pk)
