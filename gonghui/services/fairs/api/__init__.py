"""The fairs' part of the open API: a worker's acts, the gate's, the till's, and the board."""

from ninja import Router

from . import counter, draw, member, officer

router = Router(tags=["fairs"])
router.add_router("", member.router)
router.add_router("", draw.router)
router.add_router("", counter.router)
router.add_router("", officer.router)

__all__ = ["router"]
