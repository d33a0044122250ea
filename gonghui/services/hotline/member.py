"""What workers see: ask in one screen, what they asked, a case by its code. One case is faces.cases' page."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from gonghui.faces.acting import Done, page
from gonghui.faces.cases.forms import AskForm, CodeForm
from gonghui.faces.cases.words import outcome_of
from gonghui.faces.front.views import for_visitors
from gonghui.faces.guards import signed_in
from gonghui.faces.requests import PersonalRequest, Request
from gonghui.primitives.casework.dispatch import place_said

from . import actions
from .pages.cases import CASES
from .rules import HOTLINE

LISTED = 20


@for_visitors()
@page("hotline:home", "hotline/home.html")
def home(request: Request, form: AskForm | None = None) -> dict[str, Any]:
    """Ask; and what I asked before. For a visitor how it goes."""
    if request.person is None:
        return {}
    first = AskForm(kind=HOTLINE, initial={"place": place_said(request.person)})
    return {"form": form or first, "cases": CASES.own_cases(request, request.person, LISTED)}


@home.post(AskForm, guard=signed_in, given=lambda request: {"kind": HOTLINE})
def ask(request: PersonalRequest, *, form: AskForm, key: str) -> Done:
    """Sent, its clock runs."""
    chosen = form.cleaned_data["files"]
    made = actions.ask(request.person, form.said, chosen=chosen, key=key, by=request.caller, now=request.now)
    return Done(_("已收到，每一步你都看得到"), to=reverse("hotline:one", args=[made.pk]))


@page("hotline:code", "hotline/code.html")
def code(request: Request) -> dict[str, Any]:
    """By the code, without signing in."""
    return {}


@code.post(CodeForm)
def follow(request: Request, *, form: CodeForm) -> dict[str, Any]:
    """Where it stands; no word of what was said."""
    found = actions.by_code(form.cleaned_data["code"], by=request.caller, now=request.now)
    return {"case": found, "stage": found.at_stage, "outcome": outcome_of(HOTLINE, found.outcome)}
