"""Who booked the seats of a room: for the officer, with all days."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from gonghui.faces.guards import staff
from gonghui.faces.requests import PersonalRequest

from .. import rules
from ..models import SeatBooking
from ..pages.seat_list import SEATS, bookings_of
from .scope import context_for, get_room


@SEATS.page("reading-console:seats", staff(rules.WATCH))
def bookings(request: PersonalRequest, pk: UUID) -> tuple[QuerySet[SeatBooking], dict[str, Any]]:
    """The latest first, or those of one day."""
    found = get_room(request, pk)
    return bookings_of(found.premises), context_for(request, found, "seats")
