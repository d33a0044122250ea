"""Scarce capacity: pools and draws; hours of a resource; things kept and lines for them; how many are inside."""

from .draws import Draw, DrawFile, Lot, Need
from .hours import Booking, Hour
from .keeping import Keeping, Line, Turn
from .pools import CheckIn, Place, Pool, Scan, Waiter
from .presence import Attendance, Entry, Presence

__all__ = [
    "Attendance",
    "Booking",
    "CheckIn",
    "Draw",
    "DrawFile",
    "Entry",
    "Hour",
    "Keeping",
    "Line",
    "Lot",
    "Need",
    "Place",
    "Pool",
    "Presence",
    "Scan",
    "Turn",
    "Waiter",
]
