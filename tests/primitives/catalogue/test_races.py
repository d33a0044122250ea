"""Tills and desks that act at the same moment; and what happens when a guard is taken away."""

import threading
from collections import Counter

import pytest
from django.db import OperationalError, connection, transaction

from gonghui.kernel.codes import new_code
from gonghui.kernel.money import Fen
from gonghui.primitives.catalogue import actions as catalogue
from gonghui.primitives.catalogue import refusals
from gonghui.primitives.catalogue.models import Merchant, Price, Sale, SettlementBatch
from gonghui.primitives.ledger import actions as ledger
from gonghui.primitives.ledger.models import Account
from tests.rush import constraint_dropped, guards_off, rush

from .conftest import NOON, SHOP, TILL
from .test_sell import cancel

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.race]


def kinds(results):
    return Counter(type(result).__name__ for result in results)


def prepare(shop, fund, person):
    return catalogue.prepare_batch(shop, fund, upto=NOON, by_person=person, by=TILL, now=NOON)


def books_balance():
    return ledger.audit() == [] and catalogue.audit() == []


def test_the_pool_is_spent_to_the_last_sale_that_fits(sell, fund):
    results = rush(lambda _number: sell(subsidy=Fen(99_999)), people=16)

    assert kinds(results) == {"Sale": 10, "PoolEmpty": 6}
    assert {result.facts["left"] for result in results if isinstance(result, refusals.PoolEmpty)} == {Fen(10)}
    assert (Sale.objects.count(), ledger.balance(fund)) == (10, 10)
    assert books_balance()


def test_a_serial_is_sold_once_however_many_tills_scan_it(sell, fund):
    assert kinds(rush(lambda _number: sell(serial="SN-1"), people=8)) == {"Sale": 1, "SerialSold": 7}
    assert ledger.balance(fund) == 760_000


def test_an_invoice_is_used_once(sell):
    assert kinds(rush(lambda _number: sell(invoice="00012345"), people=8)) == {"Sale": 1, "InvoiceUsed": 7}


def test_without_the_constraint_a_serial_checked_first_is_sold_twice(sell, lin):
    both_have_looked = threading.Barrier(2)

    def look_then_sell(_number):
        assert not Sale.objects.standing().filter(serial="SN-1").exists()
        both_have_looked.wait(30)
        return sell(serial="SN-1")

    with constraint_dropped("catalogue_sale", "a_serial_is_sold_once"):
        assert kinds(rush(look_then_sell, people=2)) == {"Sale": 2}


def test_many_clicks_are_one_sale(sell, fund):
    numbers = {"serial": "SN-1", "invoice": "00012345", "key": "one-click"}
    sales = rush(lambda _number: sell(**numbers), people=8)

    assert len({sale.pk for sale in sales}) == 1
    assert sorted(sale.repeated for sale in sales) == [False] + [True] * 7
    assert ledger.balance(fund) == 760_000


def test_a_till_that_dies_in_the_middle_leaves_nothing_half_done(sell, fund, shop):
    numbers = {"serial": "SN-1", "invoice": "00012345", "key": "till-1-77"}

    def sell_and_die(_number):
        with transaction.atomic():
            sell(**numbers)
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_terminate_backend(pg_backend_pid())")

    assert isinstance(rush(sell_and_die, people=1)[0], OperationalError)
    assert (Sale.objects.count(), ledger.balance(fund), ledger.balance(shop.payable)) == (0, 1_000_000, 0)
    assert not sell(**numbers).repeated
    assert books_balance()


def test_a_sale_is_cancelled_once(sell, qian, fund):
    sale = sell()
    assert kinds(rush(lambda _number: cancel(sale, qian), people=8)) == {"Sale": 1, "AlreadyCancelled": 7}
    assert ledger.balance(fund) == 1_000_000


def test_a_sale_is_either_settled_or_cancelled(sell, shop, fund, qian, sun):
    sales = [sell(subsidy=Fen(1_000 + number)) for number in range(15)]

    def act(number):
        return prepare(shop, fund, sun) if number == 7 else cancel(sales[number], qian)

    results = rush(act, people=15)

    batch = next((result for result in results if isinstance(result, SettlementBatch)), None)
    cancelled = {result.pk for result in results if isinstance(result, Sale)}
    settled = {sale.pk for sale in batch.lines} if batch else set()
    assert kinds(results)["AlreadySettled"] + len(cancelled) == 14
    assert cancelled.isdisjoint(settled)
    assert cancelled | settled | {sales[7].pk} == {sale.pk for sale in sales}
    assert books_balance()


