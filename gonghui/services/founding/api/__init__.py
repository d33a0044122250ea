"""Founding's part of the open API: a worker's acts, and what officers do."""

from ninja import Router

from . import answering, cases, elections, employers, gathering, homes, papers, pleas, rounds, unions

router = Router(tags=["founding"])
router.add_router("", pleas.router)
router.add_router("", answering.router)
router.add_router("", employers.router)
router.add_router("", cases.router)
router.add_router("", gathering.router)
router.add_router("", elections.router)
router.add_router("", papers.router)
router.add_router("", unions.router)
router.add_router("", homes.router)
router.add_router("", rounds.router)

__all__ = ["router"]
