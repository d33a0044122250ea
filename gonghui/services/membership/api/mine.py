"""My own memberships, leaving, and whether a card is good."""

import uuid
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.timezone import localdate
from ninja import Router, Schema, Status
from pydantic import Field

from gonghui.faces.api.base import optional_bearer
from gonghui.faces.api.shapes import Shape, of
from gonghui.kernel.live_codes import STEP, starts, step_at
from gonghui.primitives.people.card_codes import codes_ahead
from gonghui.primitives.people.lookups import membership_of
from gonghui.primitives.people.models import Membership
from gonghui.primitives.people.refusals import NotAMember

from ..card import actions as checking
from ..card.member import address_of
from ..life import actions as life
from ..life.models import Leaving
from ..life.shown import course_of, lapses_on, may_what, standing_of
from ..pages.card_answers import Answer

router = Router()


class MembershipOut(Shape):  # of a Membership
    id: uuid.UUID = of("pk")
    union: str = of("union.name")
    union_code: str = of("union.code")
    starts_on: date
    ends_on: date | None
    standing: str = of(standing_of, description="regular, retired, unemployed, unit_closed, early_retired")
    votes: bool = of(lambda row, request: _may(row, request, 0))
    dues: bool = of(lambda row, request: _may(row, request, 1))
    benefits: bool = of(lambda row, request: _may(row, request, 2))
    lapses_on: date | None = of(
        lambda row: None if row.ends_on else lapses_on(row), description="of an automatic leaving that I was told of"
    )


class CardOut(Shape):  # of a Membership
    name: str = of("person.name")
    union: str = of("union.name")
    code: str = of("person.member_code", description="the letters below the QR, for who reads no QR")
    first: datetime = of(lambda row, request: starts(step_at(request.now)), description="when the first code began")
    seconds: int = of(lambda row: int(STEP.total_seconds()), description="so long each code is shown")
    codes: list[str] = of(
        lambda row, request: [address_of(request, text) for text in codes_ahead(row.person, row, request.now)],
        description="what the QR says, one after another; good for the next minutes without a network",
    )


class LeavingIn(Schema):
    reason: str = Field("", max_length=300)


class LeavingOut(Shape):  # of a Leaving
    id: uuid.UUID = of("pk")
    union: str = of("membership.union.name")
    takes_on: date


class CheckOut(Shape):  # of a Answer
    member: bool
    name: str = of("name", description="masked; empty with a no")
    why: str = of(lambda answer: answer.why.code if answer.why else "", description="codes.stale, people.card_recalled")


def _may(row: Membership, request: Any, at: int) -> bool:
    return may_what(standing_of(row), localdate(request.now)).may[at][1]


@router.get("/mine", response=list[MembershipOut], summary="My memberships")
def mine(request: HttpRequest) -> list[Membership]:
    """The newest first; the one without an end holds today."""
    return course_of(request.person)


@router.get("/card", response=CardOut, summary="My member card")
def card(request: HttpRequest) -> Membership:
    """The codes that it shows from now on, each for half a minute. Refused where I am no member."""
    held = membership_of(request.person)
    if held is None:
        raise NotAMember()
    return held


@router.get("/leaving", response=list[LeavingOut], summary="My statement of leaving")
def leavings(request: HttpRequest) -> QuerySet[Leaving]:
    """The one that waits for its day, or none."""
    return Leaving.objects.open().of(request.person).select_related("membership__union")


@router.post("/leaving", response=LeavingOut, summary="Leave the union")
def leave(request: HttpRequest, said: LeavingIn) -> Leaving:
    """In writing; until its day it can be taken back."""
    return life.ask_to_leave(request.person, reason=said.reason, by=request.caller, now=request.now)


@router.delete("/leaving/{uuid:pk}", response={204: None}, summary="Stay after all")
def undo_leaving(request: HttpRequest, pk: uuid.UUID) -> Status[None]:
    """Before its day."""
    own = Leaving.objects.of(request.person).select_related("membership__person", "membership__union")
    life.undo_leaving(get_object_or_404(own, pk=pk), by=request.caller, now=request.now)
    return Status(204, None)


@router.get("/check", response=CheckOut, auth=optional_bearer, summary="Is this card a member's")
def check(request: HttpRequest, code: str) -> Answer:
    """The text of the card's QR or its number; yes or no, and the name masked. Works without a token."""
    return checking.check(code, by=request.caller, now=request.now)
