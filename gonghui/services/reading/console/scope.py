"""Which rooms an officer may open, and what their office lets them do there."""

from typing import Any
from uuid import UUID

from django.shortcuts import get_object_or_404

from gonghui.faces.requests import PersonalRequest
from gonghui.primitives.people.permissions import may

from .. import rules
from ..models import ReadingRoom
from ..models.querysets import ReadingRoomQuerySet


def my_rooms(request: PersonalRequest) -> ReadingRoomQuerySet:
    """The rooms of the asker's unions' subtrees."""
    return ReadingRoom.objects.under(request.office_unions).select_related("premises__union", "premises__last_sign")


def get_room(request: PersonalRequest, pk: UUID) -> ReadingRoom:
    return get_object_or_404(my_rooms(request), pk=pk)


def premises_of(request: PersonalRequest, pk: UUID, **more: Any) -> dict[str, Any]:
    """The arguments of a shared page of the premises in which the room is."""
    return {"pk": get_room(request, pk).premises_id, **more}


def context_for(request: PersonalRequest, room: ReadingRoom, tab: str, **more: Any) -> dict[str, Any]:
    """The context of a page of one room: the room, which of its tabs this is, and whether the asker may change it."""
    union = room.premises.union
    manage = may(request.person, rules.MANAGE, union, now=request.now, offices=request.offices)
    return {"room": room, "premises": room.premises, "room_tab": tab, "may_manage": manage} | more
