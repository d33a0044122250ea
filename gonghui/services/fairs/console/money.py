"""The money of a fair: what each dealer sold, batches prepared, approved by a second person, paid; after-sales."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from gonghui.faces import answers
from gonghui.faces.guards import staff
from gonghui.kernel.refusals import Refused
from gonghui.primitives.catalogue.models import SettlementBatch

from .. import actions, exports, forms, rules
from ..board import batches_of, board_of, dealers_of
from ..models import AfterSales, Purchase
from .planning import dealers_at, one, one_venue


@require_GET
@staff(rules.WATCH)
def settlement(request: HttpRequest, pk: Any) -> HttpResponse:
    """Every dealer of every venue, what is unsettled, and the batches."""
    found = one(request, pk)
    if request.GET.get("export"):
        return exports.settlement(found)
    context = {
        "fair": found,
        "board": board_of(found),
        "dealers": dealers_of(found),
        "batches": answers.paged(request, batches_of(found), per=50),
    }
    return render(request, "fairs/console/settlement.html", context)


@require_POST
@staff(rules.PREPARE)
def prepare(request: HttpRequest, pk: Any, venue: Any, merchant: Any) -> HttpResponse:
    """Make a batch of a dealer's unsettled sales."""
    found, place = one_venue(request, pk, venue)
    dealer = get_object_or_404(dealers_at(found), pk=merchant)
    batch = actions.prepare_settlement(place, dealer, by_person=request.person, by=request.caller, now=request.now)
    return answers.done(request, _("结算批次已生成，等待另一人审核"), _here(pk, batch))


@require_GET
@staff(rules.WATCH)
def batch(request: HttpRequest, pk: Any, batch: Any) -> HttpResponse:
    """A batch: its sales, the dealer's claim and the difference, and the next step."""
    found = _batch(request, pk, batch)
    if request.GET.get("export"):
        return exports.batch(found)
    return _batch_page(request, pk, found)


@require_POST
@staff(rules.APPROVE)
def approve(request: HttpRequest, pk: Any, batch: Any) -> HttpResponse:
    """The second person's yes."""
    return _act(request, pk, batch, actions.approve_settlement, _("已审核通过，等待付款"))


@require_POST
@staff(rules.APPROVE)
def give_back(request: HttpRequest, pk: Any, batch: Any) -> HttpResponse:
    """Send the batch back with a reason; its sales can be settled again."""
    reason = request.POST.get("reason", "")
    return _act(request, pk, batch, actions.return_settlement, _("已退回"), reason=reason)


@require_POST
@staff(rules.APPROVE)
def paid(request: HttpRequest, pk: Any, batch: Any) -> HttpResponse:
    """The bank has paid."""
    form = forms.PaidForm(request.POST)
    if not form.is_valid():
        return _batch_page(request, pk, _batch(request, pk, batch), paid_form=form)
    reference = form.cleaned_data["reference"]
    return _act(request, pk, batch, actions.mark_settlement_paid, _("已标记付款"), reference=reference)


@require_POST
@staff(rules.PREPARE)
def claim(request: HttpRequest, pk: Any, batch: Any) -> HttpResponse:
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
def sales(request: HttpRequest, pk: Any) -> HttpResponse:
    """Every sale of the fair; searchable by serial, invoice or sale code, exportable."""
    found = one(request, pk)
    rows = Purchase.objects.filter(venue__fair=found).for_page().search(request.GET.get("q", ""))
    rows = rows.order_by("-sale__sold_at", "-pk")
    if request.GET.get("export"):
        return exports.sales(found, rows)
    context = {"fair": found, "sales": answers.paged(request, rows, per=50), "words": request.GET.get("q", "")}
    return render(request, "fairs/console/sales.html", context)


@require_GET
@staff(rules.WATCH)
def requests(request: HttpRequest, pk: Any) -> HttpResponse:
    """After-sales requests, those waiting first, the nearest deadline on top."""
    found = one(request, pk)
    rows = (
        AfterSales.objects.filter(purchase__venue__fair=found)
        .select_related("purchase__sale__merchant", "purchase__sale__buyer", "purchase__offer__goods")
        .order_by("answered_at", "answer_due_at", "pk")
    )
    context = {"fair": found, "requests": answers.paged(request, rows, per=50)}
    return render(request, "fairs/console/requests.html", context)


@require_http_methods(["POST"])
@staff(rules.MANAGE)
def answer(request: HttpRequest, pk: Any, asked: Any) -> HttpResponse:
    """Answer an after-sales request for the union."""
    found = get_object_or_404(AfterSales.objects.filter(purchase__venue__fair=one(request, pk)), pk=asked)
    actions.answer_after_sales(
        found,
        answer=request.POST.get("answer", ""),
        by_person=request.person,
        by=request.caller,
        now=request.now,
    )
    return answers.done(request, _("答复已发给会员"), reverse("fairs-console:requests", args=[pk]))


def _act(request: HttpRequest, pk: Any, batch: Any, verb: Callable[..., Any], said: str, **more: Any) -> HttpResponse:
    found = _batch(request, pk, batch)
    try:
        verb(found, found.fund.venue, by_person=request.person, by=request.caller, now=request.now, **more)
    except Refused as refusal:
        return _batch_page(request, pk, found, refusal=refusal)
    return answers.done(request, said, _here(pk, found))


def _batch(request: HttpRequest, pk: Any, batch: Any) -> SettlementBatch:
    batches = batches_of(one(request, pk)).select_related("fund__venue__fair__union")
    return get_object_or_404(batches, pk=batch)


def _batch_page(
    request: HttpRequest, pk: Any, found: SettlementBatch, refusal: Refused | None = None, **filled: Any
) -> HttpResponse:
    lines = Purchase.objects.filter(sale__batch=found).for_page().order_by("sale__sold_at", "pk")
    context = {
        "fair": found.fund.venue.fair,
        "batch": found,
        "lines": answers.paged(request, lines, per=50),
        "claim_form": forms.ClaimForm(),
        "paid_form": forms.PaidForm(),
        "may_approve": _holds(request, rules.APPROVE) and found.prepared_by_id != request.person.pk,
        "may_pay": _holds(request, rules.APPROVE),
        "may_claim": _holds(request, rules.PREPARE),
    } | filled
    if refusal is not None:
        return answers.refused(request, refusal, "fairs/console/batch.html", **context)
    return render(request, "fairs/console/batch.html", context, status=422 if filled else 200)


def _holds(request: HttpRequest, act: Any) -> bool:
    return any(office.role in act.roles for office in request.offices)


def _here(pk: Any, batch: SettlementBatch) -> str:
    return reverse("fairs-console:batch", args=[pk, batch.pk])
