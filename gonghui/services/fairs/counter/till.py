"""The people on site: the till sells (the gate is in gate.py). One screen, one task; a clear yes or no."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from gonghui.faces import answers
from gonghui.faces.acting import Done, page
from gonghui.faces.guards import signed_in
from gonghui.faces.requests import PersonalRequest
from gonghui.kernel.money import Fen
from gonghui.kernel.refusals import Refused
from gonghui.kernel.text import fold
from gonghui.primitives.catalogue.models import Merchant

from .. import actions, refusals, rules
from ..models import Offer, Purchase, Venue
from ..pages import goods_page, settlement_page
from ..pages.desks import books_of, gates_of, sale_of, stall_of, statements_of, tills_of

MOST_STATEMENTS = 12  # listed on the first page; older fairs' are found through the console


@require_GET
@signed_in
def home(request: PersonalRequest) -> HttpResponse:
    """The gates and tills I may work at."""
    context = {
        "gates": gates_of(request.offices, now=request.now),
        "tills": tills_of(request.person, now=request.now),
        "statements": statements_of(request.person)[:MOST_STATEMENTS],
    }
    return render(request, "fairs/counter/home.html", context)


@page("fairs-counter:till", "fairs/counter/till.html", signed_in)
def till(request: PersonalRequest, pk: UUID, merchant: UUID, *, refusal: Refused | None = None) -> dict[str, Any]:
    """Scan the buyer, pick the goods, see what each side pays."""
    venue, seller = stall_of(request.person, pk, merchant, now=request.now)
    return _till_context(request, venue, seller, refused=refusal is not None)


@till.post()
def recognise(request: PersonalRequest, pk: UUID, merchant: UUID) -> Done:
    """Whose code or number this is; from here on the address names the receipt, never a telephone number."""
    venue, seller = stall_of(request.person, pk, merchant, now=request.now)
    place, _way = actions.place_shown(venue, request.POST.get("buyer", ""), now=request.now)
    return Done(to=f"{reverse('fairs-counter:till', args=[venue.pk, seller.pk])}?buyer={place.code}")


@till.act()
def sell(request: PersonalRequest, pk: UUID, merchant: UUID, *, key: str) -> Done:
    """Confirm the sale; a refusal shows in place with the form as it was filled in."""
    venue, seller = stall_of(request.person, pk, merchant, now=request.now)
    place, _way = actions.place_shown(venue, request.POST.get("buyer", ""), now=request.now)
    purchase = actions.sell(
        venue,
        merchant=seller,
        offer=_offer(request, venue),
        buyer=place.holder,
        serial=request.POST.get("serial", ""),
        invoice=request.POST.get("invoice", ""),
        key=key,
        by_person=request.person,
        by=request.caller,
        now=request.now,
    )
    return Done(_("已售出"), to=reverse("fairs-counter:sale", args=[pk, seller.pk, purchase.pk]))


@page("fairs-counter:sale", "fairs/counter/sale.html", signed_in)
def sale(request: PersonalRequest, pk: UUID, merchant: UUID, purchase: UUID) -> dict[str, Any]:
    """A finished sale: what to hand over, and how to undo it within the rule."""
    venue, seller = books_of(request.person, pk, merchant)
    return _sale_context(request, venue, seller, sale_of(venue, seller, purchase))


@sale.act()
def cancel(request: PersonalRequest, pk: UUID, merchant: UUID, purchase: UUID, *, reason: str) -> Done:
    """Undo a sale: the subsidy goes back to the pool."""
    venue, seller = books_of(request.person, pk, merchant)
    found = sale_of(venue, seller, purchase)
    actions.cancel_sale(found, reason=reason, by_person=request.person, by=request.caller, now=request.now)
    return Done(_("已取消，补贴退回资金池"))


def _sale_context(request: PersonalRequest, venue: Venue, seller: Merchant, found: Purchase) -> dict[str, Any]:
    sale, days = found.sale, venue.fair.cancel_days
    return {
        "venue": venue,
        "merchant": seller,
        "purchase": found,
        "pays": Fen(sale.ex_factory_price - sale.subsidy),
        "cancel_until": sale.sold_at + timedelta(days=days),
        "may_cancel": not sale.cancelled_at
        and not sale.batch_id
        and rules.may_cancel_sale(sale.sold_at, request.now, days),
    }


def _till_context(request: PersonalRequest, venue: Venue, seller: Merchant, *, refused: bool = False) -> dict[str, Any]:
    """What the till shows for the buyer and goods named in the form or the address; nothing is written.

    With `refused`, the page already has a refusal to show and needs no second one.
    """
    asked = request.POST if request.method == "POST" else request.GET
    buyer, words = fold(asked.get("buyer", ""))[:60], fold(asked.get("q", ""))[:60]
    category = fold(asked.get("category", ""))[:30]
    context: dict[str, Any] = {
        "venue": venue,
        "merchant": seller,
        "buyer_code": buyer,
        "words": words,
        "category": category,
        "serial": asked.get("serial", "")[:60],
        "invoice": asked.get("invoice", "")[:60],
        "today": settlement_page.sold_since(venue, seller, start_of_day(request.now)),
    }
    if not buyer:
        return context
    try:
        place, _way = actions.place_shown(venue, buyer, now=request.now)
    except Refused as refusal:
        return context if refused else context | {"refusal": refusal}
    if barred := actions.why_no_sale(venue, place.holder, now=request.now):  # said before anything is chosen
        context |= {"place": place, "barred": True}
        return context if refused else context | {"refusal": barred}
    offer = _chosen(request, venue, seller, asked.get("offer", ""))
    if offer is None:
        return context | {"place": place} | _choice(request, venue, seller, words, category)
    quote = actions.quote(venue, offer, place.holder, now=request.now)
    context |= {"place": place, "quote": quote}
    if quote.refusal and not refused:
        context["refusal"] = quote.refusal
    return context


def _choice(request: PersonalRequest, venue: Venue, seller: Merchant, words: str, category: str) -> dict[str, Any]:
    offers = goods_page.offers_of(venue.fair, words=words, category=category, merchants=[seller])
    mine = goods_page.offers_of(venue.fair, merchants=[seller]).order_by("goods__category")
    categories = mine.values_list("goods__category", flat=True).distinct()
    return {"offers": answers.paged(request, offers), "categories": list(categories)}


def _chosen(request: PersonalRequest, venue: Venue, seller: Merchant, text: str) -> Offer | None:
    """The seller's standing offer that the address or form names."""
    pk = parse_id(text)
    return goods_page.offers_of(venue.fair, merchants=[seller]).filter(pk=pk).first() if pk else None


def _offer(request: PersonalRequest, venue: Venue) -> Offer:
    """The offer of a sale, standing or not: the till's verb itself says why not. Raises NotYourOffer."""
    offer = Offer.objects.select_related("goods", "price").filter(pk=parse_id(request.POST.get("offer", ""))).first()
    if offer is None:
        raise refusals.NotYourOffer()
    return offer


def parse_id(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def start_of_day(now: datetime) -> datetime:
    return timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
