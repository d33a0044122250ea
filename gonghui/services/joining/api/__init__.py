"""入会转会 in the open API: find a union, apply, move, see what became of it; officers decide and enter."""

from ninja import Router

from ..bulk import api as bulk
from . import conflicts, member, newcomers, queue

router = Router(tags=["joining"])
router.add_router("", member.router)
router.add_router("", newcomers.router)
router.add_router("", conflicts.router)
router.add_router("", bulk.router)
router.add_router("", queue.router)
