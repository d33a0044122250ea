"""Legal help in the open API: answers, limits, a person who answers; applications for legal aid."""

from ninja import Router

from . import aid, helping

router = Router(tags=["legal"])
router.add_router("", helping.router)
router.add_router("", aid.router)

__all__ = ["router"]
