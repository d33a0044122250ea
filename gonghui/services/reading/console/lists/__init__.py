"""The lists of the reading rooms' console."""

from .books import BOOKS, IDLE, STOCK_TAKES, UNSEEN
from .loans import OVERDUE
from .rooms import ROOMS, RULES, USE
from .scans import SCANS

__all__ = ["BOOKS", "IDLE", "OVERDUE", "ROOMS", "RULES", "SCANS", "STOCK_TAKES", "UNSEEN", "USE"]
