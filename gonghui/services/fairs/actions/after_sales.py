"""After buying: a request with a deadline, and its answer."""

from datetime import datetime, timedelta
from typing import Any

from gonghui.kernel.callers import Caller
from gonghui.kernel.words import Word
from gonghui.kernel.words import gettext_noop as _
from gonghui.primitives import clock
from gonghui.primitives.agenda import actions as agenda
from gonghui.primitives.journal import actions as journal
from gonghui.primitives.notices import actions as notices
from gonghui.primitives.transactions import action

from .. import refusals, words
from ..models import AfterSales, Purchase, Stall
from ..pages.agenda import AFTER_SALES, PURCHASES
from .till import goods_said

LONGEST = 500  # characters of a request or an answer


@action
def ask_after_sales(purchase: Purchase, *, trouble: str, by: Caller, now: datetime) -> AfterSales:
    """Ask the dealer for help with a purchase. Raises EmptyText, AfterSalesOver.

    The same words again while the first request waits answer that request: a double click asks once.
    """
    text = _some(trouble, field=Word(_("问题说明")))
    fair, sale = purchase.venue.fair, purchase.sale
    until = sale.sold_at + timedelta(days=fair.after_sales_days)
    if now > until:
        stall = Stall.objects.get(venue=purchase.venue_id, merchant=sale.merchant_id)
        raise refusals.AfterSalesOver(until=clock.day(until), hotline=stall.hotline)
    Purchase.objects.select_for_update().get(pk=purchase.pk)
    waiting = purchase.requests.waiting().filter(trouble=text).first()
    if waiting is not None:
        return waiting
    due = now + timedelta(days=fair.after_sales_answer_days)
    request = AfterSales.objects.create(purchase=purchase, trouble=text, asked_at=now, answer_due_at=due)
    facts = {"goods": goods_said(purchase.offer), "due": clock.moment(due)}
    notices.tell(sale.buyer, words.AFTER_SALES_ASKED, facts, about=[purchase.pk], sms=False, now=now)
    agenda.renew(AFTER_SALES, [request.pk], now=now)
    agenda.renew(PURCHASES, [purchase.pk], now=now)
    journal.record("fairs.ask_after_sales", purchase, by=by, now=now, label=sale.code, on_person=sale.buyer_id)
    return request


@action
def answer_after_sales(request: AfterSales, *, answer: str, by_person: Any, by: Caller, now: datetime) -> AfterSales:
    """The dealer's or the union's answer, once. Raises EmptyText, AlreadyAnswered."""
    text = _some(answer, field=Word(_("答复")))
    won = AfterSales.objects.filter(pk=request.pk, answered_at=None).update(
        answer=text, answered_at=now, answered_by=by_person
    )
    if not won:
        raise refusals.AlreadyAnswered()
    request.refresh_from_db(fields=["answer", "answered_at", "answered_by"])
    purchase = request.purchase
    facts = {"goods": goods_said(purchase.offer), "answer": text}
    notices.tell(purchase.sale.buyer, words.AFTER_SALES_ANSWERED, facts, about=[purchase.pk], sms=False, now=now)
    agenda.done(AFTER_SALES.key, [request.pk])
    agenda.renew(PURCHASES, [purchase.pk], now=now)
    journal.record(
        "fairs.answer_after_sales", purchase, by=by, now=now, label=purchase.sale.code, on_person=purchase.sale.buyer_id
    )
    return request


def _some(text: str, *, field: str) -> str:
    text = text.strip()[:LONGEST]
    if not text:
        raise refusals.EmptyText(field=field)
    return text
