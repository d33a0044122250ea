"""Loads for programs: found by route, day and lorry; the number after a touch that is written down."""

import uuid
from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import Query, Router

from gonghui.faces.api.base import idempotency_key, optional_bearer
from gonghui.faces.api.paging import After, page_after
from gonghui.faces.api.shapes import Page
from gonghui.faces.api.values import Day
from gonghui.kernel.money import Fen

from .. import refusals
from ..pages.browse import division_of
from ..road.loads import actions
from ..road.loads.models import FraudReport, Load
from ..road.loads.pages import shipper_of
from . import shapes

router = Router()


@router.get("/loads", response=Page[shapes.LoadOut], auth=optional_bearer, summary="Loads by route, day and lorry")
def loads(
    request: HttpRequest,
    asked: Query[After],
    origin: str = "",
    target: str = "",
    day: Day | None = None,
    lorry: str = "",
) -> dict[str, Any]:
    """`origin` and `target`: a division's code or name. No token."""
    codes = [division_of(text[:30]).pk if text else "" for text in (origin, target)]
    _check_lorry(lorry)
    found = Load.objects.standing(today=timezone.localdate(request.now)).on_route(*codes).on_day(day)
    return page_after(found.for_lorry(lorry).for_page(), asked)


@router.post("/loads", response=shapes.LoadOut, summary="Post a load")
def post(request: HttpRequest, asked: shapes.LoadIn) -> Load:
    """For verified shippers; needs an Idempotency-Key."""
    key, shipper = idempotency_key(request), shipper_of(request.person)
    origin, target = division_of(asked.origin), division_of(asked.target)
    said = asked.dict(include={"goods", "weight_kg", "loads_on", "note"}) | {"origin": origin, "target": target}
    _check_lorry(asked.lorry)
    price = None if asked.price is None else Fen(asked.price)
    return actions.post_load(
        shipper, **said, lorry=asked.lorry, price=price, key=key, by=request.caller, now=request.now
    )


@router.post("/loads/{uuid:pk}/contact", response=shapes.ContactOut, summary="The shipper's number")
def contact(request: HttpRequest, pk: uuid.UUID) -> dict[str, str]:
    """Who saw it is written down."""
    load = get_object_or_404(Load, pk=pk)
    return {"phone": actions.show_contact(load, request.person, by=request.caller, now=request.now)}


@router.post("/loads/{uuid:pk}/reports", response=shapes.ReportOut, summary="Report a fraud")
def report(request: HttpRequest, pk: uuid.UUID, asked: shapes.ReportIn) -> FraudReport:
    """After seeing the number; again answers the first report."""
    load = get_object_or_404(Load.objects.select_related("shipper"), pk=pk)
    return actions.report_fraud(load, request.person, what=asked.what, by=request.caller, now=request.now)


def _check_lorry(lorry: str) -> None:
    """Raises UnknownChoice."""
    if lorry and lorry not in Load.Lorry.values:
        raise refusals.UnknownChoice(text=lorry, choices=tuple(Load.Lorry.values))
