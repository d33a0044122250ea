"""The life of one membership, for officers: its standing, the steps of an automatic leaving, a death."""

import uuid
from datetime import date
from typing import Any, Literal

from django.http import HttpRequest
from ninja import Router, Schema, Status
from pydantic import Field

from gonghui.faces.api.offices import unions_of
from gonghui.faces.api.shapes import Masked, Shape, of
from gonghui.faces.api.values import Day
from gonghui.primitives.people.models import Membership, Standing

from ..life import actions
from ..life.models import Death, Lapse
from ..life.rules import LIFE
from ..life.scope import get_death, get_membership, get_person, running_of
from .shapes import MemberOut, MembershipWhyIn, Why

router = Router()


class LapseOut(Shape):  # of a Lapse
    membership: uuid.UUID = of("membership_id")
    stage: str = of("stage", description="begun, talked, noticed, over, dropped")
    idle_since: date
    talked_on: date | None
    ends_on: date | None = of("ends_on", description="from when on it can end, once the member was told")


class DeathOut(Shape):  # of a Death
    person: uuid.UUID = of("person_id")
    name: Masked = of("person")
    died_on: date
    proof: str


class StandingIn(Schema):
    kind: Literal[*Standing.Kind.values]  # type: ignore[valid-type]
    starts_on: Day
    why: str = Why


class IdleIn(Schema):
    idle_since: Day = Field(description="the last day on which dues were paid or part was taken")


class TalkIn(Schema):
    talked_on: Day
    talk: str = Field(min_length=1, max_length=500, description="who talked, and what the member said")


class DeathIn(Schema):
    died_on: Day
    proof: str = Field(min_length=1, max_length=200, description="a certificate's number, or who came")


def _said(request: Any, asked: Schema) -> dict[str, Any]:
    return asked.dict() | {"by": request.caller, "now": request.now}


@router.post("/members/{uuid:pk}/standing", response=MemberOut, summary="Set a member's standing")
def set_standing(request: HttpRequest, pk: uuid.UUID, asked: StandingIn) -> Membership:
    """Officers: from a day on; whose it is hears of it."""
    unions_of(request, LIFE)
    found = get_membership(request, pk)
    actions.set_standing(found, **_said(request, asked))
    return found


@router.get("/members/{uuid:pk}/lapse", response=LapseOut, summary="An automatic leaving under way")
def lapse(request: HttpRequest, pk: uuid.UUID) -> Lapse:
    """Officers: how far it is."""
    unions_of(request, LIFE)
    return running_of(request, pk)


@router.post("/members/{uuid:pk}/lapse", response=LapseOut, summary="Begin an automatic leaving")
def begin_lapse(request: HttpRequest, pk: uuid.UUID, asked: IdleIn) -> Lapse:
    """Officers: the first step; the member hears of it, and somebody is to talk with them."""
    unions_of(request, LIFE)
    return actions.begin_lapse(get_membership(request, pk), **_said(request, asked))


@router.post("/members/{uuid:pk}/lapse/talk", response=LapseOut, summary="Record the talk")
def record_talk(request: HttpRequest, pk: uuid.UUID, asked: TalkIn) -> Lapse:
    """Officers: the second step."""
    unions_of(request, LIFE)
    return actions.record_talk(running_of(request, pk), **_said(request, asked))


@router.post("/members/{uuid:pk}/lapse/notice", response=LapseOut, summary="Tell the member from when on it ends")
def notify_lapse(request: HttpRequest, pk: uuid.UUID) -> Lapse:
    """Officers: the third step; the time of the notice begins."""
    unions_of(request, LIFE)
    return actions.notify_lapse(running_of(request, pk), by=request.caller, now=request.now)


@router.post("/members/{uuid:pk}/lapse/end", response=LapseOut, summary="End the membership after the notice")
def end_lapse(request: HttpRequest, pk: uuid.UUID) -> Lapse:
    """Officers: the last step."""
    unions_of(request, LIFE)
    return actions.end_lapse(running_of(request, pk), by=request.caller, now=request.now)


@router.post("/members/{uuid:pk}/lapse/dropping", response={204: None}, summary="The member goes on after all")
def drop_lapse(request: HttpRequest, pk: uuid.UUID, asked: MembershipWhyIn) -> Status[None]:
    """Officers: the steps are over; whose they were hears why."""
    unions_of(request, LIFE)
    actions.drop_lapse(running_of(request, pk), **_said(request, asked))
    return Status(204, None)


@router.get("/persons/{uuid:pk}/death", response=DeathOut, summary="A death that is recorded")
def death(request: HttpRequest, pk: uuid.UUID) -> Death:
    """Officers: 404 where there is none."""
    unions_of(request, LIFE)
    return get_death(request, pk)


@router.post("/persons/{uuid:pk}/death", response=DeathOut, summary="Record a death")
def record_death(request: HttpRequest, pk: uuid.UUID, asked: DeathIn) -> Death:
    """Officers: the membership ends, nobody signs in any more, nothing is sent."""
    reach = unions_of(request, LIFE)
    return actions.record_death(get_person(request, pk), reach=reach, **_said(request, asked))


@router.delete("/persons/{uuid:pk}/death", response={204: None}, summary="It was a mistake")
def undo_death(request: HttpRequest, pk: uuid.UUID) -> Status[None]:
    """Officers: all goes on as if nothing had been."""
    reach = unions_of(request, LIFE)
    actions.undo_death(get_death(request, pk), reach=reach, by=request.caller, now=request.now)
    return Status(204, None)
