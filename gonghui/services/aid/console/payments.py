"""Finance pays: what waits, one by one with the bank's receipt; and what was paid."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from gonghui.faces import answers, attachments
from gonghui.faces.acting import Done, page
from gonghui.faces.guards import staff
from gonghui.faces.listing import (
    CODE,
    DUE,
    MASKED,
    MONEY,
    WHEN,
    WRITTEN,
    Column,
    Empty,
    Link,
    Listing,
    RowLink,
    Together,
)
from gonghui.faces.requests import PersonalRequest, Request
from gonghui.primitives.casework import actions as casework
from gonghui.primitives.ledger import actions as ledger

from .. import actions
from ..forms import PayForm
from ..models import Claim, Fund, Payment, Ruling
from ..pages import money
from ..querysets import ClaimQuerySet, PaymentQuerySet
from ..rules import PAY, WATCH


def amounts(rows: list[Claim], request: Request) -> dict[object, int]:
    granted = Ruling.objects.confirmed().filter(claim__in=rows, granted=True)
    return dict(granted.values_list("claim", "amount"))


PAYMENTS = Listing(
    title=gettext_lazy("等待发放"),
    columns=(
        Column(gettext_lazy("编号"), "case.code", CODE),
        Column(gettext_lazy("职工"), "person", MASKED),
        Column(gettext_lazy("金额"), Together(amounts), MONEY),
        Column(gettext_lazy("卡尾号"), "account_tail"),
        Column(gettext_lazy("工会"), "case.union.name", WRITTEN),
        Column(gettext_lazy("期限"), "case.due_at", DUE),
    ),
    order=("case__due_at", "pk"),
    links=(Link(gettext_lazy("已发放"), "aid-console:paid", "receipt", may=WATCH),),
    link="aid-console:pay",
    empty=Empty(gettext_lazy("没有等待发放的"), gettext_lazy("公示期满、没有异议的，列在这里。"), "coin"),
    file=gettext_lazy("等待发放"),
)
PAID = Listing(
    title=gettext_lazy("已发放"),
    columns=(
        Column(gettext_lazy("发放"), "created_at", WHEN, sort=True),
        Column(gettext_lazy("编号"), "claim.case.code", CODE),
        Column(gettext_lazy("职工"), "claim.person", MASKED),
        Column(gettext_lazy("金额"), "amount", MONEY, sort=True),
        Column(gettext_lazy("银行回单号"), "receipt"),
        Column(gettext_lazy("资金"), "fund.union.name", WRITTEN),
        Column(gettext_lazy("经办"), "by", MASKED),
    ),
    order=("-created_at", "-pk"),
    acts=(RowLink(gettext_lazy("看回单"), "aid-console:proof", open=lambda row, request: row.has_proof),),
    empty=Empty(gettext_lazy("还没有发放过"), gettext_lazy("每一笔发放和银行回单号都列在这里。"), "receipt"),
    file=gettext_lazy("帮扶金发放"),
)


@PAYMENTS.page("aid-console:payments", staff(PAY))
def payments(request: PersonalRequest) -> ClaimQuerySet:
    """Whose notice is over, of my unions and below."""
    return to_pay(request)


@PAID.page("aid-console:paid", staff(WATCH))
def paid(request: PersonalRequest) -> PaymentQuerySet:
    """All that was paid."""
    return Payment.objects.under(request.office_unions).annotate(has_proof=money.proved())


@page("aid-console:pay", "aid/console/pay.html", staff(PAY))
def pay_page(request: PersonalRequest, pk: UUID) -> dict[str, Any]:
    """To whom, how much, out of what; that the whole number was looked at is written down."""
    claim = get_object_or_404(to_pay(request).select_related("case__union", "person"), pk=pk)
    ruling = Ruling.objects.confirmed().filter(claim=claim, granted=True).order_by("-pk").first()
    fund = Fund.objects.filter(union=claim.case.union_id).first()
    return {
        "title": _("发放帮扶金"),
        "above": (reverse("aid-console:payments"), _("等待发放")),
        "claim": claim,
        "ruling": ruling,
        "account": _number(claim, request),
        "left": ledger.balance(fund.account_id) if fund else None,
        "form": PayForm(),
    }


@pay_page.post(PayForm)
def pay(request: PersonalRequest, pk: UUID, *, form: PayForm) -> Done:
    """Once, with the bank's receipt."""
    claim = get_object_or_404(Claim.objects.under(request.office_unions).select_related("case"), pk=pk)
    said = form.cleaned_data
    actions.pay(claim.case, said["receipt"], proof=said["proof"], by=request.caller, now=request.now)
    return Done(_("已发放，职工收到通知"), to=reverse("aid-console:payments"))


@require_safe
@staff(WATCH)
def proof(request: PersonalRequest, pk: UUID) -> HttpResponse:
    """The bank's paper of a payment; that it was opened is written down, and its person reads it."""
    payment = get_object_or_404(Payment.objects.under(request.office_unions), pk=pk)
    found = answers.found(money.proofs_of(payment.claim_id).first())
    return attachments.shown(request, casework.open_file(found, by=request.caller, now=request.now))


def _number(claim: Claim, request: PersonalRequest) -> str:
    """In the clear, and written down."""
    if request.method == "HEAD":
        return ""
    return actions.look_at_account(claim.case, by=request.caller, now=request.now)


def to_pay(request: PersonalRequest) -> ClaimQuerySet:
    return Claim.objects.to_pay().under(request.office_unions).exclude(person=request.person)
