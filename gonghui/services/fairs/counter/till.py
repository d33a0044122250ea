"""The people on site: the till sells (the gate is in gate.py). One screen, one task; a clear yes or no."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from gonghui.faces import answers
from gonghui.faces.acting import Done, page
from gonghui.faces.guards import signed_in
from gonghui.faces.requests import PersonalRequest, parse_id
from gonghui.kernel import live_codes
from gonghui.kernel.refusals import Refused
from gonghui.primitives.admission.models import Place
from gonghui.primitives.catalogue.models import Merchant

from .. import actions, refusals, rules
from ..models import Offer, Venue
from ..pages import till_page
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
    asked = till_page.Asked.of(request.POST if request.method == "POST" else request.GET)
    context = till_page.till(venue, seller, asked, now=request.now)
    if "offers" in context:
        context["offers"] = answers.paged(request, context["offers"])
    return context | ({"refusal": refusal} if refusal else {})  # one no is enough


@till.post()
def recognise(request: PersonalRequest, pk: UUID, merchant: UUID) -> Done:
    """Whose code or number this is, and their word; the address then names the receipt, never a telephone number."""
    venue, seller = stall_of(request.person, pk, merchant, now=request.now)
    place = _hear(request, venue, seller)
    return Done(to=_till_of(request, venue, seller, place))


@till.act()
def ask_word(request: PersonalRequest, pk: UUID, merchant: UUID) -> Done:
    """Send the buyer digits to tell the clerk, for a sale without the changing code."""
    venue, seller = stall_of(request.person, pk, merchant, now=request.now)
    place = actions.recognise(venue, request.POST.get("buyer", ""), by=request.caller, now=request.now)
    to = actions.ask_word(venue, seller, place, by=request.caller, now=request.now)
    facts = {"to": to, "minutes": rules.WORD_MINUTES}
    said = _("短信码已发到%(to)s，%(minutes)s分钟内有效") % facts
    return Done(said, to=_till_of(request, venue, seller, place))


@till.act()
def sell(request: PersonalRequest, pk: UUID, merchant: UUID, *, key: str) -> Done:
    """Confirm the sale; a refusal shows in place with the form as it was filled in."""
    venue, seller = stall_of(request.person, pk, merchant, now=request.now)
    place = _hear(request, venue, seller, key=key)
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
    return till_page.sale(venue, seller, sale_of(venue, seller, purchase), now=request.now)


@sale.act()
def cancel(request: PersonalRequest, pk: UUID, merchant: UUID, purchase: UUID, *, reason: str) -> Done:
    """Undo a sale: the subsidy goes back to the pool."""
    venue, seller = books_of(request.person, pk, merchant)
    found = sale_of(venue, seller, purchase)
    actions.cancel_sale(found, reason=reason, by_person=request.person, by=request.caller, now=request.now)
    return Done(_("已取消，补贴退回资金池"))


def _hear(request: PersonalRequest, venue: Venue, seller: Merchant, *, key: str = "") -> Place:
    """The buyer, with their word if the form brings it."""
    buyer, word = request.POST.get("buyer", ""), live_codes.carried(request.POST.get("word", ""))[:60]
    return actions.hear(venue, seller, buyer, word=word, key=key, by=request.caller, now=request.now)


def _till_of(request: PersonalRequest, venue: Venue, seller: Merchant, place: Place) -> str:
    """The till with this buyer, and the goods that were chosen already."""
    chosen = parse_id(request.POST.get("offer", ""))
    offer = f"&offer={chosen}" if chosen else ""
    return f"{reverse('fairs-counter:till', args=[venue.pk, seller.pk])}?buyer={place.code}{offer}"


def _offer(request: PersonalRequest, venue: Venue) -> Offer:
    """The offer of a sale, standing or not: the till's verb itself says why not. Raises NotYourOffer."""
    offer = Offer.objects.select_related("goods", "price").filter(pk=parse_id(request.POST.get("offer", ""))).first()
    if offer is None:
        raise refusals.NotYourOffer()
    return offer
