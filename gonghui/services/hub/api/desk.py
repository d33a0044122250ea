"""The desk's act: let the holder of a booking in."""

import uuid

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Router

from .. import actions
from ..models import RoomBooking
from ..pages.desk import booking_shown, houses
from . import shapes

router = Router()


@router.post("/{uuid:pk}/arrivals", response=shapes.ReceivedOut, summary="A booking's holder came")
def receive(request: HttpRequest, pk: uuid.UUID, shown: shapes.DoorCodeIn) -> RoomBooking:
    """By the code of the receipt. The same code again changes nothing."""
    house = get_object_or_404(houses(request), pk=pk)
    held = booking_shown(house, shown.code)
    actions.receive(held, by=request.caller, now=request.now)
    return held
