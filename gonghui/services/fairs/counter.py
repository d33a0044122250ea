"""The people on site: the gate admits, the till sells. One screen, one task; a clear yes or no."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from gonghui.faces import answers
from gonghui.faces.guards import signed_in
from gonghui.kernel.refusals import Refused
from gonghui.kernel.text import fold
from gonghui.primitives.catalogue.models import Merchant

from . import actions, board, rules, shelf
from .desks import gates_of, sale_of, stall_of, tills_of
from .models import Offer, Venue


@require_GET
@signed_in
def home(request: HttpRequest) -> HttpResponse:
    """The gates and tills I may work at."""
    context = {"gates": gates_of(request.offices, now=request.now), "tills": tills_of(request.person, now=request.now)}
    return render(request, "fairs/counter/home.html", context)


@require_http_methods(["GET", "POST"])
@signed_in
def gate(request: HttpRequest, pk: Any) -> HttpResponse:
    """Admit by receipt code, QR, member card or mobile number."""
    venue = get_object_or_404(gates_of(request.offices, now=request.now), pk=pk)
    context: dict[str, Any] = {"venue": venue}
    status = 200
    if request.method == "POST":
        try:
            context["check_in"] = actions.admit(venue, request.POST.get("code", ""), by=request.caller, now=request.now)
        except Refused as refusal:
            context["typed"] = request.POST.get("code", "")[:40]
            spoken = answers.speak(refusal)
            context["refusal"], status = spoken, spoken.status
    context["slots"] = board.slots_today(venue, now=request.now)
    template = "fairs/counter/gate_answer.html" if request.htmx else "fairs/counter/gate.html"
    return render(request, template, context, status=200 if request.htmx else status)


@require_GET
@signed_in
def till(request: HttpRequest, pk: Any, merchant: Any) -> HttpResponse:
    """Scan the buyer, pick the goods, see what each side pays."""
    venue, seller = stall_of(request.person, pk, merchant, now=request.now)
    context = _till_context(request, venue, seller)
    return render(request, "fairs/counter/till.html", context, status=context.pop("status", 200))


@require_POST
@signed_in
def sell(request: HttpRequest, pk: Any, merchant: Any) -> HttpResponse:
    """Confirm the sale."""
    venue, seller = stall_of(request.person, pk, merchant, now=request.now)
    offer = get_object_or_404(Offer.objects.select_related("goods", "price"), pk=request.POST.get("offer"))
    try:
        place, _way = actions.place_shown(venue, request.POST.get("buyer", ""))
        purchase = actions.sell(
            venue,
            merchant=seller,
            offer=offer,
            buyer=place.holder,
            serial=request.POST.get("serial", ""),
            invoice=request.POST.get("invoice", ""),
            key=answers.form_key(request),
            by_person=request.person,
            by=request.caller,
            now=request.now,
        )
    except Refused as refusal:
        context = _till_context(request, venue, seller)
        context.pop("status", None)
        return answers.refused(request, refusal, "fairs/counter/till.html", **context)
    return answers.done(request, _("已售出"), reverse("fairs-counter:sale", args=[pk, seller.pk, purchase.pk]))


@require_GET
@signed_in
def sale(request: HttpRequest, pk: Any, merchant: Any, purchase: Any) -> HttpResponse:
    """A finished sale: what to hand over, and how to undo it within the rule."""
    venue, seller = stall_of(request.person, pk, merchant, now=request.now)
    found = sale_of(venue, seller, purchase)
    open_until = rules.may_cancel_sale(found.sale.sold_at, request.now, venue.fair.cancel_days)
    context = {"venue": venue, "merchant": seller, "purchase": found, "may_cancel": open_until}
    return render(request, "fairs/counter/sale.html", context)


@require_POST
@signed_in
def cancel(request: HttpRequest, pk: Any, merchant: Any, purchase: Any) -> HttpResponse:
    """Undo a sale: the subsidy goes back to the pool."""
    venue, seller = stall_of(request.person, pk, merchant, now=request.now)
    found = sale_of(venue, seller, purchase)
    actions.cancel_sale(
        found, reason=request.POST.get("reason", ""), by_person=request.person, by=request.caller, now=request.now
    )
    here = reverse("fairs-counter:sale", args=[pk, seller.pk, found.pk])
    return answers.done(request, _("已取消，补贴退回资金池"), here)


def _till_context(request: HttpRequest, venue: Venue, seller: Merchant) -> dict[str, Any]:
    """What the till shows for the buyer and goods named in the form or the address; nothing is written."""
    asked = request.POST if request.method == "POST" else request.GET
    buyer, words, chosen = asked.get("buyer", ""), fold(asked.get("q", "")), asked.get("offer", "")
    context: dict[str, Any] = {
        "venue": venue,
        "merchant": seller,
        "buyer_code": buyer,
        "words": words,
        "serial": asked.get("serial", ""),
        "invoice": asked.get("invoice", ""),
    }
    if not buyer:
        return context
    try:
        place, _way = actions.place_shown(venue, buyer)
    except Refused as refusal:
        spoken = answers.speak(refusal)
        return context | {"refusal": spoken, "status": spoken.status}
    offers = shelf.offers_of(venue.fair, words=words, merchants=[seller])
    offer = next(iter(offers.filter(pk=chosen)), None) if chosen else None
    return context | {
        "place": place,
        "offers": answers.paged(request, offers),
        "quote": actions.quote(venue, offer, place.holder, now=request.now) if offer else None,
    }
