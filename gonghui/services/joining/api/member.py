"""Find a union, apply, move, see what became of it; help somebody, follow a slip."""

import uuid
from dataclasses import replace
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Router

from gonghui.faces.api.base import optional_bearer
from gonghui.primitives import clock
from gonghui.primitives.people.models import Union

from .. import actions
from ..models import Application
from ..pages import finding, shown
from ..rules import grounds
from .shapes import (
    ApplicationOut,
    FoundUnionOut,
    GroundOut,
    HelpIn,
    JoinIn,
    JoiningReasonIn,
    SlipIn,
    TransferIn,
)
from .typed import employer_of, entry_of, who_of

router = Router(tags=["joining"])


@router.get("/unions", response=list[FoundUnionOut], auth=optional_bearer, summary="Unions that a text may mean")
def unions(request: HttpRequest, q: str = "") -> list[Any]:
    """By name, code, place or employer. Works without a token."""
    return finding.unions(q[:60])


@router.post("/applications", response=ApplicationOut, summary="Apply to join")
def apply(request: HttpRequest, asked: JoinIn) -> Application:
    """In one step; what was returned is mended and sent again by the same."""
    union = get_object_or_404(Union, pk=asked.union)
    return actions.apply(
        request.person, who_of(asked), union, employer=employer_of(asked.employer), by=request.caller, now=request.now
    )


@router.get("/applications", response=list[ApplicationOut], summary="My applications")
def mine(request: HttpRequest) -> QuerySet[Application]:
    """The newest first."""
    found: QuerySet[Application] = shown.all_of(request.person)
    return found[:50]


@router.post("/transfers", response=ApplicationOut, summary="Apply to move my membership")
def move(request: HttpRequest, asked: TransferIn) -> Application:
    """In one step; the membership stays where it is until the new union says yes."""
    union = get_object_or_404(Union, pk=asked.union)
    return actions.move(request.person, union, employer=employer_of(asked.employer), by=request.caller, now=request.now)


@router.get("/applications/{uuid:pk}", response=ApplicationOut, summary="One of my applications")
def one(request: HttpRequest, pk: uuid.UUID) -> Application:
    """Its state, its reason, and by when it is decided."""
    return _own(request, pk)


@router.post("/applications/{uuid:pk}/withdrawal", response=ApplicationOut, summary="Withdraw an application")
def withdraw(request: HttpRequest, pk: uuid.UUID) -> Application:
    """As long as it is open."""
    return actions.withdraw(_own(request, pk), by=request.caller, now=request.now)


@router.post("/applications/{uuid:pk}/appeal", response=ApplicationOut, summary="Appeal to the union above")
def appeal(request: HttpRequest, pk: uuid.UUID, asked: JoiningReasonIn) -> Application:
    """Within thirty days of a no, once."""
    return actions.appeal(_own(request, pk), reason=asked.reason, by=request.caller, now=request.now)


@router.post("/slips", response=ApplicationOut, auth=optional_bearer, summary="What became of a slip")
def slip(request: HttpRequest, asked: SlipIn) -> Application:
    """By the code on it and the last four of the mobile number. Works without a token; every try counts."""
    return actions.by_slip(asked.code, asked.tail, by=request.caller, now=request.now)


@router.get("/grounds", response=list[GroundOut], auth=optional_bearer, summary="For what it may be refused today")
def refused_for(request: HttpRequest) -> list[Any]:
    """Each by its rule, and with what would make it a yes. Works without a token."""
    return grounds.offered(on=clock.date_of(request.now))


@router.post("/slips/undo", response=ApplicationOut, auth=optional_bearer, summary="It was not the person's wish")
def undo(request: HttpRequest, asked: SlipIn) -> Application:
    """What somebody else entered, within seven days, by the slip; every try counts. Works without a token."""
    found = actions.by_slip(asked.code, asked.tail, by=request.caller, now=request.now)
    return actions.undo(found, by=request.caller, now=request.now)


@router.post("/helped", response=ApplicationOut, summary="Enter an application for a relative or friend")
def help_somebody(request: HttpRequest, asked: HelpIn) -> Application:
    """Five in a year; they are told by SMS who did it and may undo it for seven days."""
    entry = replace(entry_of(asked, get_object_or_404(Union.objects.open(), pk=asked.union)), relation=asked.relation)
    return actions.enter(entry, via=Application.Via.HELPER, by=request.caller, now=request.now)


def _own(request: HttpRequest, pk: uuid.UUID) -> Application:
    return get_object_or_404(Application.objects.of(request.person).select_related("union", "before"), pk=pk)
