"""The life of one membership, for officers: its standing, the steps of an automatic leaving, a death."""

import uuid
from datetime import date
from typing import Any, Literal

from django.http import HttpRequest
from ninja import Query, Router, Schema
from pydantic import Field

from gonghui.faces.api.base import idempotency_key
from gonghui.faces.api.offices import unions_of
from gonghui.faces.api.paging import After, page_after
from gonghui.faces.api.shapes import Masked, Page, Shape, of
from gonghui.faces.api.values import Day
from gonghui.primitives.people.models import Membership, Standing, Union

from ..card.actions import recall
from ..life import actions
from ..life.models import Death, Lapse
from ..life.rules import LIFE
from ..life.scope import get_death, get_membership, get_person, running_of
from ..life.shown import standing_of, with_standings

router = Router()
Why = Field(min_length=1, max_length=200)


class MemberOut(Shape):  # of a Membership
    id: uuid.UUID = of("pk", description="of the membership")
    person: uuid.UUID = of("person_id")
    name: Masked = of("person")
    union: str = of("union.name")
    starts_on: date
    ends_on: date | None
    standing: str = of(standing_of, description="regular, retired, unemployed, unit_closed, early_retired")


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


class StandingIn(Schema):
    kind: Literal[*Standing.Kind.values]  # type: ignore[valid-type]
    starts_on: Day
    why: str = Why


class IdleIn(Schema):
    idle_since: Day = Field(description="the last day on which dues were paid or part was taken")


class TalkIn(Schema):
    talked_on: Day
    talk: str = Field(min_length=1, max_length=500, description="who talked, and what the member said")


class WhyIn(Schema):
    why: str = Why


class DeathIn(Schema):
    died_on: Day
    proof: str = Field(min_length=1, max_length=200, description="a certificate's number, or who came")


def _said(request: Any, asked: Schema) -> dict[str, Any]:
    return asked.dict() | {"by": request.caller, "now": request.now}


@router.get("/members", response=Page[MemberOut], summary="Members of my unions")
def members(request: HttpRequest, asked: Query[After], at: str = "") -> dict[str, Any]:
    """Officers: names masked, the newest first; of the union with this code and all below it."""
    mine = with_standings(Membership.objects.active().under(unions_of(request, LIFE)))
    return page_after(mine.under(Union.objects.filter(code=at[:20])) if at else mine, asked)


@router.post("/members/{uuid:pk}/standing", response=MemberOut, summary="Set a member's standing")
def set_standing(request: HttpRequest, pk: uuid.UUID, asked: StandingIn) -> Membership:
    """Officers: from a day on; whose it is hears of it."""
    unions_of(request, LIFE)
    found = get_membership(request, pk)
    actions.set_standing(found, **_said(request, asked))
    return found


@router.post("/members/{uuid:pk}/card/recall", response={204: None}, summary="A member card is good no more")
def recall_card(request: HttpRequest, pk: uuid.UUID, asked: WhyIn) -> tuple[int, None]:
    """Officers: its code is another from now on; whose it is hears why. Needs an Idempotency-Key."""
    unions_of(request, LIFE)
    person, key = get_membership(request, pk).person, idempotency_key(request)
    recall(person, why=asked.why, key=key, by=request.caller, now=request.now)
    return 204, None


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
def drop_lapse(request: HttpRequest, pk: uuid.UUID, asked: WhyIn) -> tuple[int, None]:
    """Officers: the steps are over; whose they were hears why."""
    unions_of(request, LIFE)
    actions.drop_lapse(running_of(request, pk), **_said(request, asked))
    return 204, None


@router.post("/persons/{uuid:pk}/death", response=DeathOut, summary="Record a death")
def record_death(request: HttpRequest, pk: uuid.UUID, asked: DeathIn) -> Death:
    """Officers: the membership ends, nobody signs in any more, nothing is sent."""
    reach = unions_of(request, LIFE)
    return actions.record_death(get_person(request, pk), reach=reach, **_said(request, asked))


@router.delete("/persons/{uuid:pk}/death", response={204: None}, summary="It was a mistake")
def undo_death(request: HttpRequest, pk: uuid.UUID) -> tuple[int, None]:
    """Officers: all goes on as if nothing had been."""
    reach = unions_of(request, LIFE)
    actions.undo_death(get_death(request, pk), reach=reach, by=request.caller, now=request.now)
    return 204, None
