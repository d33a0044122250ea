"""职工书屋: titles and copies, rooms and who runs them, loans and holds, seats and visits, the loan desk's own rows."""

from .desk import Absence, DeskScan, Sighting, StockTake
from .lending import Hold, Loan, LoanRule, Reader
from .rooms import NamingCheck, NamingRule, Proposal, ReadingRoom
from .seats import Seat, SeatBooking, Visit
from .titles import CatalogueImport, Copy, Cover, Title

__all__ = [
    "Absence",
    "CatalogueImport",
    "Copy",
    "Cover",
    "DeskScan",
    "Hold",
    "Loan",
    "LoanRule",
    "NamingCheck",
    "NamingRule",
    "Proposal",
    "Reader",
    "ReadingRoom",
    "Seat",
    "SeatBooking",
    "Sighting",
    "StockTake",
    "Title",
    "Visit",
]
