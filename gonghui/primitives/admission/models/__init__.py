"""Scarce capacity: pools and draws; hours of a resource."""

from .draws import Draw, DrawFile, Lot, Need
from .hours import Booking, Hour
from .pools import CheckIn, Place, Pool, Scan, Waiter

__all__ = [
    "Booking",
    "CheckIn",
    "Draw",
    "DrawFile",
    "Hour",
    "Lot",
    "Need",
    "Place",
    "Pool",
    "Scan",
    "Waiter",
]
