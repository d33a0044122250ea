"""The verbs of rosters (upload, confirm, discard; the worker's check and commit) and of one membership."""

from .checks import check
from .claims import settle_claim
from .commits import commit
from .leases import LostClaim, claim, take
from .memberships import correct_membership, end_membership
from .uploads import confirm, discard, upload
from .work import work_rosters

__all__ = [
    "LostClaim",
    "check",
    "claim",
    "commit",
    "confirm",
    "correct_membership",
    "discard",
    "end_membership",
    "settle_claim",
    "take",
    "upload",
    "work_rosters",
]
