"""Membership's part of the open API: a member's own, and what officers keep."""

from ninja import Router

from . import corrections, figures, life, members, mine, rosters, tree

router = Router(tags=["membership"])
for each in (mine, members, life, corrections, rosters, tree, figures):
    router.add_router("", each.router)

__all__ = ["router"]
