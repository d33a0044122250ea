from datetime import timedelta

import pytest
from django.db import transaction

from gonghui.kernel.money import Fen
from gonghui.primitives.catalogue import actions as catalogue
from gonghui.primitives.catalogue import refusals
from gonghui.primitives.catalogue.models import Sale
from gonghui.primitives.ledger import actions as ledger

from .conftest import NOON, TILL


def test_it_records_the_sale_and_owes_the_subsidy_to_the_merchant(sell, shop, fund, lin, qian):
    sale = sell(serial="sn 000-１", invoice="24142000 00012345")

    stored = Sale.objects.get(pk=sale.pk)
    assert (stored.serial, stored.invoice, stored.brand) == ("SN000-1", "2414200000012345", "海尔")
    assert (stored.buyer, stored.sold_by, stored.sold_at, stored.subsidy) == (lin, qian, NOON, 240_000)
    assert (ledger.balance(fund), ledger.balance(shop.payable)) == (760_000, 240_000)
    assert (stored.transfer.amount, stored.transfer.because) == (240_000, "海尔 KFR-35GW 补贴")


def test_it_refuses_a_serial_that_was_sold_and_tells_where_and_when_but_not_to_whom(sell, lin):
    first = sell(serial="SN-1")
    with pytest.raises(refusals.SerialSold) as refusal:
        sell(serial="sn-1")

    says = refusal.value.sentence()
    assert says == f"序列号 SN-1 已于 2026年6月1日 12:00 由“晋华家电”售出（销售单号尾号 {first.code[-4:]}）"
    assert lin.name not in says


def test_it_refuses_the_same_serial_at_another_merchant(sell, rival, listed):
    sell(serial="SN-1")
    theirs = listed(rival, brand="海尔")[0]
    with pytest.raises(refusals.SerialSold):
        sell(merchant=rival, goods=theirs, serial="SN-1")


def test_the_case_of_the_brand_makes_no_difference(sell, shop, listed):
    sell(goods=listed(shop, "X1", brand="Haier")[0], serial="SN-1")
    with pytest.raises(refusals.SerialSold):
        sell(goods=listed(shop, "X2", brand="HAIER")[0], serial="SN-1")


def test_two_brands_may_use_the_same_serial(sell, shop, listed):
    sell(serial="SN-1")
    sell(serial="SN-1", goods=listed(shop, brand="格力")[0])


def test_it_refuses_an_invoice_that_was_used(sell):
    first = sell(invoice="00012345")
    with pytest.raises(refusals.InvoiceUsed) as refusal:
        sell(invoice="0001 2345")
    assert (
        refusal.value.sentence()
        == f"发票 00012345 已于 2026年6月1日 12:00 用于另一笔销售（销售单号尾号 {first.code[-4:]}）"
    )


def test_another_merchant_may_have_the_same_invoice_number(sell, rival, listed):
    sell(invoice="00012345")
    sell(invoice="00012345", merchant=rival, goods=listed(rival)[0])


def test_it_refuses_when_the_pool_is_empty_and_tells_what_is_left(sell, fund, shop):
    for _again in range(4):
        sell()
    with pytest.raises(refusals.PoolEmpty) as refusal:
        sell()

    assert refusal.value.sentence() == "资金池只剩 400.00 元，不够这一笔的 2,400.00 元"
    assert (Sale.objects.count(), ledger.balance(fund), ledger.balance(shop.payable)) == (4, 40_000, 960_000)
    sell(subsidy=Fen(40_000))
    assert ledger.balance(fund) == 0


def test_a_double_click_gives_the_same_sale_and_says_so(sell, fund):
    numbers = {"serial": "SN-1", "invoice": "00012345", "key": "till-1-77"}
    first, again = sell(**numbers), sell(**numbers, now=NOON + timedelta(seconds=2))

    assert (again.pk, first.repeated, again.repeated) == (first.pk, False, True)
    assert ledger.balance(fund) == 760_000


@pytest.mark.parametrize(
    "other", [{"serial": "SN-2"}, {"invoice": "00054321"}, {"subsidy": Fen(1)}, {"list_price": Fen(1_100_000)}]
)
def test_it_refuses_a_key_with_other_content(sell, other):
    numbers = {"serial": "SN-1", "invoice": "00012345", "key": "till-1-77"}
    sell(**numbers)
    with pytest.raises(refusals.KeyReused):
        sell(**(numbers | other))


