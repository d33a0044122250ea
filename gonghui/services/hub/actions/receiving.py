"""At the desk of a house: its holder comes."""

from datetime import datetime

from django.utils import timezone

from gonghui.kernel.callers import Caller
from gonghui.primitives.hours import actions as hours
from gonghui.primitives.journal import actions as journal
from gonghui.primitives.transactions import action

from .. import rules
from ..models import RoomBooking


@action
def receive(held: RoomBooking, *, by: Caller, now: datetime) -> RoomBooking:
    """Its holder came. Again changes nothing. Raises TooEarly, and admission's refusals of `arrive`."""
    if too_early := rules.too_early(held.booking.window, now, timezone.get_default_timezone()):
        raise too_early
    if hours.arrive(held.booking, now=now).just_arrived:
        journal.record("hub.receive", held, by=by, now=now, label=held.room.name, on_person=held.booking.holder_id)
    return held
