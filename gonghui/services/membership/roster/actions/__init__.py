"""The verbs of rosters: upload, confirm, discard; the worker's check and commit; claims on members."""

from .checks import check
from .claims import settle_claim
from .commits import commit
from .leases import LostClaim, claim, take
from .uploads import confirm, discard, upload
from .work import work_rosters

__all__ = [
    "LostClaim",
    "check",
    "claim",
    "commit",
    "confirm",
    "discard",
    "settle_claim",
    "take",
    "upload",
    "work_rosters",
]
