"""What the till shows of a buyer, the goods and a finished sale. Reads only."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Self
from uuid import UUID

from django.http import QueryDict
from django.utils import timezone

from gonghui.faces.requests import parse_id
from gonghui.kernel.money import Fen
from gonghui.kernel.refusals import Refused
from gonghui.kernel.text import fold
from gonghui.primitives.catalogue.models import Merchant

from .. import rules
from ..models import Consent, Offer, Purchase, Venue
from . import goods_page, quotes, settlement_page
from .shown import place_shown


@dataclass(frozen=True, slots=True)
class Asked:
    """What the form or the address names: whose code, which goods, and how far the sale is filled in."""

    buyer: str
    words: str
    category: str
    offer: UUID | None
    serial: str
    invoice: str

    @classmethod
    def of(cls, sent: QueryDict) -> Self:
        return cls(
            buyer=fold(sent.get("buyer", ""))[:60],
            words=fold(sent.get("q", ""))[:60],
            category=fold(sent.get("category", ""))[:30],
            offer=parse_id(sent.get("offer", "")),
            serial=sent.get("serial", "")[:60],
            invoice=sent.get("invoice", "")[:60],
        )


def till(venue: Venue, seller: Merchant, asked: Asked, *, now: datetime) -> dict[str, Any]:
    """The till for the buyer and goods that were named; `refusal` when this buyer or these goods cannot be had."""
    context: dict[str, Any] = {
        "venue": venue,
        "merchant": seller,
        "buyer_code": asked.buyer,
        "words": asked.words,
        "category": asked.category,
        "serial": asked.serial,
        "invoice": asked.invoice,
        "step": 1,
        "today": settlement_page.sold_since(venue, seller, start_of_day(now)),
    }
    if not asked.buyer:
        return context
    try:
        place, _way = place_shown(venue, asked.buyer, now=now)
    except Refused as refusal:
        return context | {"refusal": refusal}
    context["place"] = place
    if barred := quotes.why_no_sale(venue, place.holder, now=now):  # said before anything is chosen
        return context | {"barred": True, "refusal": barred}
    context["offer"] = asked.offer
    if not Consent.objects.stands(venue, seller, place.holder_id, now=now):
        return context | {"no_word": True}
    offer = chosen(venue, seller, asked.offer)
    if offer is None:
        return context | {"step": 2} | choice(venue, seller, asked)
    quote = quotes.quote(venue, offer, place.holder, now=now)
    return context | {"step": 3, "quote": quote, "refusal": quote.refusal}


def choice(venue: Venue, seller: Merchant, asked: Asked) -> dict[str, Any]:
    """The seller's goods that answer the words, and the categories there are."""
    offers = goods_page.offers_of(venue.fair, words=asked.words, category=asked.category, merchants=[seller])
    mine = goods_page.offers_of(venue.fair, merchants=[seller]).order_by("category")
    categories = mine.values_list("category", flat=True).distinct()
    return {"offers": offers, "categories": list(categories)}


def chosen(venue: Venue, seller: Merchant, pk: UUID | None) -> Offer | None:
    """The seller's standing offer of that id."""
    return goods_page.offers_of(venue.fair, merchants=[seller]).filter(pk=pk).first() if pk else None


def sale(venue: Venue, seller: Merchant, found: Purchase, *, now: datetime) -> dict[str, Any]:
    """A finished sale, and until when it may be undone."""
    made, days = found.sale, venue.fair.cancel_days
    settled = bool(made.cancelled_at or made.batch_id)
    return {
        "venue": venue,
        "merchant": seller,
        "purchase": found,
        "pays": Fen(made.ex_factory_price - made.subsidy),
        "cancel_until": made.sold_at + timedelta(days=days),
        "may_cancel": not settled and rules.may_cancel_sale(made.sold_at, now, days),
    }


def start_of_day(now: datetime) -> datetime:
    return timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
