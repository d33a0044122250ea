"""What the notices of a booking say. Not for callers."""

from datetime import datetime
from typing import Any

from gonghui.kernel.codes import shown
from gonghui.primitives import clock
from gonghui.primitives.agenda import actions as agenda
from gonghui.primitives.notices import actions as notices
from gonghui.primitives.notices.templates import Template

from ..models import RoomBooking
from ..pages.agenda import BOOKINGS


def facts_of(held: RoomBooking) -> dict[str, Any]:
    """What a notice may say of a booking."""
    booking, premises = held.booking, held.room.premises
    return {
        "where": premises.name,
        "room": held.room.name,
        "address": premises.address,
        "when": clock.span(booking.starts, booking.ends),
        "code": shown(booking.code),
        "until": clock.moment(booking.confirm_by) if booking.confirm_by else "",
        "grace": held.terms.grace_minutes,
        "reason": held.reason,
    }


def tell(held: RoomBooking, template: Template, *, now: datetime, sms: bool = True) -> None:
    """Tell its holder; what waits for them, or for an officer, says the same."""
    agenda.renew(BOOKINGS, [held.pk], now=now)
    notices.tell(held.booking.holder, template, facts_of(held), about=[held.pk], sms=sms, now=now)
