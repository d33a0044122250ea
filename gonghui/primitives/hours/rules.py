"""What may be reserved and come to: pure decisions that return their reason."""

from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo

from gonghui.kernel import dates
from gonghui.kernel.codes import shown
from gonghui.kernel.quarters import quarter_of, quarters, whole
from gonghui.kernel.refusals import Refused
from gonghui.kernel.scarcity import bad_key
from gonghui.kernel.window import Window

from . import refusals

LONGEST = 7 * 24  # hours of one booking; a service sets less
LONGEST_BUFFER = 240  # minutes


@dataclass(frozen=True, slots=True)
class Facts:
    """What a decision needs to know of a booking."""

    window: Window
    confirm_by: datetime | None
    arrived_at: datetime | None
    released_at: datetime | None
    reason: str


def bad_booking(window: Window, before: int, after: int, key: str, now: datetime, zone: tzinfo) -> Refused | None:
    """Why this cannot be asked for at `now`, or None. The quarter hour that runs may still be had."""
    if refusal := bad_key(key):
        return refusal
    if not whole(window):
        starts, ends = dates.moment(window.starts, zone), dates.moment(window.ends, zone)
        return refusals.NotQuarterHour(starts=starts, ends=ends)
    if window.minutes > LONGEST * 60:
        return refusals.HoursTooLong(hours=window.minutes // 60, most=LONGEST)
    if window.starts < quarter_of(now):
        return refusals.HoursPast(starts=dates.moment(window.starts, zone))
    if any(not 0 <= minutes <= LONGEST_BUFFER or minutes % 15 for minutes in (before, after)):
        return refusals.BadBuffer()
    return None


def blocked(window: Window, before: int, after: int) -> Window:
    """What a booking takes, with the minutes around it."""
    return Window(window.starts - timedelta(minutes=before), window.ends + timedelta(minutes=after))


def held(window: Window, before: int, after: int) -> list[datetime]:
    """The starts of the quarter hours that a booking blocks, in order."""
    return quarters(blocked(window, before, after))


def hours_taken(own_code: str, blocked: Window, zone: tzinfo) -> Refused:
    """The refusal that names from when to when the resource is taken; the code only if it is the asker's own."""
    when = dates.span(blocked.starts, blocked.ends, zone)
    return refusals.HoursTaken(starts=blocked.starts, ends=blocked.ends, when=when, code=own_code)


def already_booked(code: str, window: Window, zone: tzinfo) -> Refused:
    """The refusal of a second resource at the same time, naming the first."""
    when = dates.span(window.starts, window.ends, zone)
    return refusals.AlreadyBooked(code=code, shown=shown(code), starts=window.starts, ends=window.ends, when=when)


def why_not_confirmed(booking: Facts, now: datetime, zone: tzinfo) -> Refused | None:
    """Why a booking cannot be confirmed, or None if it is already."""
    if booking.released_at:
        return refusals.BookingReleased(when=dates.moment(booking.released_at, zone), reason=booking.reason)
    if booking.confirm_by and booking.confirm_by <= now:
        return refusals.ConfirmedTooLate(until=dates.moment(booking.confirm_by, zone))
    return None


def why_not_come(booking: Facts, now: datetime, zone: tzinfo) -> Refused | None:
    """Why its holder cannot come, or None if he has."""
    if booking.released_at:
        return refusals.BookingReleased(when=dates.moment(booking.released_at, zone), reason=booking.reason)
    if booking.arrived_at:
        return None
    if booking.confirm_by:
        return refusals.NotConfirmed(until=dates.moment(booking.confirm_by, zone))
    if booking.window.ends <= now:
        return refusals.BookingOver(when=dates.span(booking.window.starts, booking.window.ends, zone))
    return None
