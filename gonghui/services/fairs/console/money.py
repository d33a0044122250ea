"""The money of a fair: what each dealer sold, batches prepared, approved by a second person, paid; after-sales."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.db.models import F
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from gonghui.faces import answers
from gonghui.faces.acting import Done, page
from gonghui.faces.guards import staff
from gonghui.faces.requests import PersonalRequest
from gonghui.kernel.money import Fen
from gonghui.primitives.catalogue.models import SettlementBatch
from gonghui.primitives.catalogue.refusals import ClaimChanged
from gonghui.primitives.planned import Question, planned

from .. import actions, forms, rules
from ..models import AfterSales, Purchase
from ..models.querysets import PurchaseQuerySet
from ..pages.board import money_of
from ..pages.settlement_page import batched, batches_of, dealers_of
from .lists import BATCH_LINES, BATCHES, DEALERS, SALES, TO_APPROVE
from .scope import context_for, dealers_at, get_fair, get_venue, powers


@page("fairs-console:settlement", "fairs/console/settlement.html", staff(rules.WATCH))
def settlement(request: PersonalRequest, pk: UUID) -> dict[str, Any] | HttpResponse:
    """Every dealer of every venue, what is unsettled, and the batches."""
    found = get_fair(request, pk)
    batches = batches_of(found)
    beside = context_for(request, found, "settlement", money=money_of(found), batched=batched(batches))
    dealers = DEALERS.inside(request, dealers_of(found), beside=beside)
    listed = BATCHES.inside(request, batches, name="batches", beside=beside)
    wanted = next((each for each in (dealers, listed) if each.wanted), None)
    return wanted.workbook() if wanted else beside | {"dealers": dealers, "batches": listed}


@settlement.act(guard=staff(rules.PREPARE))
def prepare(request: PersonalRequest, pk: UUID, venue: UUID, merchant: UUID) -> Done:
    """Make a batch of a dealer's unsettled sales."""
    found, place = get_venue(request, pk, venue)
    dealer = get_object_or_404(dealers_at(found), pk=merchant)
    made = actions.prepare_settlement(place, dealer, by_person=request.person, by=request.caller, now=request.now)
    return Done(_("结算批次已生成，等待另一人审核"), to=reverse("fairs-console:batch", args=[pk, made.pk]))


@TO_APPROVE.page("fairs-console:batches", staff(rules.WATCH))
def batches(request: PersonalRequest, pk: UUID) -> tuple[Any, dict[str, Any]]:
    """The batches that wait for a second person; those whose statement agrees are approved together."""
    found = get_fair(request, pk)
    waiting = batches_of(found).filter(approved_at=None, returned_at=None)
    return waiting.select_related("fund__venue__fair__union"), context_for(request, found, "settlement")


@page("fairs-console:batch", "fairs/console/batch.html", staff(rules.WATCH))
def batch(request: PersonalRequest, pk: UUID, batch: UUID) -> dict[str, Any] | HttpResponse:
    """A batch: its sales, the dealer's claim and the difference, and the next step."""
    found = _batch(request, pk, batch)
    fair = found.fund.venue.fair
    beside = context_for(request, fair, "settlement", batch=found)
    rows = Purchase.objects.filter(sale__batch=found).for_page()
    lines = BATCH_LINES.inside(request, rows, beside=beside)
    if lines.wanted:
        return lines.workbook()
    return beside | {
        "lines": lines,
        "claim_form": forms.ClaimForm(initial={"claimed": found.claimed and Fen(found.claimed)}),
        "claim_shown": [("claimed", _claim_shown(found))],
        "may_approve": powers(request, fair).approve and found.prepared_by_id != request.person.pk,
    }


@batch.act(guard=staff(rules.APPROVE))
def approve(request: PersonalRequest, pk: UUID, batch: UUID, *, reason: str) -> Done:
    """The second person's yes, to the claim that their page showed; why, where it differs."""
    found = _batch(request, pk, batch)
    if request.POST.get("claimed", "") != _claim_shown(found):
        raise ClaimChanged(number=found.number)
    _by_me(request, actions.approve_settlement, found, because=reason)
    return Done(_("已审核通过，等待付款"))


