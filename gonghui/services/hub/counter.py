"""The desk of a house: scan a booking's code, let its holder in, see who is here and who comes."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from gonghui.faces.acting import Done, page
from gonghui.faces.guards import signed_in
from gonghui.faces.requests import PersonalRequest
from gonghui.primitives.places.models import Premises

from . import actions
from .models import RoomBooking
from .pages.desk import booking_shown, houses, todays


@require_GET
@signed_in
def home(request: PersonalRequest) -> HttpResponse:
    """The houses at whose desk I may stand."""
    return render(request, "hub/counter/home.html", {"houses": houses(request)})


@page("hub-counter:desk", "hub/counter/desk.html", signed_in)
def desk(request: PersonalRequest, pk: UUID) -> dict[str, Any]:
    """One field for the code; below it today's bookings."""
    house = _house(request, pk)
    return {"house": house, "listed": todays(house, request), "typed": request.POST.get("code", "")}


@desk.post()
def receive(request: PersonalRequest, pk: UUID) -> dict[str, Any]:
    """The holder of the code that was shown came."""
    held = booking_shown(_house(request, pk), request.POST.get("code", ""))
    return {"came": actions.receive(held, by=request.caller, now=request.now), "typed": ""}


@desk.act()
def leave(request: PersonalRequest, pk: UUID, booking: UUID) -> Done:
    """Its holder left early."""
    here = RoomBooking.objects.at(_house(request, pk)).for_page()
    actions.leave(get_object_or_404(here, pk=booking), by=request.caller, now=request.now)
    return Done(_("已登记离开"))


def _house(request: PersonalRequest, pk: UUID) -> Premises:
    return get_object_or_404(houses(request), pk=pk)
