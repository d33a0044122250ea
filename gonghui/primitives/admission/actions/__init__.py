"""The verbs of admission. Each is one transaction; scarcity is decided by the statement and the constraints."""

from ..rules import Claim
from .offers import confirm, expire
from .places import move, release, take, take_many
from .pools import change_pool, close_pool, open_pool, release_all
from .scans import Report, check_in, record_scans
from .waiting import leave_line, wait

__all__ = [
    "Claim",
    "Report",
    "change_pool",
    "check_in",
    "close_pool",
    "confirm",
    "expire",
    "leave_line",
    "move",
    "open_pool",
    "record_scans",
    "release",
    "release_all",
    "take",
    "take_many",
    "wait",
]
