"""The stations' part of the open API: places, visits, beds, lines, repair and loads."""

from ninja import Router

from . import loads, places, repair

router = Router(tags=["stations"])
router.add_router("", loads.router)
router.add_router("", repair.router)
router.add_router("", places.router)

__all__ = ["router"]
