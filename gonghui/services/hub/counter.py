"""The desk of a house: scan a booking's code, let its holder in, see who is here and who comes."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from gonghui.faces import devices
from gonghui.faces.acting import Done, page
from gonghui.faces.counter.taps import TapIn, heard, kept
from gonghui.faces.errors import NotUnderstood
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
    house, beside = _house(request, pk), kept(request)
    listed = [] if beside["alone"] else todays(house, request)
    return {**beside, "house": house, "listed": listed, "typed": request.POST.get("code", "")}


@desk.post()
def receive(request: PersonalRequest, pk: UUID) -> dict[str, Any]:
    """The holder of the code that was shown came."""
    held = booking_shown(_house(request, pk), request.POST.get("code", ""))
    return {"came": actions.receive(held, by=request.caller, now=request.now), "typed": ""}


@desk.act()
def let_in(request: PersonalRequest, pk: UUID, booking: UUID) -> Done:
    """Its holder came, and was found in today's list: the code stayed at home."""
    actions.receive(_booking(request, pk, booking), by=request.caller, now=request.now)
    return Done(_("已登记到场"))


@devices.reports
def taps(request: PersonalRequest, pk: UUID) -> dict[str, Any]:
    """Who came while the desk had no network; the same taps again change nothing."""
    house = _house(request, pk)
    return heard(request, lambda tap: _tapped(request, house, tap))


def _tapped(request: PersonalRequest, house: Premises, tap: TapIn) -> None:
    if tap.act != "receive":
        raise NotUnderstood()
    held = booking_shown(house, tap.value)
    actions.receive(held, by=request.caller, now=request.now, told_at=tap.moment)


@desk.act()
def leave(request: PersonalRequest, pk: UUID, booking: UUID) -> Done:
    """Its holder left early."""
    actions.leave(_booking(request, pk, booking), by=request.caller, now=request.now)
    return Done(_("已登记离开"))


def _house(request: PersonalRequest, pk: UUID) -> Premises:
    return get_object_or_404(houses(request), pk=pk)


def _booking(request: PersonalRequest, pk: UUID, booking: UUID) -> RoomBooking:
    return get_object_or_404(RoomBooking.objects.at(_house(request, pk)).for_page(), pk=booking)