def test_it_refuses_a_key_with_another_buyer(sell, chen):
    numbers = {"serial": "SN-1", "invoice": "00012345", "key": "till-1-77"}
    sell(**numbers)
    with pytest.raises(refusals.KeyReused):
        sell(**numbers, buyer=chen)


def test_two_merchants_tills_may_use_the_same_key(sell, rival, listed):
    sell(key="1")
    sell(key="1", merchant=rival, goods=listed(rival)[0])


def test_it_refuses_goods_of_another_merchant(sell, rival):
    with pytest.raises(refusals.GoodsOfAnother):
        sell(merchant=rival)


@pytest.mark.parametrize("key", ["", "k" * 81, "a\x00b"])
def test_it_refuses_a_key_it_cannot_keep(sell, key):
    with pytest.raises(refusals.BadKey):
        sell(key=key)


@pytest.mark.parametrize("subsidy", [0, -1, 800_000])
def test_it_refuses_a_subsidy_that_is_not_a_part(sell, subsidy):
    with pytest.raises(refusals.BadSubsidy):
        sell(subsidy=Fen(subsidy))


def test_it_takes_two_statements(sell, django_assert_num_queries):
    with transaction.atomic(), django_assert_num_queries(2), transaction.atomic(savepoint=False):
        sell()


def test_a_sold_serial_or_a_repeated_key_takes_two_statements(sell, django_assert_num_queries):
    numbers = {"serial": "SN-1", "invoice": "00012345", "key": "till-1-77"}
    sell(**numbers)
    with transaction.atomic(), django_assert_num_queries(2):
        assert sell(**numbers).repeated
    with transaction.atomic(), django_assert_num_queries(2), pytest.raises(refusals.SerialSold):
        sell(**(numbers | {"key": "till-1-78"}))


def cancel(sale, qian, **other):
    return catalogue.cancel_sale(sale, **({"reason": "顾客退货", "by_person": qian, "by": TILL, "now": NOON} | other))


def test_cancelling_gives_the_money_back_to_the_fund(sell, qian, fund, shop):
    sale = sell()
    cancelled = cancel(sale, qian)

    assert (ledger.balance(fund), ledger.balance(shop.payable)) == (1_000_000, 0)
    stored = Sale.objects.get(pk=sale.pk)
    assert (stored.cancelled_at, stored.cancelled_by, stored.cancel_reason) == (NOON, qian, "顾客退货")
    assert stored.refund.reverses == stored.transfer
    assert cancelled.cancelled_at == NOON


def test_a_cancelled_serial_and_invoice_can_be_sold_again(sell, qian):
    cancel(sell(serial="SN-1", invoice="00012345"), qian)
    sell(serial="SN-1", invoice="00012345")


def test_the_old_key_of_a_cancelled_sale_still_gives_that_sale(sell, qian):
    numbers = {"serial": "SN-1", "invoice": "00012345", "key": "till-1-77"}
    sale = sell(**numbers)
    cancel(sale, qian)
    assert sell(**numbers) == sale
    assert sell(**numbers).cancelled_at == NOON


def test_it_cancels_only_once(sell, qian, fund):
    sale = sell()
    cancel(sale, qian)
    with pytest.raises(refusals.AlreadyCancelled) as refusal:
        cancel(sale, qian)
    assert refusal.value.sentence() == "这笔销售已于 2026年6月1日 12:00 取消"
    assert ledger.balance(fund) == 1_000_000


def test_it_wants_a_reason(sell, qian):
    with pytest.raises(refusals.Missing):
        cancel(sell(), qian, reason=" ")
    with pytest.raises(refusals.TooLong):
        cancel(sell(), qian, reason="长" * 201)


def test_cancelling_takes_three_statements(sell, qian, django_assert_num_queries):
    sale = sell()
    with transaction.atomic(), django_assert_num_queries(3):
        catalogue.cancel_sale(sale, reason="退货", by_person=qian, by=TILL, now=NOON)
