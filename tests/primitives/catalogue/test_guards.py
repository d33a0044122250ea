"""What the database refuses, whoever asks: each of these goes round the actions on purpose."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from gonghui.kernel.money import Fen
from gonghui.primitives.catalogue import actions as catalogue
from gonghui.primitives.catalogue.models import Price, Sale, SettlementBatch

from .conftest import NOON, TILL
from .test_sell import cancel


def refuses(rows, change):
    with pytest.raises(IntegrityError), transaction.atomic():
        rows.delete() if change is None else rows.update(**change)


@pytest.fixture
def batch(sell, shop, fund, sun):
    sell()
    return catalogue.prepare_batch(shop, fund, upto=NOON, by_person=sun, by=TILL, now=NOON)


def test_a_price_is_never_changed_or_deleted(goods):
    refuses(Price.objects.filter(goods=goods), {"list_price": 2_000_000})
    refuses(Price.objects.filter(goods=goods), {"proof": "另一份证明"})
    refuses(Price.objects.filter(goods=goods), None)


@pytest.mark.parametrize(
    "change",
    [
        {"serial": "SN-2"},
        {"invoice": "00054321"},
        {"subsidy": 1},
        {"ex_factory_price": 900_000},
        {"sold_at": NOON + timedelta(days=1)},
        {"key": "other"},
        None,
    ],
)
def test_the_facts_of_a_sale_stay(sell, change):
    refuses(Sale.objects.filter(pk=sell().pk), change)


def test_the_buyer_of_a_sale_stays(sell, zhao):
    refuses(Sale.objects.filter(pk=sell().pk), {"buyer": zhao})


def test_a_cancelled_sale_stays_cancelled(sell, qian, batch):
    sale = sell()
    cancel(sale, qian)
    refuses(Sale.objects.filter(pk=sale.pk), {"cancelled_at": None})
    refuses(Sale.objects.filter(pk=sale.pk), {"cancel_reason": "别的原因"})
    refuses(Sale.objects.filter(pk=sale.pk), {"batch": batch})


def test_a_settled_sale_cannot_be_marked_cancelled(batch):
    refuses(Sale.objects.filter(batch=batch), {"cancelled_at": NOON})


def test_a_sale_does_not_slip_out_of_a_batch(batch):
    refuses(Sale.objects.filter(batch=batch), {"batch": None})


@pytest.mark.parametrize("change", [{"subsidy": 1}, {"sales_count": 9}, {"number": "X"}, None])
def test_the_facts_of_a_batch_stay(batch, change):
    refuses(SettlementBatch.objects.filter(pk=batch.pk), change)


def test_the_one_who_prepared_cannot_be_written_down_as_approver(batch, sun):
    refuses(SettlementBatch.objects.filter(pk=batch.pk), {"approved_by": sun, "approved_at": NOON})


def test_an_approval_is_not_taken_back_or_handed_on(batch, zhao, qian):
    catalogue.approve_batch(batch, by_person=zhao, by=TILL, now=NOON)
    refuses(SettlementBatch.objects.filter(pk=batch.pk), {"approved_by": None, "approved_at": None})
    refuses(SettlementBatch.objects.filter(pk=batch.pk), {"approved_by": qian})


def test_a_claim_is_not_changed_after_the_approval(batch, zhao):
    catalogue.set_claim(batch, Fen(1), by=TILL, now=NOON)
    claimed = SettlementBatch.objects.get()
    catalogue.approve_batch(claimed, because="对账单打错了", by_person=zhao, by=TILL, now=NOON)
    refuses(SettlementBatch.objects.filter(pk=batch.pk), {"claimed": 2})


def test_a_batch_is_not_paid_without_approval(batch):
    refuses(SettlementBatch.objects.filter(pk=batch.pk), {"paid_at": NOON})


def test_a_paid_batch_is_over(batch, zhao, sun):
    catalogue.approve_batch(batch, by_person=zhao, by=TILL, now=NOON)
    catalogue.mark_paid(batch, reference="网银 1", by_person=sun, by=TILL, now=NOON)
    refuses(SettlementBatch.objects.filter(pk=batch.pk), {"paid_reference": "网银 2"})
    refuses(SettlementBatch.objects.filter(pk=batch.pk), {"returned_at": NOON})


def test_saving_a_sale_unchanged_is_no_change(sell):
    Sale.objects.get(pk=sell().pk).save()


@pytest.mark.parametrize("table", ["price", "sale", "settlementbatch"])
def test_the_books_are_not_thrown_away(goods, table):
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(f"ALTER TABLE catalogue_{table} ENABLE TRIGGER {table}_rows_are_kept")  # see tests/conftest.py
        with pytest.raises(IntegrityError), transaction.atomic():
            cursor.execute("TRUNCATE catalogue_merchant CASCADE")
