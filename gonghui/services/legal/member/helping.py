"""What workers see: an answer at once, what to keep and how long there is, a letter to print, a person who answers."""

from typing import Any
from uuid import UUID

from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from gonghui.faces.acting import Done, page
from gonghui.faces.cases.forms import AskForm
from gonghui.faces.front.views import for_visitors
from gonghui.faces.guards import signed_in
from gonghui.faces.moments import today
from gonghui.faces.requests import PersonalRequest, Request
from gonghui.primitives.casework.dispatch import place_said

from .. import actions
from ..forms import FindForm, InjuryForm, WagesForm
from ..models import LegalAnswer
from ..pages import library
from ..pages.cases import CASES
from ..rules import wizards
from ..rules.question import LEGAL

LISTED = 20


@for_visitors()
@page("legal:home", "legal/home.html")
def home(request: Request) -> dict[str, Any]:
    """Say what happened; all answers; what I asked before."""
    person = request.person
    return {"shelves": library.shelves(person), "cases": CASES.own_cases(request, person, LISTED) if person else None}


@home.post(FindForm)
def find(request: Request, *, form: FindForm) -> dict[str, Any]:
    """The answers that fit. What was said stands in no address and is kept nowhere."""
    return {"looked": True, "found": LegalAnswer.objects.shown_to(request.person).best(form.cleaned_data["said"])}


@for_visitors()
@page("legal:answer", "legal/answer.html")
def answer(request: Request, pk: UUID) -> dict[str, Any]:
    """One, with its articles."""
    rows = LegalAnswer.objects.shown_to(request.person).select_related("union")
    return {"answer": get_object_or_404(rows, pk=pk)}


def topic_and_place(request: PersonalRequest) -> dict[str, Any]:
    topic = request.GET.get("topic", "")
    first = topic if topic in dict(LEGAL.topics) else ""
    return {"kind": LEGAL, "initial": {"topic": first, "place": place_said(request.person)}}


@page("legal:ask", "legal/ask.html", signed_in)
def ask(request: PersonalRequest) -> dict[str, Any]:
    """A person of the union answers."""
    return {}


@ask.post(AskForm, given=topic_and_place)
def send(request: PersonalRequest, *, form: AskForm, key: str) -> Done:
    """Sent, its clock runs."""
    chosen = form.cleaned_data["files"]
    made = actions.ask(request.person, form.said, chosen=chosen, key=key, by=request.caller, now=request.now)
    return Done(_("已收到，每一步你都看得到"), to=reverse("legal:one", args=[made.pk]))


def dated(request: Request) -> dict[str, Any]:
    return {"today": today(request.now)}


@for_visitors()
@page("legal:wages", "legal/wages.html")
def wages(request: Request) -> dict[str, Any]:
    """Asks what there is to know."""
    return {}


@wages.post(WagesForm, given=dated)
def wages_told(request: Request, *, form: WagesForm) -> dict[str, Any]:
    """What to keep, how long there is, what to do. Nothing of it is kept."""
    return {"told": wizards.wages(form.said, today=today(request.now))}


@wages.act(WagesForm, given=dated)
def wages_letter(request: Request, *, form: WagesForm) -> Any:
    """An application for arbitration, to print and sign."""
    return render(request, "legal/wages_letter.html", {"typed": form.cleaned_data, "today": today(request.now)})


@for_visitors()
@page("legal:injury", "legal/injury.html")
def injury(request: Request) -> dict[str, Any]:
    """Asks what there is to know."""
    return {}


@injury.post(InjuryForm, given=dated)
def injury_told(request: Request, *, form: InjuryForm) -> dict[str, Any]:
    """What to keep, how long there is, what to do. Nothing of it is kept."""
    return {"told": wizards.injury(form.said, today=today(request.now))}


@injury.act(InjuryForm, given=dated)
def injury_letter(request: Request, *, form: InjuryForm) -> Any:
    """An application to have the injury recognised, to print and sign."""
    return render(request, "legal/injury_letter.html", {"typed": form.cleaned_data, "today": today(request.now)})