@batch.act(guard=staff(rules.APPROVE))
def give_back(request: PersonalRequest, pk: UUID, batch: UUID, *, reason: str) -> Done:
    """Send the batch back with a reason; its sales can be settled again."""
    _by_me(request, actions.return_settlement, _batch(request, pk, batch), reason=reason)
    return Done(_("已退回"))


@batch.act(forms.PaidForm, form_name="paid_form", guard=staff(rules.APPROVE))
def paid(request: PersonalRequest, pk: UUID, batch: UUID, *, form: forms.PaidForm) -> Done:
    """The bank has paid."""
    _by_me(request, actions.mark_settlement_paid, _batch(request, pk, batch), **form.cleaned_data)
    return Done(_("已标记付款"))


@batch.act(forms.ClaimForm, form_name="claim_form", guard=staff(rules.PREPARE))
def claim(request: PersonalRequest, pk: UUID, batch: UUID, *, form: forms.ClaimForm) -> Done:
    """Enter what the dealer's own statement asks for."""
    found, claimed = _batch(request, pk, batch), form.cleaned_data["claimed"]
    actions.set_claim(found, found.fund.venue, claimed=claimed, by=request.caller, now=request.now)
    return Done(_("对账金额已记录"))


@SALES.page("fairs-console:sales", staff(rules.WATCH))
def sales(request: PersonalRequest, pk: UUID) -> tuple[Question[Purchase], dict[str, Any]]:
    """Every sale of the fair."""
    found = get_fair(request, pk)
    return _sales.question(fair=found.pk), context_for(request, found, "sales")


@planned
def _sales(fair: Any) -> PurchaseQuerySet:
    return Purchase.objects.filter(venue__fair=fair).for_page()


@page("fairs-console:requests", "fairs/console/requests.html", staff(rules.WATCH))
def requests(request: PersonalRequest, pk: UUID, asked: UUID | None = None) -> dict[str, Any]:
    """After-sales requests, those waiting first, the nearest deadline on top."""
    fair = get_fair(request, pk)
    rows = (
        AfterSales.objects.filter(purchase__venue__fair=fair)
        .with_hotline()
        .select_related("purchase__sale__merchant", "purchase__sale__buyer", "purchase__offer__goods", "answered_by")
        .order_by(F("answered_at").desc(nulls_first=True), "answer_due_at", "pk")
    )
    listed = answers.paged(request, rows, per=50)
    context = context_for(request, fair, "requests", requests=listed, waiting=rows.waiting().count())
    return context | {"refused": asked, "typed": request.POST.get("answer", "")}


@requests.act(guard=staff(rules.MANAGE))
def answer(request: PersonalRequest, pk: UUID, asked: UUID) -> Done:
    """Answer an after-sales request for the union."""
    found = get_object_or_404(AfterSales.objects.filter(purchase__venue__fair=get_fair(request, pk)), pk=asked)
    text = request.POST.get("answer", "")
    actions.answer_after_sales(found, answer=text, by_person=request.person, by=request.caller, now=request.now)
    return Done(_("答复已发给会员"))


def _by_me(request: PersonalRequest, verb: Callable[..., Any], found: SettlementBatch, **more: Any) -> None:
    verb(found, found.fund.venue, by_person=request.person, by=request.caller, now=request.now, **more)


def _batch(request: PersonalRequest, pk: UUID, batch: UUID) -> SettlementBatch:
    batches = batches_of(get_fair(request, pk)).select_related("fund__venue__fair__union")
    return get_object_or_404(batches, pk=batch)


def _claim_shown(batch: SettlementBatch) -> str:
    """The claim (fen) as the approval carries it: a claim that comes in between is not approved unseen."""
    return "" if batch.claimed is None else str(batch.claimed)
