"""Aid in the open API: a worker's acts, what officers decide, and the money."""

from ninja import Router

from . import cases, paying

router = Router(tags=["aid"])
router.add_router("", cases.router)
router.add_router("", paying.router)

__all__ = ["router"]
