"""Which rooms an officer may open, and what their office lets them do there."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from gonghui.faces import answers
from gonghui.faces.requests import PersonalRequest
from gonghui.primitives.people.permissions import may
from gonghui.primitives.people.querysets import paths_of
from gonghui.primitives.planned import planned

from .. import rules
from ..models import ReadingRoom
from ..models.querysets import ReadingRoomQuerySet


def my_rooms(request: PersonalRequest) -> ReadingRoomQuerySet:
    """The rooms of the asker's unions' subtrees."""
    return rooms.make(paths_of(request.office_unions))


@planned
def rooms(paths: Iterable[Any]) -> ReadingRoomQuerySet:
    return ReadingRoom.objects.below(paths).select_related("premises__union", "premises__last_sign")


def get_room(request: PersonalRequest, pk: UUID) -> ReadingRoom:
    return answers.found(_room.first(paths=paths_of(request.office_unions), pk=pk))


@planned
def _room(paths: Iterable[Any], pk: Any) -> ReadingRoomQuerySet:
    return rooms.make(paths).filter(pk=pk)


def premises_of(request: PersonalRequest, pk: UUID, **more: Any) -> dict[str, Any]:
    """The arguments of a shared page of the premises in which the room is."""
    return {"pk": get_room(request, pk).premises_id, **more}


def context_for(request: PersonalRequest, room: ReadingRoom, tab: str, **more: Any) -> dict[str, Any]:
    """The context of a page of one room: the room, which of its tabs this is, and whether the asker may change it."""
    union = room.premises.union
    manage = may(request.person, rules.MANAGE, union, now=request.now, offices=request.offices)
    return {"room": room, "premises": room.premises, "room_tab": tab, "may_manage": manage} | more
