"""The verbs of hours: a resource reserved by the quarter hour, come to, left, given back; and who has it when."""

from .occupancy import booked_minutes, booking_by_code, busy, free_resources, in_the_way
from .reserving import reserve_hours, reserve_hours_many
from .using import arrive, confirm_hours, lapse, leave, no_shows, release_hours

__all__ = [
    "arrive",
    "booked_minutes",
    "booking_by_code",
    "busy",
    "confirm_hours",
    "free_resources",
    "in_the_way",
    "lapse",
    "leave",
    "no_shows",
    "release_hours",
    "reserve_hours",
    "reserve_hours_many",
]
