"""What something costs a buyer at a till, and why they cannot have it. Reads only: the sale asks again and decides."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from gonghui.kernel.money import Fen
from gonghui.kernel.percent import Percent
from gonghui.kernel.refusals import Refused
from gonghui.primitives.admission.models import CheckIn
from gonghui.primitives.ledger import actions as ledger
from gonghui.primitives.planned import planned

from .. import refusals, rules
from ..models import Allowance, Offer, Venue


@dataclass(frozen=True, slots=True)
class Quote:
    """What the till shows before anything is sold (fen)."""

    offer: Offer
    list_price: Fen
    ex_factory_price: Fen
    rate: Percent
    subsidy: Fen
    pays: Fen
    refusal: Refused | None  # why this buyer cannot have it now; None if they can


def quote(venue: Venue, offer: Offer, buyer: Any, *, now: datetime) -> Quote:
    """Prices of an offer for a buyer, and what would refuse the sale if it were made now. Writes nothing."""
    prices = prices_of(offer)
    had = Allowance.objects.filter(fair=venue.fair_id, person=buyer).first()
    left = ledger.balance(venue.fund)
    refusal = why_not_here(venue, buyer, now) or over_limit(venue, buyer, had, prices.subsidy)
    if refusal is None and left < prices.subsidy:
        refusal = refusals.PoolEmpty(left=left.yuan, need=prices.subsidy.yuan)
    rate = Percent(offer.rate)
    return Quote(
        offer=offer,
        list_price=Fen(offer.price.list_price),
        ex_factory_price=Fen(offer.price.ex_factory_price),
        rate=rate,
        subsidy=prices.subsidy,
        pays=prices.pays,
        refusal=refusal,
    )


def why_no_sale(venue: Venue, buyer: Any, *, now: datetime) -> Refused | None:
    """Why this buyer can have nothing here now, whatever they choose; None if they may choose. Writes nothing."""
    had = Allowance.objects.filter(fair=venue.fair_id, person=buyer).first()
    return why_not_here(venue, buyer, now) or over_items(venue, buyer, had)


def prices_of(offer: Offer) -> rules.Split:
    return rules.split(Fen(offer.price.ex_factory_price), Percent(offer.rate))


def why_not_here(venue: Venue, buyer: Any, now: datetime) -> Refused | None:
    fair = venue.fair
    if not fair.published_at or fair.cancelled_at or fair.closed_at:
        return refusals.FairOver(name=fair.name)
    today = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
    came = _came(buyer.pk, venue.pk, today, today + timedelta(days=1))
    return None if came else refusals.NotAdmitted(name=buyer.masked_name)


@planned
def _came(buyer: UUID, venue: UUID, since: datetime, until: datetime) -> QuerySet[CheckIn]:
    here = CheckIn.objects.filter(place__holder=buyer, place__pool__session__venue=venue)
    return here.filter(at__gte=since, at__lt=until)


def over_items(venue: Venue, buyer: Any, had: Allowance | None) -> Refused | None:
    items = had.items if had else 0
    if items + 1 > venue.fair.max_items:
        return refusals.ItemsLimit(limit=venue.fair.max_items, name=buyer.masked_name, had=items)
    return None


def over_limit(venue: Venue, buyer: Any, had: Allowance | None, subsidy: Fen) -> Refused | None:
    fair, spent = venue.fair, had.subsidy if had else 0
    if refusal := over_items(venue, buyer, had):
        return refusal
    if spent + subsidy > fair.max_subsidy:
        return refusals.SubsidyLimit(
            limit=Fen(fair.max_subsidy).yuan,
            name=buyer.masked_name,
            had=Fen(spent).yuan,
            need=subsidy.yuan,
            left=Fen(fair.max_subsidy - spent).yuan,
        )
    return None
