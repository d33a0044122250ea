"""At the desk of a house: whose code this is, in, and out again."""

from datetime import datetime
from typing import Any

from django.utils import timezone

from gonghui.kernel.callers import Caller
from gonghui.kernel.codes import parse_code
from gonghui.primitives.hours import actions as hours
from gonghui.primitives.journal import actions as journal
from gonghui.primitives.transactions import action

from .. import refusals, rules
from ..models import RoomBooking


def booking_shown(premises: Any, code: str) -> RoomBooking:
    """The booking of this house behind a receipt's code. Raises BadCode, UnknownBooking, ElsewhereBooked."""
    held = RoomBooking.objects.for_page().filter(booking__code=parse_code(code)).first()
    if held is None:
        raise refusals.UnknownBooking()
    if held.room.premises_id != premises.pk:
        raise refusals.ElsewhereBooked(where=held.room.premises.name)
    return held


@action
def receive(held: RoomBooking, *, by: Caller, now: datetime) -> RoomBooking:
    """Its holder came. Again changes nothing. Raises TooEarly, and admission's refusals of `arrive`."""
    if too_early := rules.too_early(held.booking.window, now, timezone.get_default_timezone()):
        raise too_early
    if hours.arrive(held.booking, now=now).just_arrived:
        journal.record("hub.receive", held, by=by, now=now, label=held.room.name, on_person=held.booking.holder_id)
    return held
