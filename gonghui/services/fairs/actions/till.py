"""At the till: one sale, its subsidy, the dealer's claim and the buyer's limit in one transaction."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from gonghui.kernel.callers import Caller
from gonghui.kernel.money import Fen
from gonghui.kernel.words import Word
from gonghui.kernel.words import gettext_noop as _
from gonghui.primitives import clock
from gonghui.primitives.agenda import actions as agenda
from gonghui.primitives.catalogue import actions as catalogue
from gonghui.primitives.catalogue.models import Sale
from gonghui.primitives.catalogue.refusals import PoolEmpty as FundEmpty
from gonghui.primitives.journal import actions as journal
from gonghui.primitives.notices import actions as notices
from gonghui.primitives.planned import planned
from gonghui.primitives.rows import insert_many, new_id
from gonghui.primitives.statements import run, send, sent_together
from gonghui.primitives.transactions import action

from .. import refusals, rules, words
from ..models import Allowance, Consent, Offer, Purchase, Stall, Turned, Venue
from ..pages.agenda import PURCHASES, bought
from ..pages.quotes import over_limit, prices_of, why_not_here
from ..refusals.till import NoWord
from .recognising import sale_under
from .settlement import renew_batches
from .turned import counts_refusals

ALLOWANCE = """
INSERT INTO fairs_allowance (id, created_at, fair_id, person_id, items, subsidy, max_items, max_subsidy)
VALUES (%(id)s, now(), %(fair)s, %(person)s, 0, 0, %(items)s::int, %(subsidy)s::bigint)
ON CONFLICT (fair_id, person_id) DO UPDATE SET max_items = EXCLUDED.max_items
RETURNING id, items, subsidy
"""
USED = "UPDATE fairs_allowance SET items = %(items)s::int, subsidy = %(subsidy)s::bigint WHERE id = %(id)s"


@counts_refusals(Turned.Desk.TILL)
@action
def sell(
    venue: Venue,
    *,
    merchant: Any,
    offer: Offer,
    buyer: Any,
    serial: str,
    invoice: str,
    key: str,
    by_person: Any,
    by: Caller,
    now: datetime,
) -> Purchase:
    """Sell one thing: allowance, sale, fund to dealer, notice and journal together; the same `key` is the same sale.

    Raises NotAtThisStall, NotYourOffer, NotAdmitted, FairOver, ItemsLimit, SubsidyLimit, NoWord, PoolEmpty, and
    catalogue's SerialSold, InvoiceUsed, KeyReused.
    """
    with sent_together(last=True):
        return _sold(venue, merchant, offer, buyer, serial, invoice, key, by_person, by=by, now=now)


def _sold(
    venue: Venue,
    merchant: Any,
    offer: Offer,
    buyer: Any,
    serial: str,
    invoice: str,
    key: str,
    by_person: Any,
    *,
    by: Caller,
    now: datetime,
) -> Purchase:
    _refuse_wrong_stall(venue, merchant, offer)
    prices = prices_of(offer)
    had = _lock_allowance(venue, buyer)  # a double click waits here until the first one is done
    again = sale_under(merchant, key)
    if again is None:
        if refusal := why_not_here(venue, buyer, now) or over_limit(venue, buyer, had, prices.subsidy):
            raise refusal.of(buyer)
        if not Consent.objects.stands(venue, merchant, buyer.pk, now=now):
            raise NoWord().of(buyer)
        _use_allowance(had, items=1, subsidy=prices.subsidy)
    sale = _sell(venue, merchant, offer, buyer, prices, serial, invoice, key, by_person, by=by, now=now)
    if again is not None:
        return again
    purchase = Purchase(venue=venue, offer=offer, sale=sale)
    insert_many([purchase])
    _tell_bought(purchase, sale, venue, offer, now=now)
    agenda.put([bought(purchase, now=now)])
    journal.record(
        "fairs.sell", purchase, by=by, now=now, label=sale.code, on_person=buyer.pk, facts={"subsidy": sale.subsidy}
    )
    return purchase


@action
def cancel_sale(purchase: Purchase, *, reason: str, by_person: Any, by: Caller, now: datetime) -> Sale:
    """Undo a sale within the rule: money back to the pool, allowance given back.

    Raises CancelTooLate, EmptyText, and catalogue's AlreadyCancelled, AlreadySettled.
    """
    if not reason.strip():
        raise refusals.EmptyText(field=Word(_("取消原因")))
    venue, sale = purchase.venue, purchase.sale
    if not rules.may_cancel_sale(sale.sold_at, now, venue.fair.cancel_days):
        raise refusals.CancelTooLate(days=venue.fair.cancel_days)
    allowance = _lock_allowance(venue, sale.buyer)
    sale = catalogue.cancel_sale(sale, reason=reason.strip(), by_person=by_person, by=by, now=now)
    _use_allowance(allowance, items=-1, subsidy=Fen(-sale.subsidy))
    facts = {"goods": goods_said(purchase.offer), "subsidy": Fen(sale.subsidy).yuan, "reason": sale.cancel_reason}
    notices.tell(sale.buyer, words.SALE_CANCELLED, facts, about=[purchase.pk], now=now)
    agenda.done(PURCHASES.key, [purchase.pk])
    renew_batches(venue, sale.merchant_id, now=now)
    journal.record("fairs.cancel_sale", purchase, by=by, now=now, label=sale.code, on_person=sale.buyer_id)
    return sale


def goods_said(offer: Offer) -> str:
    goods = offer.goods
    return f"{goods.brand} {offer.name}({goods.model})"


def _refuse_wrong_stall(venue: Venue, merchant: Any, offer: Offer) -> None:
    if not _stalls(venue.pk, merchant.pk):
        raise refusals.NotAtThisStall(merchant=merchant.name)
    if offer.withdrawn_at or offer.fair_id != venue.fair_id or offer.goods.merchant_id != merchant.pk:
        raise refusals.NotYourOffer()


@planned
def _stalls(venue: UUID, merchant: UUID) -> Any:
    return Stall.objects.filter(venue=venue, merchant=merchant)


def _lock_allowance(venue: Venue, buyer: Any) -> Allowance:
    # Made if missing and locked either way, in one statement: what follows for this person and fair is in turn.
    terms = {"items": venue.fair.max_items, "subsidy": venue.fair.max_subsidy}
    [(pk, items, subsidy)] = run(ALLOWANCE, {"id": new_id(), "fair": venue.fair_id, "person": buyer.pk} | terms)
    return Allowance(pk=pk, items=items, subsidy=subsidy)


def _use_allowance(allowance: Allowance, *, items: int, subsidy: Fen) -> None:
    # The row is locked and was checked; the CHECK constraints stand behind it.
    send(USED, {"id": allowance.pk, "items": allowance.items + items, "subsidy": allowance.subsidy + subsidy})


def _sell(
    venue: Venue,
    merchant: Any,
    offer: Offer,
    buyer: Any,
    prices: rules.Split,
    serial: str,
    invoice: str,
    key: str,
    by_person: Any,
    *,
    by: Caller,
    now: datetime,
) -> Sale:
    try:
        return catalogue.sell(
            merchant=merchant,
            goods=offer.goods,
            buyer=buyer,
            fund=venue.fund,
            list_price=Fen(offer.price.list_price),
            ex_factory_price=Fen(offer.price.ex_factory_price),
            subsidy=prices.subsidy,
            serial=serial,
            invoice=invoice,
            key=key,
            by_person=by_person,
            by=by,
            now=now,
        )
    except FundEmpty as empty:
        left = Fen(empty.facts["left"]).yuan
        raise refusals.PoolEmpty(left=left, need=prices.subsidy.yuan).of(buyer) from empty


def _tell_bought(purchase: Purchase, sale: Sale, venue: Venue, offer: Offer, *, now: datetime) -> None:
    facts = {
        "goods": goods_said(offer),
        "ex_factory": Fen(sale.ex_factory_price).yuan,
        "subsidy": Fen(sale.subsidy).yuan,
        "pays": Fen(sale.ex_factory_price - sale.subsidy).yuan,
        "invoice": sale.invoice,
        "until": clock.day(now + timedelta(days=venue.fair.after_sales_days)),
    }
    notices.tell(sale.buyer, words.BOUGHT, facts, about=[purchase.pk], sms=False, now=now)
