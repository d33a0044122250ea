"""Members of my unions, for officers: listed, taken away with whole numbers, ended, corrected; their cards."""

import uuid
from typing import Any, Literal

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from ninja import Query, Router, Schema, Status
from pydantic import Field

from gonghui.faces import answers
from gonghui.faces.api.base import idempotency_key
from gonghui.faces.api.offices import check_password_again, unions_of
from gonghui.faces.api.paging import After, page_after
from gonghui.faces.api.shapes import Page, Shape, of
from gonghui.faces.api.values import Day
from gonghui.primitives.people.models import Membership, Standing, Union
from gonghui.primitives.people.trades import Trade

from ..card.actions import print_card, recall
from ..card.console import get_membership as get_printable
from ..card.member import address_of
from ..coverage import lists
from ..coverage.exporting import HEADER, export_roster
from ..coverage.rules import KEEP
from ..life import actions
from ..life.rules import LIFE
from ..life.scope import get_membership
from ..life.shown import with_standings
from ..roster.rules import ROSTERS
from .shapes import MemberOut, MembershipWhyIn, Why

router = Router()


class Wanted(Schema):
    """Which members; what is left out asks for nothing."""

    at: str = Field("", max_length=20, description="a union by its code, and all below it")
    employer: uuid.UUID | None = Field(None, description="who works there now")
    kind: Literal["", *Union.Kind.values] = Field("", description="of union")  # type: ignore[valid-type]
    trade: Literal["", *Trade.values] = ""  # type: ignore[valid-type]
    standing: Literal["", *Standing.Kind.values] = ""  # type: ignore[valid-type]
    q: str = Field("", max_length=60, description="words of the name")

    def asked(self) -> lists.Asked:
        return lists.Asked(self.at, self.employer, self.kind, self.trade, self.standing, self.q)


class Listed(Wanted, After):
    """A page of them."""


class RosterIn(Wanted):
    why: str = Field("", max_length=200, description="what it is for; each member can read it")
    password: str = Field("", max_length=200, description="mine, given anew: whole numbers leave the house")


class RightIn(Schema):
    union: uuid.UUID
    starts_on: Day
    ends_on: Day | None = Field(description="null: it has not ended")
    why: str = Why


class CardPaperOut(Shape):  # of a Membership
    name: str = of("person.name")
    union: str = of("union.name")
    code: str = of("person.member_code")
    address: str = of(
        lambda row, request: address_of(request, row.person.member_code), description="what the QR on it says"
    )


@router.get("/members", response=Page[MemberOut], summary="Members of my unions")
def members(request: HttpRequest, asked: Query[Listed]) -> dict[str, Any]:
    """Officers: masked, the newest first; of a union and all below it, an employer, a trade, a standing, a name."""
    return page_after(with_standings(lists.members(unions_of(request, LIFE), asked.asked())), asked)


@router.post("/members/roster", summary="The real-name roster, with whole numbers")
def roster(request: HttpRequest, asked: RosterIn) -> HttpResponse:
    """Officers: a workbook of at most 5,000 members, its columns as a roster is brought. Asks for the password anew;
    each member can read who took it and why."""
    reach = unions_of(request, KEEP)
    check_password_again(request, asked.password)
    rows = lists.members(reach, asked.asked())
    return answers.excel(
        _("会员实名名单"), HEADER, export_roster(rows, why=asked.why, by=request.caller, now=request.now)
    )


@router.get("/members/{uuid:pk}", response=MemberOut, summary="A membership")
def member(request: HttpRequest, pk: uuid.UUID) -> Membership:
    """Officers: as it is written down, also one that has ended."""
    unions_of(request, LIFE)
    return get_membership(request, pk)


@router.post("/members/{uuid:pk}/end", response=MemberOut, summary="End a membership today")
def end(request: HttpRequest, pk: uuid.UUID, asked: MembershipWhyIn) -> Membership:
    """Officers: whose it is hears why. Refused once it has ended."""
    unions_of(request, ROSTERS)
    actions.end_membership(get_membership(request, pk), why=asked.why, by=request.caller, now=request.now)
    return get_membership(request, pk)


@router.post("/members/{uuid:pk}/correction", response=MemberOut, summary="Correct a membership")
def correct(request: HttpRequest, pk: uuid.UUID, asked: RightIn) -> Membership:
    """Officers: what it should have said, all of it; whose it is hears why. The union is one of mine."""
    reach, found = unions_of(request, ROSTERS), get_membership(request, pk)
    unions = Union.objects.open().under(reach) | Union.objects.filter(pk=found.union_id)
    said = asked.dict() | {"union": get_object_or_404(unions, pk=asked.union)}
    actions.correct_membership(found, **said, by=request.caller, now=request.now)
    return get_membership(request, pk)


@router.post("/members/{uuid:pk}/card/printing", response=CardPaperOut, summary="A card on paper")
def print_on_paper(request: HttpRequest, pk: uuid.UUID, asked: MembershipWhyIn) -> Membership:
    """Officers: what is printed for who has no phone; whose it is can read who printed it, and why."""
    unions_of(request, ROSTERS)
    return print_card(get_printable(request, pk), why=asked.why, by=request.caller, now=request.now)  # type: ignore[arg-type]


@router.post("/members/{uuid:pk}/card/recall", response={204: None}, summary="A member card is good no more")
def recall_card(request: HttpRequest, pk: uuid.UUID, asked: MembershipWhyIn) -> Status[None]:
    """Officers: its code is another from now on; whose it is hears why. Needs an Idempotency-Key."""
    unions_of(request, ROSTERS)
    person, key = get_printable(request, pk).person, idempotency_key(request)  # type: ignore[arg-type]
    recall(person, why=asked.why, key=key, by=request.caller, now=request.now)
    return Status(204, None)
