"""The slot planner: how long people would wait at a venue, before its sessions are made and while they fill."""

from typing import Any
from uuid import UUID

from gonghui.faces import moments
from gonghui.faces.acting import page
from gonghui.faces.guards import staff
from gonghui.faces.requests import PersonalRequest

from .. import rules
from ..forms.planner import PlannerForm
from ..pages import planner, plans
from ..pages.forecast import asked_of
from .scope import context_for, get_venue


@page("fairs-console:forecast", "fairs/console/planner.html", staff(rules.WATCH))
def forecast(request: PersonalRequest, pk: UUID, venue: UUID) -> dict[str, Any]:
    """Ask the planner; the question is in the address, so that it can be kept and sent on."""
    found, place = get_venue(request, pk, venue)
    asked = request.GET.get("what", "")
    what = planner.What(asked) if asked in list(planner.What) else None
    values, notes = planner.defaults(place, now=request.now)
    days = [(one.day.isoformat(), moments.full_day(one.day)) for one in plans.days_of(place)]
    form = PlannerForm(request.GET if what else None, what=what, days=days, notes=notes, initial=values)
    answered = asked_of(place, form.question()) if form.is_valid() else {}
    return context_for(request, found, "plan", venue=place, form=form, days=days, what=what) | answered
