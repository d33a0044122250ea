"""A dealer's own statement, for its clerks: what was sold, settled and paid, and the claim against it."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from gonghui.faces import answers
from gonghui.faces.guards import signed_in
from gonghui.faces.requests import PersonalRequest
from gonghui.kernel.refusals import Refused
from gonghui.primitives.catalogue.models import Merchant, SettlementBatch

from . import actions, books, exports, forms
from .desks import books_of
from .models import Purchase, Venue


@require_GET
@signed_in
def statement(request: PersonalRequest, pk: UUID, merchant: UUID) -> HttpResponse:
    """What this dealer sold here and where the money stands; also after the fair is over."""
    venue, seller = books_of(request.person, pk, merchant)
    if request.GET.get("export"):
        return exports.statement(venue, seller, _sales(venue, seller))
    return render(request, "fairs/counter/statement.html", _context(request, venue, seller))


@require_POST
@signed_in
def claim(request: PersonalRequest, pk: UUID, merchant: UUID, batch: UUID) -> HttpResponse:
    """The dealer's clerk enters what their own books ask for; the difference shows to both sides."""
    venue, seller = books_of(request.person, pk, merchant)
    found = get_object_or_404(_batches(venue, seller), pk=batch)
    form = forms.ClaimForm(request.POST)
    shown = {"claim_form": form, "claimed_batch": found.pk}
    if not form.is_valid():
        context = _context(request, venue, seller) | shown
        return render(request, "fairs/counter/statement.html", context, status=422)
    try:
        actions.set_claim(found, venue, claimed=form.cleaned_data["claimed"], by=request.caller, now=request.now)
    except Refused as refusal:
        context = _context(request, venue, seller) | shown
        return answers.refused(request, refusal, "fairs/counter/statement.html", **context)
    here = reverse("fairs-counter:statement", args=[pk, seller.pk])
    return answers.done(request, _("对账金额已记录"), here)


def _context(request: PersonalRequest, venue: Venue, seller: Merchant) -> dict[str, Any]:
    return {
        "venue": venue,
        "merchant": seller,
        "sums": books.statement_of(venue, seller),
        "batches": _batches(venue, seller).order_by("-prepared_at", "-pk")[:50],
        "sales": answers.paged(request, _sales(venue, seller), per=20),
        "claim_form": forms.ClaimForm(),
    }


def _batches(venue: Venue, seller: Merchant) -> Any:
    return SettlementBatch.objects.filter(fund=venue.fund_id, merchant=seller)


def _sales(venue: Venue, seller: Merchant) -> Any:
    sales = Purchase.objects.filter(venue=venue).of_merchants([seller])
    return sales.for_page().select_related("sale__batch").order_by("-sale__sold_at", "-pk")
