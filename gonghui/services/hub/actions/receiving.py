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
def receive(held: RoomBooking, *, by: Caller, now: datetime, told_at: datetime | None = None) -> RoomBooking:
    """Its holder came, now or, as a desk without a network tells later, at `told_at`. Again changes nothing.

    Raises TooEarly, and admission's refusals of `arrive`.
    """
    came = min(told_at or now, now)
    if too_early := rules.too_early(held.booking.window, came, timezone.get_default_timezone()):
        raise too_early
    if hours.arrive(held.booking, now=came).just_arrived:
        journal.record("hub.receive", held, by=by, now=now, label=held.room.name, on_person=held.booking.holder_id)
    return held
