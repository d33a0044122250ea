"""What of the fairs waits for whom, from their own rows."""

from .officers import AFTER_SALES, BATCHES, DRAFTS, SCANS, STOPPED
from .workers import PLACES, PURCHASES, TILLS, bought, receipt

SOURCES = (PLACES, PURCHASES, TILLS, DRAFTS, BATCHES, AFTER_SALES, SCANS, STOPPED)

__all__ = [
    "AFTER_SALES",
    "BATCHES",
    "DRAFTS",
    "PLACES",
    "PURCHASES",
    "SCANS",
    "SOURCES",
    "STOPPED",
    "TILLS",
    "bought",
    "receipt",
]
