"""Lists know who asks, and cost the same for ten rows and for ten thousand."""

from django.db import connection
from django.test.utils import CaptureQueriesContext

from gonghui.primitives.catalogue import actions as catalogue
from gonghui.primitives.catalogue.models import Goods, Sale, SettlementBatch
from gonghui.primitives.ledger import actions as ledger
from gonghui.primitives.ledger.models import Account
from gonghui.primitives.people.models import Union
from tests.rush import guards_off

from .conftest import NOON, TILL
from .test_sell import cancel

COPY_TRANSFERS = """
INSERT INTO ledger_transfer (id, created_at, source_id, target_id, amount, key, because, at, by_name)
SELECT ('018f0000-0000-7000-8000-' || lpad(n::text, 12, '0'))::uuid, t.created_at, t.source_id, t.target_id, t.amount,
       'copy-' || n, t.because, t.at + n * interval '1 second', t.by_name
  FROM ledger_transfer t, generate_series(1, %s) n WHERE t.id = %s
"""
COPY_SALES = """
INSERT INTO catalogue_sale (id, created_at, merchant_id, goods_id, brand, seller, buyer_id, fund_id, code, key, serial,
                            invoice, list_price, ex_factory_price, subsidy, sold_at, sold_by_id, transfer_id,
                            cancel_reason)
SELECT ('018f0000-0000-7000-8000-' || lpad(n::text, 12, '0'))::uuid, s.created_at, s.merchant_id, s.goods_id, s.brand,
       s.seller, s.buyer_id, s.fund_id, 'C' || n, 'copy-' || n, 'COPY-' || n, 'COPY' || lpad(n::text, 8, '0'),
       s.list_price, s.ex_factory_price, s.subsidy, s.sold_at, s.sold_by_id,
       ('018f0000-0000-7000-8000-' || lpad(n::text, 12, '0'))::uuid, ''
  FROM catalogue_sale s, generate_series(1, %s) n WHERE s.id = %s
"""


def multiply(sale, times):
    """The same sale many times over, instead of the copies there were; the balances are left as they are."""
    with guards_off("ledger_transfer"), guards_off("catalogue_sale") as cursor:
        cursor.execute("DELETE FROM catalogue_sale WHERE key LIKE 'copy-%%'", [])
        cursor.execute("DELETE FROM ledger_transfer WHERE key LIKE 'copy-%%'", [])
        cursor.execute(COPY_TRANSFERS, [times, sale.transfer_id])
        cursor.execute(COPY_SALES, [times, sale.pk])
        cursor.execute("ANALYZE catalogue_sale, ledger_transfer")


def pages(shop, fund, lin):
    """What a page of each list shows."""
    mine = Sale.objects.of_buyer(lin).with_names().newest_first()
    sold = Sale.objects.filter(merchant=shop).standing().with_names().newest_first()
    batches = SettlementBatch.objects.filter(merchant=shop).with_names().newest_first()
    return {
        "my purchases": [(row.merchant.name, row.goods.name) for row in mine[:20]],
        "the shop's sales": [(row.buyer.name, row.goods.name) for row in sold[:20]],
        "to settle": [row.subsidy for row in Sale.objects.to_settle().newest_first()[:20]],
        "batches": [(row.merchant.name, row.prepared_by.name) for row in batches[:20]],
        "the fund's statement": [(row.target.name, row.running) for row in ledger.statement(fund)[:20]],
    }


def test_every_list_takes_one_query_for_ten_rows_and_for_ten_thousand(sell, shop, fund, lin, sun):
    sale = sell()
    batch = catalogue.prepare_batch(shop, fund, upto=NOON, by_person=sun, by=TILL, now=NOON)
    queries = []
    for times in (9, 10_000):
        multiply(sale, times)
        with CaptureQueriesContext(connection) as seen:
            shown = pages(shop, fund, lin)
        queries.append(len(seen))

    assert queries == [5, 5]
    assert {name: len(rows) for name, rows in shown.items()} == dict.fromkeys(shown, 20) | {"batches": 1}
    assert batch.sales_count == 1


def test_the_lines_of_a_batch_take_one_query(sell, shop, fund, sun, django_assert_num_queries):
    for _sale in range(3):
        sell()
    batch = catalogue.prepare_batch(shop, fund, upto=NOON, by_person=sun, by=TILL, now=NOON)
    with django_assert_num_queries(1):
        assert len({(row.buyer.name, row.goods.model, row.merchant.name, row.serial) for row in batch.lines}) == 3


def test_goods_with_their_prices_take_one_query(shop, listed, django_assert_num_queries):
    for number in range(30):
        listed(shop, f"M{number:02}")
    with django_assert_num_queries(1):
        rows = list(Goods.objects.filter(merchant=shop).with_price(NOON).in_order())
        assert {row.list_price for row in rows} == {1_000_000}


def test_a_buyer_sees_their_own_purchases(sell, lin, chen):
    mine = sell()
    sell(buyer=chen)
    assert list(Sale.objects.of_buyer(lin)) == [mine]


def test_a_union_sees_what_its_own_funds_pay(sell, shop, province, fund, sun):
    city = ledger.open_account(Account.Kind.FUND, "太原会场资金池", union=province)
    ledger.move(ledger.balance(fund), source=fund, target=city, key="share", because="调剂", by=TILL, now=NOON)
    sale = sell(fund=city)
    batch = catalogue.prepare_batch(shop, city, upto=NOON, by_person=sun, by=TILL, now=NOON)
    other = Union.objects.create(code="GX", name="广西总工会", kind=Union.Kind.PROVINCE, path="GX.")

    assert list(Sale.objects.under([province])) == [sale]
    assert list(SettlementBatch.objects.under([province])) == [batch]
    assert not SettlementBatch.objects.under([other])


def test_batches_move_from_one_desk_to_the_next(sell, shop, fund, sun, zhao):
    sell()
    batch = catalogue.prepare_batch(shop, fund, upto=NOON, by_person=sun, by=TILL, now=NOON)

    def desks():
        rows = SettlementBatch.objects
        return [desk().filter(pk=batch.pk).exists() for desk in (rows.to_approve, rows.to_pay, rows.open)]

    assert desks() == [True, False, True]
    catalogue.approve_batch(batch, by_person=zhao, by=TILL, now=NOON)
    assert desks() == [False, True, True]
    catalogue.mark_paid(batch, reference="网银 1", by_person=sun, by=TILL, now=NOON)
    assert desks() == [False, False, True]


def test_what_is_unpaid_is_what_is_owed(sell, shop, fund, sun, zhao, qian):
    cancel(sell(), qian)
    waiting = sell()
    assert list(Sale.objects.unpaid()) == [waiting]
    batch = catalogue.prepare_batch(shop, fund, upto=NOON, by_person=sun, by=TILL, now=NOON)
    assert list(Sale.objects.unpaid()) == [waiting]
    catalogue.approve_batch(batch, by_person=zhao, by=TILL, now=NOON)
    catalogue.mark_paid(batch, reference="网银 1", by_person=sun, by=TILL, now=NOON)
    assert not Sale.objects.unpaid()
