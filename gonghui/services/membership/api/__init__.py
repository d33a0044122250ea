"""Membership's part of the open API: a member's own, and what officers keep."""

from ninja import Router

from . import corrections, figures, life, mine, tree

router = Router(tags=["membership"])
for each in (mine, life, corrections, tree, figures):
    router.add_router("", each.router)

__all__ = ["router"]
