"""Scarce capacity: pools and draws."""

from .draws import Draw, DrawFile, Lot, Need
from .pools import CheckIn, Place, Pool, Scan, Waiter

__all__ = [
    "CheckIn",
    "Draw",
    "DrawFile",
    "Lot",
    "Need",
    "Place",
    "Pool",
    "Scan",
    "Waiter",
]
