"""The lists of the fairs' console: what is planned, the money, the journal and a draw."""

from .money import BATCH_LINES, BATCHES, DEALERS, SALES, TO_APPROVE
from .planning import FAIRS, OFFERS, SESSIONS
from .records import JOURNAL, LOTS, WANTED

__all__ = [
    "BATCHES",
    "BATCH_LINES",
    "DEALERS",
    "FAIRS",
    "JOURNAL",
    "LOTS",
    "OFFERS",
    "SALES",
    "SESSIONS",
    "TO_APPROVE",
    "WANTED",
]
