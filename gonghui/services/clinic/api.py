"""The free clinic in the open API: days, a place or a turn in the line, and one's own results."""

import uuid
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Query, Router, Status

from gonghui.faces.api.base import idempotency_key, optional_bearer
from gonghui.faces.api.paging import After, page_after
from gonghui.faces.api.shapes import Page, Shape, of
from gonghui.primitives.admission.models import Place

from . import actions
from .models import Day, Finding, Slot
from .pages import shown

router = Router(tags=["clinic"])


class DayOut(Shape):  # of a Day
    id: uuid.UUID = of("pk")
    title: str
    where: str = of("premises.name")
    address: str = of("premises.address")
    starts_at: datetime = of("starts")
    ends_at: datetime = of("ends")
    measures: list[str]
    says: str
    called_off: str = of("called_off_because")


class SlotOut(Shape):  # of a pages.Cell
    id: uuid.UUID = of("slot.pk")
    starts_at: datetime = of("slot.starts")
    ends_at: datetime = of("slot.ends")
    free: int = of("free", description="0 while people wait in its line")
    waiting: int
    waits: bool = of("waits", description="I stand in its line")


class ClinicWholeOut(DayOut):  # of a Day
    slots: list[SlotOut] = of(lambda day, request: shown.cells(day, request.person, now=request.now))


class PlaceOut(Shape):  # of a Place
    id: uuid.UUID = of("pk")
    code: str
    starts_at: datetime = of("pool.clinic_slot.starts")
    ends_at: datetime = of("pool.clinic_slot.ends")
    released_at: datetime | None


class ReadOut(Shape):  # of a rules.Read
    measure: str = of("measure.code")
    unit: str = of("measure.unit")
    value: Decimal
    outside: str = of("outside", description="low, high, or empty within the limits")
    source: str = of("measure.source")


class FindingOut(Shape):  # of a pages.Opened
    id: uuid.UUID = of("finding.pk")
    day: str = of("finding.day.title")
    at: datetime = of("finding.at")
    reads: list[ReadOut]
    advice: str
    departments: list[str]
    hospital: str = of("finding.day.hospital")


@router.get("/days", response=Page[DayOut], auth=optional_bearer, summary="Days to come")
def days(request: HttpRequest, asked: Query[After]) -> dict[str, Any]:
    """Newest plan first. Works without a token."""
    return page_after(Day.objects.to_come(request.now), asked)


@router.get("/days/{uuid:pk}", response=ClinicWholeOut, auth=optional_bearer, summary="One of them, with its slots")
def day(request: HttpRequest, pk: uuid.UUID) -> Day:
    """Works without a token."""
    return get_object_or_404(Day.objects.select_related("premises"), pk=pk)


@router.post("/slots/{uuid:pk}/place", response=PlaceOut, summary="Take a place in a slot")
def take(request: HttpRequest, pk: uuid.UUID) -> Place:
    """Needs an Idempotency-Key. One place a person and day."""
    key = idempotency_key(request)
    place = actions.take(_slot(pk), request.person, key=key, by=request.caller, now=request.now)
    return _place(request, place.pk)


@router.post("/slots/{uuid:pk}/line", response={204: None}, summary="Wait for a place in a full slot")
def wait(request: HttpRequest, pk: uuid.UUID) -> Status[None]:
    """Whoever is next has what is given back, and is told."""
    actions.wait(_slot(pk), request.person, by=request.caller, now=request.now)
    return Status(204, None)


@router.delete("/slots/{uuid:pk}/line", response={204: None}, summary="Wait no more")
def leave(request: HttpRequest, pk: uuid.UUID) -> Status[None]:
    """Once is enough."""
    actions.leave_line(_slot(pk), request.person, by=request.caller, now=request.now)
    return Status(204, None)


@router.get("/places", response=Page[PlaceOut], summary="My places")
def places(request: HttpRequest, asked: Query[After]) -> dict[str, Any]:
    """Newest first."""
    return page_after(_mine(request), asked)


@router.delete("/places/{uuid:pk}", response={204: None}, summary="Give a place back")
def give_back(request: HttpRequest, pk: uuid.UUID) -> Status[None]:
    """Before its slot begins."""
    actions.give_back(_place(request, pk), by=request.caller, now=request.now)
    return Status(204, None)


@router.get("/results", response=list[FindingOut], summary="What was measured of me")
def results(request: HttpRequest) -> list[shown.Opened]:
    """Newest first; nobody else is told."""
    return shown.results(Finding.objects.of(request.person))


def _slot(pk: uuid.UUID) -> Slot:
    return get_object_or_404(Slot.objects.for_page(), pk=pk)


def _mine(request: HttpRequest) -> Any:
    mine = Place.objects.of(request.person).filter(pool__clinic_slot__isnull=False)
    return mine.select_related("pool__clinic_slot")


def _place(request: HttpRequest, pk: uuid.UUID) -> Place:
    return get_object_or_404(_mine(request), pk=pk)
