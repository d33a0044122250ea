"""Documents that two persons have, settled by either union or taken off the wrong one; who moved away from mine."""

import uuid
from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Query, Router, Schema
from pydantic import Field

from gonghui.faces.api.offices import check_office
from gonghui.faces.api.paging import After, page_after
from gonghui.faces.api.shapes import Masked, Page, Shape, of
from gonghui.primitives.people.permissions import unions_for
from gonghui.primitives.people.powers import Act

from .. import actions, rules
from ..models import Application, Release
from ..querysets import ApplicationQuerySet

router = Router(tags=["joining"])


class ConflictOut(Shape):  # of an Application
    id: uuid.UUID = of("pk")
    code: str
    state: str = of("state", description="waiting, returned")
    applicant: Masked = of("person")
    mobile: str = of("person.masked_mobile")
    document: str = of("masked_number")
    rival: Masked | None = of("rival", description="who has the document already; none once it is settled")
    rival_mobile: str | None = of("rival.masked_mobile")
    union: str | None = of("union.name", description="that is applied for")
    due_at: datetime | None


class SettleIn(Schema):
    same: bool = Field(description="both are one person; else the number was typed wrongly")


class ReleaseOut(Shape):  # of a Release
    id: uuid.UUID = of("pk")
    application: uuid.UUID = of("application_id")
    person: Masked = of("person", description="off whom it was taken")
    recorded_by: str = of("union.name", description="the union whose row it was")
    document: str = of("masked_number")
    applicant: Masked = of("application.person")
    union: str | None = of("application.union.name", description="that is applied for")
    released_at: datetime = of("created_at")
    undo_until: datetime
    undone_at: datetime | None


class MovedOut(Shape):  # of an Application
    id: uuid.UUID = of("pk")
    member: Masked = of("person")
    left: str | None = of("leaves.name")
    joined: str | None = of("union.name")
    on: datetime | None = of("decided_at")


@router.get("/conflicts", response=Page[ConflictOut], summary="Documents that two persons have")
def conflicts(request: HttpRequest, asked: Query[After], q: str = "") -> dict[str, Any]:
    """Of both unions, masked; `q`: the beginning of a name, or the last four of a document or of either's mobile."""
    rows = _disputed(request, rules.WATCH)
    return page_after(rows.disputing(q[:60]) if q else rows, asked)


@router.post("/conflicts/{uuid:pk}/settlement", response=ConflictOut, summary="What both unions found out")
def settle(request: HttpRequest, pk: uuid.UUID, asked: SettleIn) -> Application:
    """One and the same, or not: the applicant learns nothing of the other."""
    rows = _disputed(request, rules.DECIDE)
    found = get_object_or_404(rows, pk=pk)
    return actions.settle(found, same=asked.same, among=rows, by=request.caller, now=request.now)


@router.post("/conflicts/{uuid:pk}/release", response=ReleaseOut, summary="The other row is wrong")
def release(request: HttpRequest, pk: uuid.UUID) -> Release:
    """The document is the applicant's: it is taken off whom it was written down for. Said by the union of that row."""
    check_office(request, rules.DECIDE)
    rows = Application.objects.recorded_by(unions_for(request.offices, rules.DECIDE))
    return actions.release(get_object_or_404(rows, pk=pk), among=rows, by=request.caller, now=request.now)


@router.get("/released", response=Page[ReleaseOut], summary="Documents taken off rows that were wrong")
def released(request: HttpRequest, asked: Query[After]) -> dict[str, Any]:
    """Of both unions, the last ninety days, the newest first."""
    check_office(request, rules.WATCH)
    rows = Release.objects.seen_by(unions_for(request.offices, rules.WATCH), now=request.now)
    return page_after(rows.select_related("person", "union", "application__person", "application__union"), asked)


@router.post("/released/{uuid:pk}/return", response=ReleaseOut, summary="The row was right after all")
def take_back(request: HttpRequest, pk: uuid.UUID) -> Release:
    """Within seven days, by the union of the row; an application that still waits is in conflict again."""
    check_office(request, rules.DECIDE)
    rows = Release.objects.under(unions_for(request.offices, rules.DECIDE))
    return actions.take_back(get_object_or_404(rows, pk=pk), by=request.caller, now=request.now)


@router.get("/left", response=Page[MovedOut], summary="Who moved away from my unions")
def left(request: HttpRequest, asked: Query[After]) -> dict[str, Any]:
    """The newest first."""
    check_office(request, rules.WATCH)
    rows = Application.objects.moved_from(unions_for(request.offices, rules.WATCH))
    return page_after(rows.select_related("person", "union", "leaves"), asked)


def _disputed(request: HttpRequest, act: Act) -> ApplicationQuerySet:
    check_office(request, act)
    rows = Application.objects.disputed_with(unions_for(request.offices, act))
    return rows.select_related("person", "rival", "union")
