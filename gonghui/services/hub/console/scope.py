"""Which houses an officer may open, and what their office lets them do there."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from gonghui.faces.requests import PersonalRequest
from gonghui.primitives.people.permissions import may
from gonghui.primitives.places.models import Premises, Room

from .. import rules
from ..models import HUB, RoomBooking


def houses(request: PersonalRequest) -> QuerySet[Premises]:
    """The hubs of the asker's unions and of all below."""
    found = Premises.objects.of_kind(HUB).under(request.office_unions)
    return found.select_related("union", "division")


def get_house(request: PersonalRequest, pk: UUID) -> Premises:
    return get_object_or_404(houses(request), pk=pk)


def get_room(request: PersonalRequest, pk: UUID) -> Room:
    rooms = Room.objects.filter(premises__in=houses(request)).select_related("premises__union", "premises__division")
    return get_object_or_404(rooms, pk=pk)


def get_booking(request: PersonalRequest, pk: UUID) -> RoomBooking:
    return get_object_or_404(RoomBooking.objects.under(request.office_unions).for_page(), pk=pk)


def context_for(request: PersonalRequest, house: Premises, tab: str, **more: Any) -> dict[str, Any]:
    """The context of a page of one house: which of its tabs this is, and whether the asker may change things."""
    allowed = may(request.person, rules.MANAGE, house.union, now=request.now, offices=request.offices)
    return {"house": house, "house_tab": tab, "may_manage": allowed} | more
