"""Merchants and what they list at which price."""

from datetime import datetime

from gonghui.kernel.callers import Caller
from gonghui.kernel.credit_code import CreditCode
from gonghui.kernel.money import Fen
from gonghui.kernel.words import Word
from gonghui.kernel.words import gettext_noop as _
from gonghui.primitives.ledger import actions as ledger
from gonghui.primitives.ledger.models import Account
from gonghui.primitives.people.models import Union
from gonghui.primitives.rows import insert_unless_taken
from gonghui.primitives.transactions import action

from .. import rules
from ..models import Goods, Merchant, Price


@action
def enlist(*, credit_code: str | CreditCode, name: str, by: Caller, now: datetime) -> Merchant:
    """A merchant and the account of what is owed to it. The same code and name again gives the one enlisted.

    Raises BadCreditCode, Missing, TooLong.
    """
    number = str(credit_code if isinstance(credit_code, CreditCode) else CreditCode.parse(credit_code))
    name = rules.parse_words(name, what=Word(_("商家名称")), limit=120)
    known = Merchant.objects.filter(credit_code=number, name=name).first()
    return known or _enlisted(Merchant(credit_code=number, name=name))


@action
def list_goods(
    merchant: Merchant,
    *,
    union: Union,
    brand: str,
    model: str,
    name: str,
    category: str,
    list_price: Fen,
    ex_factory_price: Fen,
    proof: str,
    by: Caller,
    now: datetime,
) -> tuple[Goods, Price]:
    """The union's goods, known by brand and model, and their price from now on; the same price again adds no row.

    Raises Missing, TooLong, BadPrices.
    """
    rules.check_prices(list_price, ex_factory_price)
    proof = rules.parse_words(proof, what=Word(_("出厂价证明")), limit=200)
    goods = _goods(
        Goods(
            union=union,
            merchant=merchant,
            brand=rules.parse_words(brand, what=Word(_("品牌")), limit=60),
            model=rules.parse_words(model, what=Word(_("型号")), limit=60),
            name=rules.parse_words(name, what=Word(_("商品名称")), limit=120),
            category=rules.parse_words(category, what=Word(_("品类")), limit=30),
        )
    )
    wanted = {"list_price": list_price, "ex_factory_price": ex_factory_price, "proof": proof}
    price = price_in_force(goods, now)
    if price is None or any(getattr(price, field) != value for field, value in wanted.items()):
        price = Price.objects.create(goods=goods, starts_at=now, **wanted)
    return goods, price


def price_in_force(goods: Goods, at: datetime) -> Price | None:
    """The price of the goods at that moment, if it had one."""
    return Price.objects.filter(goods=goods).in_force(at).first()


def lowest_price(goods: Goods, since: datetime, until: datetime) -> Fen | None:
    """The lowest list price in force between the two moments (fen)."""
    return rules.lowest(Price.objects.filter(goods=goods).history(until), since, until)


def _enlisted(merchant: Merchant) -> Merchant:
    """The merchant stored with an account of its own, or the one that was faster."""
    account = ledger.open_account(Account.Kind.PAYABLE, merchant.name)
    merchant.payable = account
    if insert_unless_taken(merchant):
        return merchant
    account.delete()
    return Merchant.objects.get(credit_code=merchant.credit_code, name=merchant.name)


def _goods(wanted: Goods) -> Goods:
    """The stored goods of that brand and model, locked so that two lists of prices follow one another."""
    if insert_unless_taken(wanted):
        return wanted
    held = Goods.objects.select_for_update(no_key=True).filter(union_id=wanted.union_id, merchant_id=wanted.merchant_id)
    goods: Goods = held.of_model(wanted.brand, wanted.model).get()
    _update(goods, {"name": wanted.name, "category": wanted.category})
    return goods


def _update(row: Goods, values: dict[str, str]) -> None:
    """Write what differs, and nothing when nothing does."""
    changed = {field: value for field, value in values.items() if getattr(row, field) != value}
    for field, value in changed.items():
        setattr(row, field, value)
    if changed:
        row.save(update_fields=list(changed))
