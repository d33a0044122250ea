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
from ..road.repair.models import Call, Provider, Quote
from ..road.repair.pages import offers_on, progress
from . import shapes

router = Router()


@router.post("/repairs", response=shapes.RepairOut, summary="Call for emergency repair")
def ask(request: HttpRequest, asked: shapes.RepairIn) -> dict[str, Any]:
    """With plate and position; needs an Idempotency-Key. Workshops within reach are told."""
    key, point = idempotency_key(request), rules.position(asked.lat, asked.lon, Datum.parse(asked.datum))
    said = {"plate": asked.plate, "near": asked.near, "trouble": asked.trouble}
    return told(actions.ask(request.person, point=point, **said, key=key, by=request.caller, now=request.now))


@router.get("/repairs/{uuid:pk}", response=shapes.RepairOut, summary="My call")
def call(request: HttpRequest, pk: uuid.UUID) -> dict[str, Any]:
    """How it stands, and who offers what."""
    return told(_mine(request, pk))


@router.post("/repairs/{uuid:pk}/choice", response=shapes.RepairOut, summary="Choose who comes")
def choose(request: HttpRequest, pk: uuid.UUID, asked: shapes.ChoiceIn) -> dict[str, Any]:
    """One quote, once; the same again answers the same."""
    found = _mine(request, pk)
    quotes = Quote.objects.select_related("provider__person", "call")
    chosen = get_object_or_404(quotes, pk=asked.quote, call=found)
    return told(actions.choose(chosen, by=request.caller, now=request.now))


@router.post("/repairs/{uuid:pk}/cancellation", response=shapes.RepairOut, summary="Cancel my call")
def cancel(request: HttpRequest, pk: uuid.UUID, asked: shapes.ReasonIn) -> dict[str, Any]:
    """Until the mechanic is there."""
    return told(actions.cancel(_mine(request, pk), reason=asked.reason, by=request.caller, now=request.now))


@router.post("/repairs/{uuid:pk}/rating", response=shapes.RepairOut, summary="Rate the work")
def rate(request: HttpRequest, pk: uuid.UUID, asked: shapes.RatingIn) -> dict[str, Any]:
    """1 to 5 stars, once."""
    found = _mine(request, pk)
    return told(actions.rate(found, stars=asked.stars, rating=asked.rating, by=request.caller, now=request.now))


@router.get("/jobs", response=list[shapes.JobOut], summary="Calls near my workshop")
def jobs(request: HttpRequest) -> list[dict[str, Any]]:
    """Those that wait, nearest first. For verified workshops."""
    near = Call.objects.near(_workshop(request), now=request.now)
    return [_job(found) | {"metres": metres} for found, metres in near]


@router.post("/jobs/{uuid:pk}/quotes", response=shapes.JobOut, summary="Offer time and price")
def offer(request: HttpRequest, pk: uuid.UUID, asked: shapes.OfferIn) -> dict[str, Any]:
    """My earlier quote on the call is withdrawn."""
    provider = _workshop(request)
    near = {found.pk: (found, metres) for found, metres in Call.objects.near(provider, now=request.now)}
    if pk not in near:
        raise refusals.OutOfReach()
    found, metres = near[pk]
    said: dict[str, Any] = {"minutes": asked.minutes, "price": Fen(asked.price), "note": asked.note}
    actions.offer(found, provider, **said, by=request.caller, now=request.now)
    return _job(found) | {"metres": metres}


@router.post("/jobs/{uuid:pk}/arrival", response=shapes.JobOut, summary="I am there")
def arrive(request: HttpRequest, pk: uuid.UUID) -> dict[str, Any]:
    """For the chosen workshop."""
    return _job(actions.arrive(_won(request, pk), by=request.caller, now=request.now)) | {"metres": 0}


@router.post("/jobs/{uuid:pk}/finish", response=shapes.JobOut, summary="It runs again")
def finish(request: HttpRequest, pk: uuid.UUID, asked: shapes.ChargeIn) -> dict[str, Any]:
    """For at most what was quoted (fen)."""
    found = actions.finish(_won(request, pk), charged=Fen(asked.charged), by=request.caller, now=request.now)
    return _job(found) | {"metres": 0}


def told(found: Call) -> dict[str, Any]:
    """A call as its driver sees it."""
    same = ("code", "trouble", "plate", "asked_at", "charged", "stars")
    return {name: getattr(found, name) for name in same} | {
        "id": found.pk,
        "state": progress(found).state,
        "chosen": found.chosen_id,
        "quotes": [
            {
                "id": each.quote.pk,
                "workshop": each.quote.provider.name,
                "minutes": each.quote.minutes,
                "price": each.quote.price,
                "note": each.quote.note,
                "metres": each.metres,
                "jobs": each.jobs,
                "mark": each.mark,
            }
            for each in offers_on(found)
        ],
    }


def _job(found: Call) -> dict[str, Any]:
    same = ("code", "trouble", "near")
    return {name: getattr(found, name) for name in same} | {"id": found.pk, "state": progress(found).state}


def _mine(request: HttpRequest, pk: uuid.UUID) -> Call:
    return get_object_or_404(Call.objects.of(request.person).select_related("chosen__provider", "driver"), pk=pk)


def _workshop(request: HttpRequest, pk: uuid.UUID | None = None) -> Provider:
    """The asker's own, chosen for the call `pk`, closed since or not; else the open one (NotAProvider)."""
    found = Provider.objects.chosen_for(pk, request.person).first() or Provider.objects.of(request.person).first()
    if found is None:
        raise refusals.NotAProvider()
    return found


def _won(request: HttpRequest, pk: uuid.UUID) -> Call:
    won = Call.objects.won_by(_workshop(request, pk)).select_related("chosen__provider", "driver")
    return get_object_or_404(won, pk=pk)
