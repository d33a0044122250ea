"""The desk of a house: scan a booking's code, let its holder in, see who is here and who comes."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from gonghui.faces import answers
from gonghui.faces.guards import signed_in
from gonghui.faces.requests import PersonalRequest
from gonghui.kernel.refusals import Refused
from gonghui.primitives.places.models import Premises
from gonghui.primitives.places.querysets import PremisesQuerySet

from . import actions, calendar_pages, opening, rules
from .models import HUB, RoomBooking


def has_desk(request: Any) -> bool:
    """Whether there is a house at whose desk this person may stand."""
    return request.person is not None and _hubs().any_in_reach(request.person, _unions(request))


def houses(request: Any) -> QuerySet[Premises]:
    """The houses where the asker may receive people: by office, or as their keeper."""
    return _hubs().in_reach(request.person, _unions(request)).select_related("union").order_by("name", "pk")


def _hubs() -> PremisesQuerySet:
    return Premises.objects.visible().of_kind(HUB)


def _unions(request: Any) -> list[Any]:
    return [office.union for office in request.offices if office.role in rules.RECEIVE.roles]


@require_GET
@signed_in
def home(request: PersonalRequest) -> HttpResponse:
    """The houses at whose desk I may stand."""
    return render(request, "hub/counter/home.html", {"houses": houses(request)})


@require_http_methods(["GET", "POST"])
@signed_in
def desk(request: PersonalRequest, pk: UUID) -> HttpResponse:
    """One field for the code; below it today's bookings."""
    house = get_object_or_404(houses(request), pk=pk)
    if request.method != "POST":
        return _desk(request, house)
    code = request.POST.get("code", "")
    try:
        held = actions.booking_shown(house, code)
        held = actions.receive(held, by=request.caller, now=request.now)
    except Refused as refusal:
        context = _context(request, house) | {"typed": code}
        return answers.refused(request, refusal, "hub/counter/desk.html", **context)
    return _desk(request, house, came=held)


@require_POST
@signed_in
def leave(request: PersonalRequest, pk: UUID, booking: UUID) -> HttpResponse:
    """Its holder left early."""
    house = get_object_or_404(houses(request), pk=pk)
    held = get_object_or_404(RoomBooking.objects.at(house).for_page(), pk=booking)
    try:
        actions.leave(held, by=request.caller, now=request.now)
    except Refused as refusal:
        return answers.refused(request, refusal, "hub/counter/desk.html", **_context(request, house))
    return answers.done(request, _("已登记离开"), reverse("hub-counter:desk", args=[pk]))


def _desk(request: PersonalRequest, house: Premises, came: RoomBooking | None = None) -> HttpResponse:
    return render(request, "hub/counter/desk.html", _context(request, house) | {"came": came})


def _context(request: PersonalRequest, house: Premises) -> dict[str, Any]:
    today = opening.day_of(calendar_pages.today(request.now))
    held = RoomBooking.objects.at(house).live().within(today).for_page().order_by("booking__starts", "room", "pk")
    return {"house": house, "listed": [(each, each.state(request.now)) for each in held]}
