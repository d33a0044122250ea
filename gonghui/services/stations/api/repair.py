"""Emergency repair for programs: a driver's call, workshops' offers, the choice and the work."""

import uuid
from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Router

from gonghui.faces.api.base import idempotency_key
from gonghui.kernel.geo import Datum
from gonghui.kernel.money import Fen

from ..road.repair import actions, refusals, rules
from ..road.repair.models import Call, Quote
from ..road.repair.pages import call_of, won_by, workshop_of
from . import shapes

router = Router()


@router.post("/repairs", response=shapes.RepairOut, summary="Call for emergency repair")
def ask(request: HttpRequest, asked: shapes.RepairIn) -> Call:
    """With plate, and a position or words that say where (路名、桩号、市县); needs an Idempotency-Key. Workshops within
    reach are told."""
    key, point = idempotency_key(request), rules.position(asked.lat, asked.lon, Datum.parse(asked.datum))
    said = {"plate": asked.plate, "near": asked.near, "trouble": asked.trouble}
    return actions.ask(request.person, point=point, **said, key=key, by=request.caller, now=request.now)


@router.get("/repairs/{uuid:pk}", response=shapes.RepairOut, summary="My call")
def call(request: HttpRequest, pk: uuid.UUID) -> Call:
    """How it stands, and who offers what."""
    return call_of(request.person, pk)


@router.post("/repairs/{uuid:pk}/choice", response=shapes.RepairOut, summary="Choose who comes")
def choose(request: HttpRequest, pk: uuid.UUID, asked: shapes.ChoiceIn) -> Call:
    """One quote, once; the same again answers the same."""
    quotes = Quote.objects.select_related("provider__person", "call")
    chosen = get_object_or_404(quotes, pk=asked.quote, call=call_of(request.person, pk))
    return actions.choose(chosen, by=request.caller, now=request.now)


@router.post("/repairs/{uuid:pk}/cancellation", response=shapes.RepairOut, summary="Cancel my call")
def cancel(request: HttpRequest, pk: uuid.UUID, asked: shapes.StationReasonIn) -> Call:
    """Until the mechanic is there."""
    return actions.cancel(call_of(request.person, pk), reason=asked.reason, by=request.caller, now=request.now)


@router.post("/repairs/{uuid:pk}/rating", response=shapes.RepairOut, summary="Rate the work")
def rate(request: HttpRequest, pk: uuid.UUID, asked: shapes.RatingIn) -> Call:
    """1 to 5 stars, once."""
    found = call_of(request.person, pk)
    return actions.rate(found, stars=asked.stars, rating=asked.rating, by=request.caller, now=request.now)


@router.get("/jobs", response=list[shapes.JobOut], summary="Calls near my workshop")
def jobs(request: HttpRequest) -> list[dict[str, Any]]:
    """Those that wait, nearest first. For verified workshops."""
    near = Call.objects.near(workshop_of(request.person), now=request.now)
    return [{"call": found, "metres": metres} for found, metres in near]


@router.post("/jobs/{uuid:pk}/quotes", response=shapes.JobOut, summary="Offer time and price")
def offer(request: HttpRequest, pk: uuid.UUID, asked: shapes.OfferIn) -> dict[str, Any]:
    """My earlier quote on the call is withdrawn."""
    provider = workshop_of(request.person)
    near = {found.pk: {"call": found, "metres": m} for found, m in Call.objects.near(provider, now=request.now)}
    if pk not in near:
        raise refusals.OutOfReach()
    said: dict[str, Any] = {"minutes": asked.minutes, "price": Fen(asked.price), "note": asked.note}
    actions.offer(near[pk]["call"], provider, **said, by=request.caller, now=request.now)
    return near[pk]


@router.post("/jobs/{uuid:pk}/arrival", response=shapes.JobOut, summary="I am there")
def arrive(request: HttpRequest, pk: uuid.UUID) -> dict[str, Any]:
    """For the chosen workshop."""
    return {"call": actions.arrive(won_by(request.person, pk), by=request.caller, now=request.now), "metres": 0}


@router.post("/jobs/{uuid:pk}/finish", response=shapes.JobOut, summary="It runs again")
def finish(request: HttpRequest, pk: uuid.UUID, asked: shapes.ChargeIn) -> dict[str, Any]:
    """For at most what was quoted (fen)."""
    found = won_by(request.person, pk)
    done = actions.finish(found, charged=Fen(asked.charged), by=request.caller, now=request.now)
    return {"call": done, "metres": 0}
