"""The desk's act: let the holder of a booking in."""

import uuid
from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Router

from gonghui.primitives.people.rules import mask_name

from .. import actions
from ..counter import houses
from . import shapes

router = Router()


@router.post("/{uuid:pk}/arrivals", response=shapes.ReceivedOut, summary="A booking's holder came")
def receive(request: HttpRequest, pk: uuid.UUID, shown: shapes.CodeIn) -> dict[str, Any]:
    """By the code of the receipt. The same code again changes nothing."""
    house = get_object_or_404(houses(request), pk=pk)
    held = actions.booking_shown(house, shown.code)
    actions.receive(held, by=request.caller, now=request.now)
    booking = held.booking
    return {
        "id": held.pk,
        "room_name": held.room.name,
        "holder": mask_name(booking.holder.name),
        "people": held.people,
        "starts_at": booking.starts,
        "ends_at": booking.ends,
        "arrived_at": booking.arrived_at,
    }
