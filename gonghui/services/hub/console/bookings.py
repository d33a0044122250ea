"""Bookings as officers see them: what waits for an answer, the list of a house, one with its history."""

from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from gonghui.faces.acting import Done, page
from gonghui.faces.guards import staff
from gonghui.faces.requests import PersonalRequest
from gonghui.primitives.journal import actions as journal
from gonghui.primitives.planned import Question, planned

from .. import actions, rules
from ..models import RoomBooking
from ..models.querysets import RoomBookingQuerySet
from . import scope
from .lists import ASKED, BOOKINGS


@ASKED.page("hub-console:asked", staff(rules.MANAGE))
def asked(request: PersonalRequest) -> RoomBookingQuerySet:
    """What waits for my yes or no, the earliest deadline first."""
    return RoomBooking.objects.under(request.office_unions).asked(request.now).for_page()


@BOOKINGS.page("hub-console:bookings", staff(rules.RECEIVE))
def listed(request: PersonalRequest, pk: UUID) -> tuple[Question[RoomBooking], dict[str, Any]]:
    """The bookings of a house in a month, all of them, in order of time."""
    house = scope.get_house(request, pk)
    return _at.question(house=house.pk), scope.context_for(request, house, "bookings")


@planned
def _at(house: Any) -> RoomBookingQuerySet:
    return RoomBooking.objects.at(house).select_related("booking", "room")


@page("hub-console:booking", "hub/console/booking.html", staff(rules.RECEIVE))
def booking(request: PersonalRequest, pk: UUID) -> dict[str, Any]:
    """One booking: for what, by whom, and what has been done with it."""
    found = scope.get_booking(request, pk)
    state, history = found.state(request.now), journal.entries_of(found)[:20]
    return scope.context_for(request, found.room.premises, "bookings", held=found, state=state, history=history)


@booking.act(guard=staff(rules.MANAGE))
def admit(request: PersonalRequest, pk: UUID) -> Done:
    """Yes."""
    found = scope.get_booking(request, pk)
    actions.admit(found, by_person=request.person, by=request.caller, now=request.now)
    return Done(_("已通过，预订的人会收到通知"), to=_what_waits(request))


@booking.act(guard=staff(rules.MANAGE))
def refuse(request: PersonalRequest, pk: UUID, *, reason: str) -> Done:
    """No, and why."""
    found = scope.get_booking(request, pk)
    actions.refuse(found, reason=reason, by_person=request.person, by=request.caller, now=request.now)
    return Done(_("已答复，预订的人会收到原因"), to=_what_waits(request))


@booking.act(guard=staff(rules.MANAGE))
def cancel(request: PersonalRequest, pk: UUID, *, reason: str) -> Done:
    """The house cannot give it after all."""
    actions.cancel(scope.get_booking(request, pk), reason=reason, by=request.caller, now=request.now)
    return Done(_("已取消，预订的人会收到原因"))


def _what_waits(request: PersonalRequest) -> str:
    """What still waits for an answer; "" when nothing does."""
    waits = RoomBooking.objects.under(request.office_unions).asked(request.now).exists()
    return reverse("hub-console:asked") if waits else ""
