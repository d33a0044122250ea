"""Scarce capacity: pools and draws; hours of a resource; things kept and lines for them."""

from .draws import Draw, DrawFile, Lot, Need
from .hours import Booking, Hour
from .keeping import Keeping, Line, Turn
from .pools import CheckIn, Place, Pool, Scan, Waiter

__all__ = [
    "Booking",
    "CheckIn",
    "Draw",
    "DrawFile",
    "Hour",
    "Keeping",
    "Line",
    "Lot",
    "Need",
    "Place",
    "Pool",
    "Scan",
    "Turn",
    "Waiter",
]
