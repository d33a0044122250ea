"""Which houses an officer may open, and what their office lets them do there."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from gonghui.faces import answers
from gonghui.faces.requests import PersonalRequest
from gonghui.primitives.people.permissions import may
from gonghui.primitives.people.querysets import paths_of
from gonghui.primitives.places.models import Premises, Room
from gonghui.primitives.planned import planned

from .. import rules
from ..models import HUB, RoomBooking


@planned
def houses(paths: Iterable[Any]) -> QuerySet[Premises]:
    """The hubs of these unions and of all below."""
    return Premises.objects.of_kind(HUB).below(paths).select_related("union", "division")


def get_house(request: PersonalRequest, pk: UUID) -> Premises:
    return answers.found(_house.first(paths=paths_of(request.office_unions), pk=pk))


@planned
def _house(paths: Iterable[Any], pk: Any) -> QuerySet[Premises]:
    return houses.make(paths).filter(pk=pk)


def get_room(request: PersonalRequest, pk: UUID) -> Room:
    return answers.found(_room.first(paths=paths_of(request.office_unions), pk=pk))


@planned
def _room(paths: Iterable[Any], pk: Any) -> QuerySet[Room]:
    rooms = Room.objects.filter(pk=pk, premises__in=houses.make(paths).select_related(None))
    return rooms.select_related("premises__union", "premises__division")


def get_booking(request: PersonalRequest, pk: UUID) -> RoomBooking:
    return get_object_or_404(RoomBooking.objects.under(request.office_unions).for_page(), pk=pk)


def context_for(request: PersonalRequest, house: Premises, tab: str, **more: Any) -> dict[str, Any]:
    """The context of a page of one house: which of its tabs this is, and whether the asker may change things."""
    allowed = may(request.person, rules.MANAGE, house.union, now=request.now, offices=request.offices)
    return {"house": house, "house_tab": tab, "may_manage": allowed} | more
