"""The people on site: the gate admits, the till quotes, sells and cancels."""

import uuid
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Router

from gonghui.faces.api.base import idempotency_key
from gonghui.primitives.admission.models import CheckIn
from gonghui.primitives.people import signatures

from .. import actions, rules
from ..models import Purchase, Stall, Venue
from ..pages import gate_list, quotes
from ..pages.desks import gates_of, offer_of, sale_of, stall_of, tills_of
from . import shapes
from .gate_scans import ListOut, ScansIn, ToldsOut, seen_of, told_of

router = Router()


@router.get("/gates", response=list[shapes.VenueOut], summary="The gates I may work at")
def gates(request: HttpRequest) -> QuerySet[Venue]:
    """Venues with sessions around today, within my office."""
    return gates_of(request.offices, now=request.now)


@router.post("/gates/{uuid:pk}/admissions", response=shapes.AdmittedOut, summary="Admit who shows a code")
def admit(request: HttpRequest, pk: uuid.UUID, shown: shapes.ShownIn) -> CheckIn:
    """All but the changing QR need `name`: without it the answer is `fairs.compare_name`, the masked one to compare.

    Wrong session, already admitted, given back, another city, stale and unknown are each refused by name.
    """
    venue: Venue = get_object_or_404(gates_of(request.offices, now=request.now), pk=pk)
    asked = {"name": shown.name, "scan": shown.scan, "device": shown.device}
    return actions.admit(venue, shown.code, **asked, by=request.caller, now=request.now)


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
    return told_of(asked, told)


@router.get("/tills", response=list[shapes.TillOut], summary="The tills I may work at")
def tills(request: HttpRequest) -> QuerySet[Stall]:
    """One for each venue and merchant I sell for."""
    return tills_of(request.person, now=request.now)


@router.post("/tills/{uuid:pk}/{uuid:merchant}/quotes", response=shapes.QuoteOut, summary="What each side would pay")
def quote(request: HttpRequest, pk: uuid.UUID, merchant: uuid.UUID, asked: shapes.QuoteIn) -> quotes.Quote:
    """Nothing is written; `why_not` says what would refuse the sale now."""
    venue, seller = stall_of(request.person, pk, merchant, now=request.now)
    place = actions.recognise(venue, asked.buyer, by=request.caller, now=request.now)
    return quotes.quote(venue, offer_of(venue, seller, asked.offer), place.holder, now=request.now)


@router.post("/tills/{uuid:pk}/{uuid:merchant}/word", response=shapes.AskedOut, summary="Send the buyer digits")
def ask_word(request: HttpRequest, pk: uuid.UUID, merchant: uuid.UUID, asked: shapes.BuyerIn) -> dict[str, Any]:
    """By SMS to their own number, for a sale without the changing QR; they tell them as `word`."""
    venue, seller = stall_of(request.person, pk, merchant, now=request.now)
    place = actions.recognise(venue, asked.buyer, by=request.caller, now=request.now)
    to = actions.ask_word(venue, seller, place, by=request.caller, now=request.now)
    return {"sent_to": to, "minutes": rules.WORD_MINUTES}


@router.post("/tills/{uuid:pk}/{uuid:merchant}/sales", response=shapes.PurchaseOut, summary="Sell one thing")
def sell(request: HttpRequest, pk: uuid.UUID, merchant: uuid.UUID, asked: shapes.SaleIn) -> Purchase:
    """Needs an Idempotency-Key: the same key is the same sale. Needs the buyer's word: their changing QR, or `word`."""
    venue, seller = stall_of(request.person, pk, merchant, now=request.now)
    key = idempotency_key(request)
    said = {"word": asked.word, "key": key, "by": request.caller, "now": request.now}
    place = actions.hear(venue, seller, asked.buyer, **said)
    return actions.sell(
        venue,
        merchant=seller,
        offer=offer_of(venue, seller, asked.offer),
        buyer=place.holder,
        serial=asked.serial,
        invoice=asked.invoice,
        key=key,
        by_person=request.person,
        by=request.caller,
        now=request.now,
    )


@router.post(
    "/tills/{uuid:pk}/{uuid:merchant}/sales/{uuid:sale}/cancellation",
    response=shapes.PurchaseOut,
    summary="Undo a sale",
)
def cancel(
    request: HttpRequest, pk: uuid.UUID, merchant: uuid.UUID, sale: uuid.UUID, asked: shapes.CancelIn
) -> Purchase:
    """Within the rule; the subsidy goes back to the pool."""
    venue, seller = stall_of(request.person, pk, merchant, now=request.now)
    found = sale_of(venue, seller, sale)
    found.sale = actions.cancel_sale(
        found, reason=asked.reason, by_person=request.person, by=request.caller, now=request.now
    )
    return found
