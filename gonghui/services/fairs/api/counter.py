"""The people on site: the gate admits, the till quotes, sells and cancels."""

import uuid
from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Router

from gonghui.faces.api.base import idempotency_key
from gonghui.primitives.people import signatures

from .. import actions
from ..models import Offer, Venue
from ..pages import gate_list, quotes
from ..pages.desks import gates_of, sale_of, stall_of, tills_of
from ..pages.shown import place_shown
from . import shapes
from .member import bought, why
from .scanned import ListOut, ScansIn, ToldsOut, seen_of, told_of

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
    """All but the changing QR need `name`: without it the answer is `fairs.compare_name`, the masked one to compare.

    Wrong session, already admitted, given back, another city, stale and unknown are each refused by name.
    """
    venue: Venue = get_object_or_404(gates_of(request.offices, now=request.now), pk=pk)
    asked = {"name": shown.name, "scan": shown.scan, "device": shown.device}
    check_in = actions.admit(venue, shown.code, **asked, by=request.caller, now=request.now)
    session = check_in.place.pool.session
    return {
        "code": check_in.place.code,
        "name": check_in.place.holder.name,
        "starts_at": session.starts_at,
        "ends_at": session.ends_at,
        "admitted_at": check_in.at,
        "way": check_in.way,
    }


@router.get("/gates/{uuid:pk}/list", response=ListOut, summary="What a gate needs without a network")
def admission_list(request: HttpRequest, pk: uuid.UUID) -> dict[str, Any]:
    """Sessions, keyed hashes of codes, masked names, the sessions' keys. Keep it encrypted, and not past `expires`."""
    venue: Venue = get_object_or_404(gates_of(request.offices, now=request.now), pk=pk)
    return gate_list.list_of(venue, sign_in="api", now=request.now) | {"public_key": signatures.public_key()}


@router.post("/gates/{uuid:pk}/scans", response=ToldsOut, summary="Report what a gate did without a network")
def scans(request: HttpRequest, pk: uuid.UUID, asked: ScansIn) -> dict[str, Any]:
    """In order, at most 100 at once. Of several scans of one receipt the earliest is the check-in; all are kept."""
    venue: Venue = get_object_or_404(gates_of(request.offices, now=request.now), pk=pk)
    seen = [seen_of(one) for one in asked.scans]
    told = actions.record_scans(venue, seen, device=asked.device, by=request.caller, now=request.now)
    return {"scans": [told_of(one.id, answer) for one, answer in zip(asked.scans, told, strict=True)]}


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
    place, _way = place_shown(venue, asked.buyer, now=request.now)
    found = quotes.quote(venue, _offer(asked.offer, venue, seller), place.holder, now=request.now)
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
    place, _way = place_shown(venue, asked.buyer, now=request.now)
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
