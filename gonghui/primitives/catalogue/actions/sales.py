"""A sale and its undoing: the goods, the subsidy and the debt to the merchant change together or not at all."""

from datetime import datetime

from django.db.models import Q

from gonghui.kernel.callers import Caller
from gonghui.kernel.codes import new_code
from gonghui.kernel.money import Fen
from gonghui.kernel.refusals import Refused
from gonghui.kernel.words import Word
from gonghui.kernel.words import gettext_noop as _
from gonghui.primitives import clock
from gonghui.primitives.ledger import actions as ledger
from gonghui.primitives.ledger.models import Account
from gonghui.primitives.ledger.rules import Overdrawn
from gonghui.primitives.people.models import Person
from gonghui.primitives.rows import insert_unless_taken, new_id
from gonghui.primitives.transactions import action

from .. import refusals, rules
from ..models import Goods, Merchant, Sale

SUBSTANCE = ("goods_id", "buyer_id", "fund_id", "serial", "invoice", "list_price", "ex_factory_price", "subsidy")


@action
def sell(
    *,
    merchant: Merchant,
    goods: Goods,
    buyer: Person,
    fund: Account,
    list_price: Fen,
    ex_factory_price: Fen,
    subsidy: Fen,
    serial: str,
    invoice: str,
    key: str,
    by_person: Person,
    by: Caller,
    now: datetime,
) -> Sale:
    """Record the sale and move `subsidy` from the fund to what is owed to the merchant. Two statements.

    The same key with the same content gives the sale already made, with `repeated` set on it: whoever counts
    something beside the sale must not count it again. Raises SerialSold, InvoiceUsed, PoolEmpty, KeyReused, and
    for what cannot be meant BadSerial, BadInvoice, BadKey, BadPrices, BadSubsidy, GoodsOfAnother.
    """
    rules.check_key(key)
    rules.check_prices(list_price, ex_factory_price)
    rules.check_subsidy(subsidy, ex_factory_price)
    if goods.merchant_id != merchant.pk:
        raise refusals.GoodsOfAnother(goods=goods.name)
    sale = Sale(merchant=merchant, goods=goods, buyer=buyer, fund=fund, key=key, sold_at=now, sold_by=by_person)
    sale.list_price, sale.ex_factory_price, sale.subsidy = list_price, ex_factory_price, subsidy
    sale.serial, sale.invoice = rules.parse_serial(serial), rules.parse_invoice(invoice)
    return _record(sale, by=by)


@action
def cancel_sale(sale: Sale, *, reason: str, by_person: Person, by: Caller, now: datetime) -> Sale:
    """Undo the sale: its subsidy goes back to the fund, its serial and invoice are free again.

    Raises AlreadyCancelled, AlreadySettled (a batch holds it), Missing, TooLong.
    """
    reason = rules.parse_words(reason, what=Word(_("取消原因")), limit=200)
    refund_id = new_id()
    won = (
        Sale.objects.filter(pk=sale.pk)
        .to_settle()
        .update(cancelled_at=now, cancelled_by=by_person, cancel_reason=reason, refund_id=refund_id)
    )
    stored: Sale = Sale.objects.select_related("transfer", "batch").get(pk=sale.pk)
    if not won:
        raise _cannot_cancel(stored)
    ledger.reverse(stored.transfer, key=f"cancel-{sale.pk}", because=reason, by=by, now=now, id=refund_id)
    return stored


def _record(sale: Sale, *, by: Caller) -> Sale:
    sale.brand, sale.seller = sale.goods.brand.upper(), sale.merchant.credit_code
    sale.code, sale.transfer_id = new_code(), new_id()
    # The sale goes in first, naming a transfer that follows: every till waits for the fund's row, so it is held last.
    if not insert_unless_taken(sale):
        return _sold_before(sale)
    try:
        ledger.move(
            Fen(sale.subsidy),
            source=sale.fund,
            target=sale.merchant.payable_id,
            key=f"sale-{sale.pk}",
            because=_("%(brand)s %(model)s 补贴") % {"brand": sale.goods.brand, "model": sale.goods.model},
            by=by,
            now=sale.sold_at,
            id=sale.transfer_id,
        )
    except Overdrawn as overdrawn:
        raise refusals.PoolEmpty(left=overdrawn.left, needed=overdrawn.needed) from overdrawn
    return sale


def _sold_before(sale: Sale) -> Sale:
    """The sale that holds this one's key, when it is the same in substance. Raises KeyReused, SerialSold, InvoiceUsed.

    When all three are free again (the other sale was cancelled a moment ago) the till may simply try once more.
    """
    standing = Q(cancelled_at=None)
    clashes = Sale.objects.filter(
        Q(merchant=sale.merchant, key=sale.key)
        | Q(brand=sale.brand, serial=sale.serial) & standing
        | Q(seller=sale.seller, invoice=sale.invoice) & standing
    ).select_related("merchant")
    found = {_clash(other, sale): other for other in clashes}
    if "key" in found:
        return _the_same(found["key"], sale)
    if "serial" in found:
        raise refusals.SerialSold(serial=sale.serial, where=found["serial"].merchant.name, **_told(found["serial"]))
    if "invoice" in found:
        raise refusals.InvoiceUsed(invoice=sale.invoice, **_told(found["invoice"]))
    raise refusals.TryAgain()


def _clash(other: Sale, sale: Sale) -> str:
    if (other.merchant_id, other.key) == (sale.merchant_id, sale.key):
        return "key"
    return "serial" if (other.brand, other.serial) == (sale.brand, sale.serial) else "invoice"


def _the_same(made: Sale, sale: Sale) -> Sale:
    if any(getattr(made, field) != getattr(sale, field) for field in SUBSTANCE):
        raise refusals.KeyReused(tail=made.code[-4:])
    made.repeated = True
    return made


def _told(sale: Sale) -> dict[str, str]:
    return {"when": clock.moment(sale.sold_at, year=True), "tail": sale.code[-4:]}


def _cannot_cancel(sale: Sale) -> Refused:
    if sale.batch:
        return refusals.AlreadySettled(number=sale.batch.number)
    return refusals.AlreadyCancelled(when=clock.moment(sale.cancelled_at or sale.sold_at, year=True))
