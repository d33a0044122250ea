"""A dealer's own statement, for its clerks: what was sold, settled and paid, and the claim against it."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from gonghui.faces.acting import Done, page
from gonghui.faces.guards import signed_in
from gonghui.faces.listing import Empty, Listing
from gonghui.faces.requests import PersonalRequest
from gonghui.primitives.catalogue.models import Merchant, SettlementBatch

from .. import actions, forms
from ..models import Purchase, Venue
from ..pages import settlement_page
from ..pages.desks import books_of
from ..pages.sales_list import BUYER, GOODS, NUMBERS, PRICES, SETTLED, SOLD, is_void


def sale_of(row: Purchase, request: PersonalRequest) -> str:
    """The slip of a sale."""
    venue, merchant = request.beside["venue"], request.beside["merchant"]
    return reverse("fairs-counter:sale", args=[venue.pk, merchant.pk, row.pk])


STATEMENT = Listing(
    title=_("销售明细"),
    columns=(SOLD, GOODS, NUMBERS, BUYER, *PRICES, SETTLED),
    order=("-sale__sold_at", "-pk"),
    link=sale_of,
    fades=is_void,
    empty=Empty(_("还没有卖出商品"), icon="receipt"),
    file=lambda request: f"{request.beside['merchant'].name}-{request.beside['venue'].hall}-{gettext('对账单')}",
    per=20,
)


@page("fairs-counter:statement", "fairs/counter/statement.html", signed_in)
def statement(
    request: PersonalRequest, pk: UUID, merchant: UUID, batch: UUID | None = None
) -> dict[str, Any] | HttpResponse:
    """What this dealer sold here and where the money stands; also after the fair is over."""
    venue, seller = books_of(request.person, pk, merchant)
    beside = {"venue": venue, "merchant": seller}
    sales = STATEMENT.inside(request, _sales(venue, seller), beside=beside)
    if sales.wanted:
        return sales.workbook()
    return beside | {
        "sums": settlement_page.statement_of(venue, seller),
        "batches": _batches(venue, seller).order_by("-prepared_at", "-pk")[:50],
        "sales": sales,
        "claimed_batch": batch,
    }


@statement.act(forms.ClaimForm, form_name="claim_form")
def claim(request: PersonalRequest, pk: UUID, merchant: UUID, batch: UUID, *, form: forms.ClaimForm) -> Done:
    """The dealer's clerk enters what their own books ask for; the difference shows to both sides."""
    venue, seller = books_of(request.person, pk, merchant)
    found = get_object_or_404(_batches(venue, seller), pk=batch)
    actions.set_claim(found, venue, claimed=form.cleaned_data["claimed"], by=request.caller, now=request.now)
    return Done(gettext("对账金额已记录"))


def _batches(venue: Venue, seller: Merchant) -> Any:
    return SettlementBatch.objects.filter(fund=venue.fund_id, merchant=seller)


def _sales(venue: Venue, seller: Merchant) -> Any:
    sales = Purchase.objects.filter(venue=venue).of_merchants([seller])
    return sales.for_page().select_related("sale__batch").order_by("-sale__sold_at", "-pk")
