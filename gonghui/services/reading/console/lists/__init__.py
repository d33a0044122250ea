"""The lists of the reading rooms' console."""

from .books import BOOKS, IDLE, OVERDUE
from .records import RULES, SCANS, STOCK_TAKES, USE
from .rooms import ROOMS

__all__ = ["BOOKS", "IDLE", "OVERDUE", "ROOMS", "RULES", "SCANS", "STOCK_TAKES", "USE"]
