"""The money of a fair: what each dealer sold, batches prepared, approved by a second person, paid; after-sales."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.db.models import F
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from gonghui.faces import answers
from gonghui.faces.guards import staff
from gonghui.faces.requests import PersonalRequest
from gonghui.kernel.money import Fen
from gonghui.kernel.refusals import Refused
from gonghui.kernel.text import fold
from gonghui.primitives.catalogue.models import SettlementBatch
from gonghui.primitives.catalogue.refusals import ClaimChanged

from .. import actions, exports, forms, rules
from ..board import money_of
from ..books import batches_of, dealers_of
from ..models import AfterSales, Fair, Purchase
from .scope import dealers_at, on, one, one_venue, powers


@require_GET
@staff(rules.WATCH)
def settlement(request: PersonalRequest, pk: UUID) -> HttpResponse:
    """Every dealer of every venue, what is unsettled, and the batches."""
    found = one(request, pk)
    if request.GET.get("export"):
        return exports.settlement(found)
    return render(request, "fairs/console/settlement.html", _settlement(request, found))


@require_POST
@staff(rules.PREPARE)
def prepare(request: PersonalRequest, pk: UUID, venue: UUID, merchant: UUID) -> HttpResponse:
    """Make a batch of a dealer's unsettled sales."""
    found, place = one_venue(request, pk, venue)
    dealer = get_object_or_404(dealers_at(found), pk=merchant)
    try:
        batch = actions.prepare_settlement(place, dealer, by_person=request.person, by=request.caller, now=request.now)
    except Refused as refusal:
        return answers.refused(request, refusal, "fairs/console/settlement.html", **_settlement(request, found))
    return answers.done(request, _("结算批次已生成，等待另一人审核"), _here(pk, batch))


@require_GET
@staff(rules.WATCH)
def batch(request: PersonalRequest, pk: UUID, batch: UUID) -> HttpResponse:
    """A batch: its sales, the dealer's claim and the difference, and the next step."""
    found = _batch(request, pk, batch)
    if request.GET.get("export"):
        return exports.batch(found)
    return _batch_page(request, pk, found)


@require_POST
@staff(rules.APPROVE)
def approve(request: PersonalRequest, pk: UUID, batch: UUID) -> HttpResponse:
    """The second person's yes, to the claim that their page showed."""
    found = _batch(request, pk, batch)
    if request.POST.get("claimed", "") != _claim_shown(found):
        return _batch_page(request, pk, found, refusal=ClaimChanged(number=found.number))
    return _act(request, pk, found, actions.approve_settlement, _("已审核通过，等待付款"))


@require_POST
@staff(rules.APPROVE)
def give_back(request: PersonalRequest, pk: UUID, batch: UUID) -> HttpResponse:
    """Send the batch back with a reason; its sales can be settled again."""
    reason = fold(request.POST.get("reason", ""))[:200]
    return _act(request, pk, _batch(request, pk, batch), actions.return_settlement, _("已退回"), reason=reason)


@require_POST
@staff(rules.APPROVE)
def paid(request: PersonalRequest, pk: UUID, batch: UUID) -> HttpResponse:
    """The bank has paid."""
    form = forms.PaidForm(request.POST)
    found = _batch(request, pk, batch)
    if not form.is_valid():
        return _batch_page(request, pk, found, paid_form=form)
    reference = form.cleaned_data["reference"]
    return _act(request, pk, found, actions.mark_settlement_paid, _("已标记付款"), reference=reference)


@require_POST
@staff(rules.PREPARE)
def claim(request: PersonalRequest, pk: UUID, batch: UUID) -> HttpResponse:
    """Enter what the dealer's own statement asks for."""
    form = forms.ClaimForm(request.POST)
    found = _batch(request, pk, batch)
    if not form.is_valid():
        return _batch_page(request, pk, found, claim_form=form)
    try:
        actions.set_claim(
            found, found.fund.venue, claimed=form.cleaned_data["claimed"], by=request.caller, now=request.now
        )
    except Refused as refusal:
        return _batch_page(request, pk, found, refusal=refusal, claim_form=form)
    return answers.done(request, _("对账金额已记录"), _here(pk, found))


