"""One word on all that waits and is asked for, by the worker: say it, see how far it is and who stayed, stop it."""

import uuid
from datetime import datetime
from typing import Any, Literal

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Query, Router, Schema
from pydantic import Field

from gonghui.faces.api.base import idempotency_key
from gonghui.faces.api.offices import check_office
from gonghui.faces.api.paging import After, page_after
from gonghui.faces.api.shapes import Page, Shape, of
from gonghui.faces.api.values import AwareMoment
from gonghui.primitives.people.models import Trade
from gonghui.primitives.people.permissions import unions_for

from .. import rules
from ..models import Application
from ..querysets import FILTERS
from . import actions
from .models import BulkDecision, BulkRefusal
from .querysets import BulkDecisionQuerySet

router = Router(tags=["joining"])


class Filters(Schema):
    kind: Application.Kind | None = Field(None, description="join, transfer")
    trade: Trade | None = None
    via: Application.Via | None = Field(None, description="self, officer, hotline, helper")
    which: Literal["raised", "appealed"] | None = Field(None, description="raised (nobody decided in time), appealed")
    q: str = Field("", max_length=60, description="the beginning of a name, the last four of a number, or a code")

    @property
    def asked(self) -> dict[str, str]:
        """What a queryset's `wanted` takes."""
        said = {name: getattr(self, name) for name in FILTERS}
        return {name: str(value) for name, value in said.items() if value}


class BulkIn(Filters):
    decision: str = Field(description="approved, returned, refused", pattern="^(approved|returned|refused)$")
    ground: str = Field("", max_length=20, description="of a no, as /grounds lists them")
    reason: str = Field("", max_length=rules.LONGEST_REASON, description="not asked for of a yes")
    as_of: AwareMoment | None = Field(None, description="of /queue/count: what came after it is not meant")


class CountOut(Schema):
    count: int
    as_of: datetime = Field(description="the moment of it, to be sent with the word")


class BulkOut(Shape):  # of a BulkDecision
    id: uuid.UUID = of("pk")
    decision: str = of("word")
    ground: str
    reason: str
    state: str = of("state", description="open, done, stopped")
    percent: int
    total: int = of("total", description="how many waited and were asked for when it was said")
    done: int
    left: int = of("left", description="those that stay as they are, each named by /left")
    gone: int = of("gone", description="decided by others or taken back before it was their turn; known at the end")
    created_at: datetime
    ended_at: datetime | None


class StayedOut(Shape):  # of a BulkRefusal
    id: uuid.UUID = of("pk")
    application: uuid.UUID = of("application_id")
    code: str = of("code", description="stable and dotted: joining.in_conflict")
    says: str
    mend: str


@router.get("/queue/count", response=CountOut, summary="How many one word would be about")
def count(request: HttpRequest, asked: Query[Filters]) -> dict[str, Any]:
    """That wait and are asked for, before it is said."""
    check_office(request, rules.DECIDE)
    rows = Application.objects.for_act(request.offices, rules.DECIDE).wanted(asked.asked)
    return {"count": rows.count(), "as_of": request.now}


@router.post("/queue/bulk", response=BulkOut, summary="Decide all that is asked for with one word")
def begin(request: HttpRequest, asked: BulkIn) -> BulkDecision:
    """However many; the worker does it. Needs an Idempotency-Key; the same key answers the same."""
    check_office(request, rules.DECIDE)
    return actions.begin(
        asked.asked, asked.decision, ground=asked.ground, reason=asked.reason,
        unions=unions_for(request.offices, rules.DECIDE), as_of=asked.as_of,
        key=uuid.UUID(idempotency_key(request)), by_person=request.person, by=request.caller, now=request.now,
    )  # fmt: skip


@router.get("/queue/bulk", response=Page[BulkOut], summary="What I decided so")
def bulks(request: HttpRequest, asked: Query[After]) -> dict[str, Any]:
    """The newest first."""
    return page_after(_mine(request), asked)


@router.get("/queue/bulk/{uuid:pk}", response=BulkOut, summary="How far one of them is")
def bulk(request: HttpRequest, pk: uuid.UUID) -> BulkDecision:
    return get_object_or_404(_mine(request), pk=pk)


@router.get("/queue/bulk/{uuid:pk}/left", response=Page[StayedOut], summary="Who stayed of it, and why")
def left(request: HttpRequest, pk: uuid.UUID, asked: Query[After]) -> dict[str, Any]:
    """The last first."""
    return page_after(BulkRefusal.objects.filter(bulk=get_object_or_404(_mine(request), pk=pk)), asked)


@router.post("/queue/bulk/{uuid:pk}/stop", response=BulkOut, summary="Not the rest of it")
def stop(request: HttpRequest, pk: uuid.UUID) -> BulkDecision:
    """What is decided stays decided, the rest waits on."""
    return actions.stop(get_object_or_404(_mine(request), pk=pk), by=request.caller, now=request.now)


def _mine(request: HttpRequest) -> BulkDecisionQuerySet:
    check_office(request, rules.DECIDE)
    return BulkDecision.objects.of(request.person)
