"""The slot planner: how long people would wait at a venue, before its sessions are made and while they fill."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from gonghui.faces import answers, moments
from gonghui.faces.guards import staff
from gonghui.faces.requests import PersonalRequest
from gonghui.kernel.refusals import Refused

from .. import planner, plans, rules
from ..planner_form import PlannerForm
from ..planner_page import page_of
from .planning import form_status
from .scope import on, one_venue

PAGE = "fairs/console/planner.html"


@require_GET
@staff(rules.WATCH)
def forecast(request: PersonalRequest, pk: UUID, venue: UUID) -> HttpResponse:
    """Ask the planner; the question is in the address, so that it can be kept and sent on."""
    found, place = one_venue(request, pk, venue)
    asked = request.GET.get("what", "")
    what = planner.What(asked) if asked in list(planner.What) else None
    values, notes = planner.defaults(place, now=request.now)
    days = [(one.day.isoformat(), moments.full_day(one.day)) for one in plans.days_of(place)]
    form = PlannerForm(request.GET if what else None, what=what, days=days, notes=notes, initial=values)
    context = on(request, found, "plan", venue=place, form=form, days=days, what=what)
    if not form.is_valid():
        return render(request, PAGE, context, status=form_status(form))
    return _answered(request, place, form, context)


def _answered(request: PersonalRequest, place: Any, form: PlannerForm, context: dict[str, Any]) -> HttpResponse:
    question = form.question()
    try:
        answer = planner.answer(place, question)
    except Refused as refusal:
        return answers.refused(request, refusal, PAGE, **context)
    page = page_of(answer, question) if answer else None
    return render(request, PAGE, context | {"question": question, "answer": answer, "page_": page})