@require_GET
@staff(rules.WATCH)
def sales(request: PersonalRequest, pk: UUID) -> HttpResponse:
    """Every sale of the fair; searchable by serial, invoice or sale code, exportable."""
    found = one(request, pk)
    words = fold(request.GET.get("q", ""))[:60]
    rows = Purchase.objects.filter(venue__fair=found).for_page().search(words)
    rows = rows.order_by("-sale__sold_at", "-pk")
    if request.GET.get("export"):
        return exports.sales(found, rows)
    context = on(request, found, "sales", sales=answers.paged(request, rows, per=50), words=words)
    context["sums"] = rows.order_by().sums()
    return render(request, "fairs/console/sales.html", context)


@require_GET
@staff(rules.WATCH)
def requests(request: PersonalRequest, pk: UUID) -> HttpResponse:
    """After-sales requests, those waiting first, the nearest deadline on top."""
    return render(request, "fairs/console/requests.html", _requests(request, one(request, pk)))


@require_POST
@staff(rules.MANAGE)
def answer(request: PersonalRequest, pk: UUID, asked: UUID) -> HttpResponse:
    """Answer an after-sales request for the union."""
    fair = one(request, pk)
    found = get_object_or_404(AfterSales.objects.filter(purchase__venue__fair=fair), pk=asked)
    text = request.POST.get("answer", "")
    try:
        actions.answer_after_sales(found, answer=text, by_person=request.person, by=request.caller, now=request.now)
    except Refused as refusal:
        context = _requests(request, fair) | {"refused": found.pk, "typed": text}
        return answers.refused(request, refusal, "fairs/console/requests.html", **context)
    return answers.done(request, _("答复已发给会员"), reverse("fairs-console:requests", args=[pk]))


def _requests(request: PersonalRequest, fair: Fair) -> dict[str, Any]:
    rows = (
        AfterSales.objects.filter(purchase__venue__fair=fair)
        .with_hotline()
        .select_related("purchase__sale__merchant", "purchase__sale__buyer", "purchase__offer__goods", "answered_by")
        .order_by(F("answered_at").desc(nulls_first=True), "answer_due_at", "pk")
    )
    waiting = rows.waiting().count()
    return on(request, fair, "requests", requests=answers.paged(request, rows, per=50), waiting=waiting)


def _settlement(request: PersonalRequest, fair: Fair) -> dict[str, Any]:
    batches = answers.paged(request, batches_of(fair), per=50)
    return on(request, fair, "settlement", money=money_of(fair), dealers=dealers_of(fair), batches=batches)


def _act(
    request: PersonalRequest, pk: UUID, found: SettlementBatch, verb: Callable[..., Any], said: str, **more: Any
) -> HttpResponse:
    try:
        verb(found, found.fund.venue, by_person=request.person, by=request.caller, now=request.now, **more)
    except Refused as refusal:
        return _batch_page(request, pk, found, refusal=refusal)
    return answers.done(request, said, _here(pk, found))


def _batch(request: PersonalRequest, pk: UUID, batch: UUID) -> SettlementBatch:
    batches = batches_of(one(request, pk)).select_related("fund__venue__fair__union")
    return get_object_or_404(batches, pk=batch)


def _batch_page(
    request: PersonalRequest, pk: UUID, found: SettlementBatch, refusal: Refused | None = None, **filled: Any
) -> HttpResponse:
    lines = Purchase.objects.filter(sale__batch=found).for_page().order_by("sale__sold_at", "pk")
    fair = found.fund.venue.fair
    context = on(
        request,
        fair,
        "settlement",
        batch=found,
        lines=answers.paged(request, lines, per=50),
        claim_form=forms.ClaimForm(initial={"claimed": found.claimed and Fen(found.claimed)}),
        paid_form=forms.PaidForm(),
        claim_shown=[("claimed", _claim_shown(found))],
        may_approve=powers(request, fair).approve and found.prepared_by_id != request.person.pk,
    )
    context |= filled
    if refusal is not None:
        return answers.refused(request, refusal, "fairs/console/batch.html", **context)
    return render(request, "fairs/console/batch.html", context, status=422 if filled else 200)


def _claim_shown(batch: SettlementBatch) -> str:
    """The claim (fen) as the approval carries it: a claim that comes in between is not approved unseen."""
    return "" if batch.claimed is None else str(batch.claimed)


def _here(pk: UUID, batch: SettlementBatch) -> str:
    return reverse("fairs-console:batch", args=[pk, batch.pk])
