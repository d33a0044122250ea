"""The rooms' part of the open API: a worker's acts, and the desk's."""

from ninja import Router

from . import desk, member

router = Router(tags=["hub"])
router.add_router("", member.router)
router.add_router("", desk.router)

__all__ = ["router"]
