"""The desk on the day: whose code it is, and what the stations have measured; typed in, it is not shown again."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from gonghui.faces.acting import Done, page
from gonghui.faces.guards import signed_in
from gonghui.faces.requests import PersonalRequest, Request
from gonghui.kernel.codes import parse_code
from gonghui.primitives.admission.models import Place
from gonghui.primitives.admission.querysets import PlaceQuerySet
from gonghui.primitives.people.permissions import may_somewhere

from . import actions, refusals, rules
from .forms import FindingForm
from .models import Day
from .models.querysets import DayQuerySet

EARLY, LATE = timedelta(hours=12), timedelta(hours=12)  # around a day in which its desk is open


def days(request: Request) -> DayQuerySet:
    """Those at whose desk the asker may stand now."""
    near = Day.objects.for_act(request.offices, rules.RECEIVE).filter(
        called_off_at=None, starts__lte=request.now + EARLY, ends__gte=request.now - LATE
    )
    return near.select_related("premises", "union").order_by("starts", "pk")


def has_desk(request: Request) -> bool:
    return may_somewhere(request.offices, rules.RECEIVE)


@require_GET
@signed_in
def home(request: PersonalRequest) -> HttpResponse:
    """Today's days."""
    return render(request, "clinic/counter/home.html", {"days": days(request)})


@page("clinic-counter:desk", "clinic/counter/desk.html", signed_in)
def desk(request: PersonalRequest, pk: UUID, place: UUID | None = None) -> dict[str, Any]:
    """One field for the code; of who came, the stations."""
    found = get_day(request, pk)
    return {"day": found, "place": get_object_or_404(places(found), pk=place) if place else None}


@desk.post()
def receive(request: PersonalRequest, pk: UUID) -> dict[str, Any]:
    """Its holder is there; now the stations."""
    found = get_day(request, pk)
    place = get_place(found, request.POST.get("code", ""))
    actions.receive(place, by=request.caller, now=request.now)
    return {"place": place, "finding_form": FindingForm(day=found)}


@desk.act(FindingForm, form_name="finding_form", given=lambda request, pk, **_of: {"day": get_day(request, pk)})
def find(request: PersonalRequest, pk: UUID, place: UUID, *, form: FindingForm) -> Done:
    """Sealed, for its person."""
    held = get_object_or_404(places(get_day(request, pk)), pk=place)
    actions.find(held, form.values, form.cleaned_data["advice"], by=request.caller, now=request.now)
    return Done(_("已加密保存，只有本人看得到"))


def get_day(request: PersonalRequest, pk: UUID) -> Day:
    return get_object_or_404(days(request), pk=pk)


def places(day: Day) -> PlaceQuerySet:
    return Place.objects.in_scope(day.pk).select_related("holder", "pool")


def get_place(day: Day, code: str) -> Place:
    """Raises BadCode, UnknownTicket."""
    found = places(day).filter(code=parse_code(code)).first()
    if found is None:
        raise refusals.UnknownTicket()
    return found
