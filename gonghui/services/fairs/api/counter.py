"""The people on site: the gate admits, the till quotes, sells and cancels."""

import uuid
from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Router

from gonghui.faces.api.base import idempotency_key

from .. import actions
from ..desks import gates_of, sale_of, stall_of, tills_of
from ..models import Offer, Venue
from . import shapes
from .member import bought, why

router = Router()


@router.get("/gates", response=list[shapes.VenueOut], summary="The gates I may work at")
def gates(request: HttpRequest) -> list[dict[str, Any]]:
    """Venues with sessions around today, within my office."""
    return [
        {
            "id": venue.pk,
            "city": venue.division.name,
            "division": venue.division_id,
            "hall": venue.hall,
            "address": venue.address,
            "hotline": venue.hotline,
        }
        for venue in gates_of(request.offices, now=request.now)
    ]


@router.post("/gates/{uuid:pk}/admissions", response=shapes.AdmittedOut, summary="Admit who shows a code")
def admit(request: HttpRequest, pk: uuid.UUID, shown: shapes.ShownIn) -> dict[str, Any]:
    """Wrong session, already admitted, given back, another city and unknown are each refused by name."""
    venue: Venue = get_object_or_404(gates_of(request.offices, now=request.now), pk=pk)
    check_in = actions.admit(venue, shown.code, by=request.caller, now=request.now)
    session = check_in.place.pool.session
    return {
        "code": check_in.place.code,
        "name": check_in.place.holder.name,
        "starts_at": session.starts_at,
        "ends_at": session.ends_at,
        "admitted_at": check_in.at,
        "way": check_in.way,
    }


@router.get("/tills", response=list[shapes.TillOut], summary="The tills I may work at")
def tills(request: HttpRequest) -> list[dict[str, Any]]:
    """One for each venue and merchant I sell for."""
    return [
        {
            "venue": stall.venue_id,
            "city": stall.venue.division.name,
            "hall": stall.venue.hall,
            "merchant": stall.merchant_id,
            "merchant_name": stall.merchant.name,
        }
        for stall in tills_of(request.person, now=request.now)
    ]


@router.post("/tills/{uuid:pk}/{uuid:merchant}/quotes", response=shapes.QuoteOut, summary="What each side would pay")
def quote(request: HttpRequest, pk: uuid.UUID, merchant: uuid.UUID, asked: shapes.QuoteIn) -> dict[str, Any]:
    """Nothing is written; `why_not` says what would refuse the sale now."""
    venue, seller = stall_of(request.person, pk, merchant, now=request.now)
    place, _way = actions.place_shown(venue, asked.buyer)
    found = actions.quote(venue, _offer(asked.offer, venue, seller), place.holder, now=request.now)
    return {
        "list_price": found.list_price,
        "ex_factory_price": found.ex_factory_price,
        "rate": found.rate.basis_points,
        "subsidy": found.subsidy,
        "pays": found.pays,
        "why_not": why(found.refusal),
    }


@router.post("/tills/{uuid:pk}/{uuid:merchant}/sales", response=shapes.PurchaseOut, summary="Sell one thing")
def sell(request: HttpRequest, pk: uuid.UUID, merchant: uuid.UUID, asked: shapes.SaleIn) -> dict[str, Any]:
    """Needs an Idempotency-Key: the same key is the same sale."""
    venue, seller = stall_of(request.person, pk, merchant, now=request.now)
    key = idempotency_key(request)
    place, _way = actions.place_shown(venue, asked.buyer)
    purchase = actions.sell(
        venue,
        merchant=seller,
        offer=_offer(asked.offer, venue, seller),
        buyer=place.holder,
        serial=asked.serial,
        invoice=asked.invoice,
        key=key,
        by_person=request.person,
        by=request.caller,
        now=request.now,
    )
    return bought(purchase)


@router.post(
    "/tills/{uuid:pk}/{uuid:merchant}/sales/{uuid:sale}/cancellation",
    response=shapes.PurchaseOut,
    summary="Undo a sale",
)
def cancel(
    request: HttpRequest, pk: uuid.UUID, merchant: uuid.UUID, sale: uuid.UUID, asked: shapes.CancelIn
) -> dict[str, Any]:
    """Within the rule; the subsidy goes back to the pool."""
    venue, seller = stall_of(request.person, pk, merchant, now=request.now)
    found = sale_of(venue, seller, sale)
    found.sale = actions.cancel_sale(
        found, reason=asked.reason, by_person=request.person, by=request.caller, now=request.now
    )
    return bought(found)


def _offer(pk: uuid.UUID, venue: Venue, merchant: Any) -> Offer:
    offers = Offer.objects.filter(fair=venue.fair_id, goods__merchant=merchant)
    return get_object_or_404(offers.select_related("goods", "price"), pk=pk)
