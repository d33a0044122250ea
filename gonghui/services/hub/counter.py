"""The desk of a house: scan a booking's code, let its holder in, see who is here and who comes."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from gonghui.faces.acting import Done, page
from gonghui.faces.guards import signed_in
from gonghui.faces.requests import PersonalRequest
from gonghui.primitives.places.models import Premises
from gonghui.primitives.places.querysets import PremisesQuerySet

from . import actions, rules
from .models import HUB, RoomBooking, opening
from .pages import calendar_pages


def has_desk(request: Any) -> bool:
    """Whether there is a house at whose desk this person may stand."""
    return _hubs().any_in_reach(request.person, request.offices, rules.RECEIVE)


def houses(request: Any) -> QuerySet[Premises]:
    """The houses where the asker may receive people: by office, or as their keeper."""
    found = _hubs().in_reach(request.person, request.offices, rules.RECEIVE)
    return found.select_related("union").order_by("name", "pk")


def _hubs() -> PremisesQuerySet:
    return Premises.objects.visible().of_kind(HUB)


@require_GET
@signed_in
def home(request: PersonalRequest) -> HttpResponse:
    """The houses at whose desk I may stand."""
    return render(request, "hub/counter/home.html", {"houses": houses(request)})


@page("hub-counter:desk", "hub/counter/desk.html", signed_in)
def desk(request: PersonalRequest, pk: UUID) -> dict[str, Any]:
    """One field for the code; below it today's bookings."""
    house = get_object_or_404(houses(request), pk=pk)
    today = opening.day_of(calendar_pages.today(request.now))
    held = RoomBooking.objects.at(house).live().within(today).for_page().order_by("booking__starts", "room", "pk")
    return {
        "house": house,
        "listed": [(each, each.state(request.now)) for each in held],
        "typed": request.POST.get("code", ""),
    }


@desk.post()
def receive(request: PersonalRequest, pk: UUID) -> dict[str, Any]:
    """The holder of the code that was shown came."""
    held = actions.booking_shown(get_object_or_404(houses(request), pk=pk), request.POST.get("code", ""))
    return {"came": actions.receive(held, by=request.caller, now=request.now), "typed": ""}


@desk.act()
def leave(request: PersonalRequest, pk: UUID, booking: UUID) -> Done:
    """Its holder left early."""
    here = RoomBooking.objects.at(get_object_or_404(houses(request), pk=pk)).for_page()
    actions.leave(get_object_or_404(here, pk=booking), by=request.caller, now=request.now)
    return Done(_("已登记离开"))
