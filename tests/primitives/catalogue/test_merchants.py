from datetime import timedelta

import pytest

from gonghui.kernel.credit_code import BadCreditCode
from gonghui.kernel.money import Fen
from gonghui.primitives.catalogue import actions as catalogue
from gonghui.primitives.catalogue import refusals
from gonghui.primitives.catalogue.models import Goods, Merchant, Price
from gonghui.primitives.ledger.models import Account

from .conftest import NOON, RIVAL, SHOP, TILL


def enlist(credit_code=SHOP, name="晋华家电"):
    return catalogue.enlist(credit_code=credit_code, name=name, by=TILL, now=NOON)


def test_it_enlists_a_merchant_with_an_account_of_what_is_owed_to_it(db):
    merchant = enlist(SHOP.lower())
    assert (merchant.credit_code, merchant.name) == (SHOP, "晋华家电")
    assert (merchant.payable.kind, merchant.payable.balance) == (Account.Kind.PAYABLE, 0)


def test_the_same_merchant_again_is_the_same_and_nothing_of_it_is_written(shop):
    before = Merchant.objects.values().get()
    assert enlist() == shop
    assert Merchant.objects.values().get() == before
    assert Account.objects.count() == 1


def test_who_writes_another_name_for_a_code_has_a_merchant_of_their_own(shop):
    other = enlist(name="晋华贸易")
    assert (other.credit_code, other.name) == (SHOP, "晋华贸易")
    assert other.payable != shop.payable
    shop.refresh_from_db()
    assert shop.name == "晋华家电"


def test_an_invoice_counts_once_whatever_its_seller_is_called(shop, listed, sell):
    sell(invoice="26000001")
    other = enlist(name="晋华贸易")
    with pytest.raises(refusals.InvoiceUsed):
        sell(merchant=other, goods=listed(other)[0], invoice="26000001")


@pytest.mark.parametrize(
    ("facts", "refusal"),
    [
        ({"credit_code": "91140300MA0K0QXC0X"}, BadCreditCode),
        ({"name": " "}, refusals.Missing),
        ({"name": "长" * 121}, refusals.TooLong),
    ],
)
def test_it_refuses_what_cannot_be_a_merchant(db, facts, refusal):
    with pytest.raises(refusal):
        enlist(**facts)
    assert not Account.objects.exists()


def test_merchants_are_found_by_name_or_the_beginning_of_the_code(shop, rival):
    assert list(Merchant.objects.search("晋华")) == [shop]
    assert list(Merchant.objects.search(RIVAL[:8].lower())) == [rival]


def test_it_lists_goods_with_a_price(shop, listed):
    goods, price = listed(shop)
    assert (goods.brand, goods.model, goods.merchant) == ("海尔", "KFR-35GW", shop)
    assert (price.list_price, price.ex_factory_price, price.starts_at) == (1_000_000, 800_000, NOON)


def test_the_same_price_again_adds_no_row(shop, listed):
    first, again = listed(shop), listed(shop, at=NOON + timedelta(days=1))
    assert first == again


@pytest.mark.parametrize("change", [{"list_price": 990_000}, {"ex_factory_price": 790_000}, {"proof": "证明 2026-18"}])
def test_another_price_or_proof_follows_the_one_before(shop, listed, change):
    goods, first = listed(shop)
    same_goods, second = listed(shop, at=NOON + timedelta(days=1), **change)

    assert same_goods == goods
    assert list(Price.objects.filter(goods=goods).history(NOON + timedelta(days=2))) == [first, second]
    assert catalogue.price_in_force(goods, NOON) == first
    assert catalogue.price_in_force(goods, NOON + timedelta(days=1)) == second
    assert catalogue.price_in_force(goods, NOON - timedelta(seconds=1)) is None


def test_goods_are_the_same_whatever_the_case_and_take_the_newer_name(shop, listed):
    goods = listed(shop, "kfr-35gw", brand="Haier")[0]
    again = listed(shop, "KFR-35GW ", brand="ＨＡＩＥＲ", name="变频空调")[0]

    assert again == goods
    assert Goods.objects.get().name == "变频空调"


def test_each_union_has_goods_and_prices_of_its_own(shop, listed, datong):
    ours, price = listed(shop)
    theirs, other = listed(shop, union=datong, name="翻新空调", list_price=950_000, at=NOON + timedelta(days=1))

    ours.refresh_from_db()
    assert theirs != ours
    assert ours.name == "一级能效空调"
    assert catalogue.price_in_force(ours, NOON + timedelta(days=2)) == price
    assert catalogue.price_in_force(theirs, NOON + timedelta(days=2)) == other


def test_the_lowest_price_is_of_those_in_force(shop, listed):
    goods = listed(shop, list_price=900_000)[0]
    listed(shop, list_price=1_000_000, at=NOON + timedelta(days=10))

    assert catalogue.lowest_price(goods, NOON + timedelta(days=5), NOON + timedelta(days=20)) == Fen(900_000)
    assert catalogue.lowest_price(goods, NOON + timedelta(days=10), NOON + timedelta(days=20)) == Fen(1_000_000)
    assert catalogue.lowest_price(goods, NOON - timedelta(days=5), NOON - timedelta(days=1)) is None


@pytest.mark.parametrize(
    ("words", "refusal"),
    [
        ({"brand": ""}, refusals.Missing),
        ({"proof": " "}, refusals.Missing),
        ({"model": "X" * 61}, refusals.TooLong),
        ({"list_price": 700_000}, refusals.BadPrices),
    ],
)
def test_it_refuses_goods_that_cannot_be_sold(shop, listed, words, refusal):
    with pytest.raises(refusal):
        listed(shop, **words)
    assert not Goods.objects.exists()


def test_goods_come_with_the_price_of_the_day(shop, listed):
    goods = listed(shop)[0]
    listed(shop, list_price=990_000, at=NOON + timedelta(days=1))

    def priced(at):
        row = Goods.objects.with_price(at).get(pk=goods.pk)
        return row.list_price, row.ex_factory_price

    assert priced(NOON) == (1_000_000, 800_000)
    assert priced(NOON + timedelta(days=1)) == (990_000, 800_000)
    assert priced(NOON - timedelta(days=1)) == (None, None)