def test_without_the_condition_a_sale_is_settled_and_cancelled(sell, shop, fund, sun):
    sale, both_have_looked, settled = sell(), threading.Barrier(2), threading.Event()

    def cancel_carelessly():
        assert Sale.objects.get(pk=sale.pk).batch_id is None
        both_have_looked.wait(30)
        settled.wait(30)  # the other way round the trigger on cancelled sales would still catch it
        Sale.objects.filter(pk=sale.pk).update(cancelled_at=NOON)

    def prepare_carelessly():
        found = list(Sale.objects.to_settle())
        batch = SettlementBatch.objects.create(
            merchant=shop,
            fund=fund,
            number=new_code(),
            sales_count=len(found),
            subsidy=sum(line.subsidy for line in found),
            prepared_by=sun,
            prepared_at=NOON,
        )
        both_have_looked.wait(30)
        Sale.objects.filter(pk__in=[line.pk for line in found]).update(batch=batch)
        settled.set()

    with constraint_dropped("catalogue_sale", "a_settled_sale_is_not_cancelled"):
        assert rush(lambda number: (cancel_carelessly, prepare_carelessly)[number](), people=2) == [None, None]
        assert Sale.objects.filter(cancelled_at__isnull=False, batch__isnull=False).count() == 1


def test_a_sale_goes_into_one_batch_however_many_prepare(sell, shop, fund, sun):
    for _sale in range(10):
        sell(subsidy=Fen(1_000))

    batches = [result for result in rush(lambda _n: prepare(shop, fund, sun), 6) if isinstance(result, SettlementBatch)]

    assert sum(batch.sales_count for batch in batches) == 10
    assert sum(batch.subsidy for batch in batches) == 10_000
    assert books_balance()


@pytest.fixture
def batch(sell, shop, fund, sun):
    sell()
    return prepare(shop, fund, sun)


def test_two_who_approve_at_once_are_one_approval(batch, zhao, qian):
    def approve(number):
        return catalogue.approve_batch(batch, by_person=(zhao, qian)[number % 2], by=TILL, now=NOON)

    assert kinds(rush(approve, people=8)) == {"SettlementBatch": 4, "AlreadyApproved": 4}


def test_many_marks_pay_once(batch, zhao, sun, shop):
    catalogue.approve_batch(batch, by_person=zhao, by=TILL, now=NOON)

    def pay(_number):
        return catalogue.mark_paid(batch, reference="网银 1", by_person=sun, by=TILL, now=NOON)

    assert len({paid.payment_id for paid in rush(pay, people=8)}) == 1
    assert ledger.balance(shop.payable) == 0
    assert books_balance()


def test_a_batch_is_either_paid_or_returned(batch, zhao, sun, shop):
    catalogue.approve_batch(batch, by_person=zhao, by=TILL, now=NOON)

    def act(number):
        if number % 2:
            return catalogue.mark_paid(batch, reference="网银 1", by_person=sun, by=TILL, now=NOON)
        return catalogue.return_batch(batch, "发票不全", by_person=sun, by=TILL, now=NOON)

    outcome = kinds(rush(act, people=8))

    assert outcome in ({"SettlementBatch": 4, "BatchReturned": 4}, {"SettlementBatch": 4, "AlreadyPaid": 4})
    assert ledger.balance(shop.payable) == (0 if "AlreadyPaid" in outcome else 240_000)
    assert books_balance()


def test_a_batch_is_approved_with_the_claim_that_was_seen_or_not_at_all(batch, zhao):
    def act(number):
        if number % 2:
            return catalogue.set_claim(batch, Fen(number), by=TILL, now=NOON)
        return catalogue.approve_batch(batch, by_person=zhao, by=TILL, now=NOON)

    outcome = kinds(rush(act, people=8))

    stored = SettlementBatch.objects.get()
    assert outcome in ({"SettlementBatch": 4, "ClaimFixed": 4}, {"SettlementBatch": 4, "ClaimChanged": 4})
    assert (stored.approved_at is None) is (stored.claimed is not None)


def test_without_the_condition_a_claim_checked_first_changes_what_was_approved(batch, zhao):
    looked, approved = threading.Event(), threading.Event()

    def claim_carelessly():
        assert SettlementBatch.objects.get().approved_at is None
        looked.set()
        approved.wait(30)
        SettlementBatch.objects.filter(pk=batch.pk).update(claimed=1)

    def approve():
        looked.wait(30)
        catalogue.approve_batch(batch, by_person=zhao, by=TILL, now=NOON)
        approved.set()

    with guards_off("catalogue_settlementbatch"):
        assert rush(lambda number: (claim_carelessly, approve)[number](), people=2) == [None, None]
    assert SettlementBatch.objects.get(claimed=1).approved_by == zhao


def test_a_price_listed_by_many_at_once_is_one_price(shop, listed):
    assert len({price.pk for _goods, price in rush(lambda _number: listed(shop), people=6)}) == 1
    assert Price.objects.count() == 1


def test_a_merchant_enlisted_by_many_at_once_is_one_merchant_with_one_account(transactional_db):
    merchants = rush(lambda _number: catalogue.enlist(credit_code=SHOP, name="晋华家电", by=TILL, now=NOON), people=6)
    assert len({merchant.pk for merchant in merchants}) == 1
    assert (Merchant.objects.count(), Account.objects.count()) == (1, 1)
