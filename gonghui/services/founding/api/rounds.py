"""Officers let members judge their union: a round is begun, read once it is over, answered with what will be done."""

import uuid
from datetime import date
from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Query, Router, Schema
from pydantic import Field

from gonghui.faces import moments
from gonghui.faces.api.base import idempotency_key
from gonghui.faces.api.offices import check_office
from gonghui.faces.api.paging import After, page_after
from gonghui.faces.api.shapes import Page, Shape, of
from gonghui.faces.api.values import Day
from gonghui.kernel.text import tidy
from gonghui.primitives.people.models import Union
from gonghui.primitives.people.powers import Act

from .. import actions, rules
from ..models import Pledge, Round
from ..pages.homes import ShownRound, shown
from ..rules import homes
from .homes import RoundOut

router = Router()


class RoundLineOut(Shape):  # of a Round
    id: uuid.UUID = of("pk")
    union: uuid.UUID = of("union_id")
    union_name: str = of("union.name")
    year: int
    opens_on: date
    closes_on: date
    state: str = of(
        lambda held, request: homes.state(held.opens_on, held.closes_on, moments.today(request.now)),
        description="coming, open, closed",
    )


class JudgedOut(RoundOut):
    union: uuid.UUID = of("round.union_id")


class RoundIn(Schema):
    union: uuid.UUID
    year: int = Field(ge=2020, le=2100)
    opens_on: Day
    closes_on: Day


class PledgeIn(Schema):
    text: str = Field(min_length=1, max_length=rules.LONGEST_TEXT)


class KeptIn(Schema):
    kept: bool
    note: str = Field("", max_length=rules.LONGEST_TEXT)


@router.get("/judgings", response=Page[RoundLineOut], summary="Rounds in which members judge my unions")
def judgings(request: HttpRequest, asked: Query[After]) -> dict[str, Any]:
    """The newest first. For officers."""
    check_office(request, rules.WATCH)
    return page_after(Round.objects.for_act(request.offices, rules.WATCH).select_related("union"), asked)


@router.post("/judgings", response=JudgedOut, summary="Let members judge their union")
def open_round(request: HttpRequest, asked: RoundIn) -> ShownRound:
    """Once a year; its members are told. For officers."""
    check_office(request, rules.MANAGE)
    mine = Union.objects.open().for_act(request.offices, rules.MANAGE).filter(kind__in=homes.HAVE_MEMBERS)
    said = asked.dict() | {"union": get_object_or_404(mine, pk=asked.union)}
    return _shown(request, actions.open_round(**said, by=request.caller, now=request.now))


@router.get("/judgings/{uuid:pk}", response=JudgedOut, summary="What members say of one of my unions")
def judging(request: HttpRequest, pk: uuid.UUID) -> ShownRound:
    """Nothing until it is over, and nothing of fewer than ten. For officers."""
    return _shown(request, _get(request, pk, rules.WATCH))


@router.post("/judgings/{uuid:pk}/pledges", response=JudgedOut, summary="What the union will do about it")
def pledge(request: HttpRequest, pk: uuid.UUID, asked: PledgeIn) -> ShownRound:
    """Every member reads it. Needs an Idempotency-Key."""
    found, key = _get(request, pk, rules.MANAGE), idempotency_key(request)
    actions.pledge(found, tidy(asked.text), key=key, by=request.caller, now=request.now)
    return _shown(request, found)


@router.post("/judgings/{uuid:pk}/pledges/{uuid:pledge}/kept", response=JudgedOut, summary="Whether it was done")
def kept(request: HttpRequest, pk: uuid.UUID, pledge: uuid.UUID, asked: KeptIn) -> ShownRound:
    """Once; every member reads it."""
    found = _get(request, pk, rules.MANAGE)
    promised = get_object_or_404(Pledge.objects.filter(round=found).select_related("round__union"), pk=pledge)
    actions.tell_kept(promised, kept=asked.kept, note=tidy(asked.note), by=request.caller, now=request.now)
    return _shown(request, found)


def _get(request: HttpRequest, pk: uuid.UUID, act: Act) -> Round:
    check_office(request, act)
    found: Round = get_object_or_404(Round.objects.for_act(request.offices, act).select_related("union"), pk=pk)
    return found


def _shown(request: HttpRequest, held: Round) -> ShownRound:
    return shown(held, moments.today(request.now))
