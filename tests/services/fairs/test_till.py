"""The till: one sale, its subsidy, the dealer's claim and the buyer's limit, together or not at all."""

from datetime import timedelta

import pytest

from gonghui.kernel.money import Fen
from gonghui.primitives.catalogue.models import Sale
from gonghui.primitives.catalogue.refusals import AlreadyCancelled, InvoiceUsed, KeyReused, SerialSold
from gonghui.primitives.ledger import actions as ledger
from gonghui.services.fairs import actions, refusals
from gonghui.services.fairs.models import Allowance, Purchase, Turned
from gonghui.services.fairs.pages import quotes

pytestmark = pytest.mark.django_db


def test_the_pages_fridge_costs_the_worker_5600_and_the_pool_2400(admitted, fridge, taiyuan_venue, buy, dealer):
    purchase = buy(taiyuan_venue, fridge, admitted, "SN0001")
    assert purchase.sale.subsidy == 240_000
    assert ledger.balance(taiyuan_venue.fund) == 10_000_000 - 240_000
    assert ledger.balance(dealer.payable) == 240_000
    assert ledger.audit() == []


def test_a_quote_shows_both_parts_and_no_refusal_for_who_may_buy(admitted, fridge, taiyuan_venue, now):
    quote = quotes.quote(taiyuan_venue, fridge, admitted, now=now)
    assert (quote.subsidy, quote.pays, quote.refusal) == (Fen(240_000), Fen(560_000), None)


def test_a_double_click_sells_once(admitted, fridge, taiyuan_venue, buy):
    first = buy(taiyuan_venue, fridge, admitted, "SN0001", key="a")
    assert buy(taiyuan_venue, fridge, admitted, "SN0001", key="a").pk == first.pk
    assert Allowance.objects.get().items == 1
    assert Sale.objects.count() == 1


def test_the_same_key_for_something_else_is_refused(admitted, fridge, taiyuan_venue, buy):
    buy(taiyuan_venue, fridge, admitted, "SN0001", key="a")
    with pytest.raises(KeyReused):
        buy(taiyuan_venue, fridge, admitted, "SN0002", key="a")
    assert Allowance.objects.get().items == 1


def test_who_did_not_come_in_today_cannot_buy(lin, fridge, taiyuan_venue, buy):
    with pytest.raises(refusals.NotAdmitted):
        buy(taiyuan_venue, fridge, lin, "SN0001")
    assert Turned.objects.get(desk="till").person == lin
    assert not Allowance.objects.filter(items__gt=0).exists()


def test_yesterdays_admission_does_not_count_today(admitted, fridge, taiyuan_venue, buy, now):
    with pytest.raises(refusals.NotAdmitted):
        buy(taiyuan_venue, fridge, admitted, "SN0001", now=now + timedelta(days=1))


def test_a_serial_or_invoice_used_before_is_refused_and_nothing_moves(admitted, fridge, taiyuan_venue, buy):
    buy(taiyuan_venue, fridge, admitted, "SN0001", invoice="26000001")
    with pytest.raises(SerialSold):
        buy(taiyuan_venue, fridge, admitted, "sn0001 ", key="b", invoice="26000002")
    with pytest.raises(InvoiceUsed):
        buy(taiyuan_venue, fridge, admitted, "SN0002", key="c", invoice="26000001")
    assert ledger.balance(taiyuan_venue.fund) == 10_000_000 - 240_000
    assert Allowance.objects.get().items == 1


def test_the_third_piece_is_refused_with_what_was_had(admitted, kettle, taiyuan_venue, buy):
    buy(taiyuan_venue, kettle, admitted, "SN0001")
    buy(taiyuan_venue, kettle, admitted, "SN0002")
    with pytest.raises(refusals.ItemsLimit) as refused:
        buy(taiyuan_venue, kettle, admitted, "SN0003")
    assert refused.value.facts["had"] == 2


def test_the_subsidy_limit_names_what_is_left(admitted, fridge, fair, taiyuan_venue, buy):
    fair.__class__.objects.filter(pk=fair.pk).update(max_subsidy=300_000)
    taiyuan_venue.fair.refresh_from_db()
    buy(taiyuan_venue, fridge, admitted, "SN0001")
    with pytest.raises(refusals.SubsidyLimit) as refused:
        buy(taiyuan_venue, fridge, admitted, "SN0002")
    assert refused.value.facts["left"] == "600.00"


def test_an_empty_pool_refuses_with_what_is_left_and_is_never_overdrawn(
    admitted, fridge, kettle, taiyuan_venue, buy, by, now
):
    fund = taiyuan_venue.fund
    ledger.move(Fen(9_999_000), source=fund, target=ledger.outside(), key="t", because="测试", by=by, now=now)
    with pytest.raises(refusals.PoolEmpty) as refused:
        buy(taiyuan_venue, fridge, admitted, "SN0001")
    assert refused.value.facts["left"] == "10.00"
    buy(taiyuan_venue, kettle, admitted, "SN0002")
    assert ledger.balance(fund) == 500


def test_cancelling_gives_everything_back_and_frees_the_serial(admitted, fridge, taiyuan_venue, buy, clerk, by, now):
    purchase = buy(taiyuan_venue, fridge, admitted, "SN0001")
    actions.cancel_sale(purchase, reason="尺寸不合", by_person=clerk, by=by, now=now)
    assert ledger.balance(taiyuan_venue.fund) == 10_000_000
    assert Allowance.objects.get().items == 0
    with pytest.raises(AlreadyCancelled):
        actions.cancel_sale(purchase, reason="再来一次", by_person=clerk, by=by, now=now)
    buy(taiyuan_venue, fridge, admitted, "SN0001", key="again")
    assert Purchase.objects.standing().count() == 1


def test_after_the_days_of_the_rule_a_sale_is_not_cancelled(admitted, fridge, taiyuan_venue, buy, clerk, by, now):
    purchase = buy(taiyuan_venue, fridge, admitted, "SN0001")
    with pytest.raises(refusals.CancelTooLate):
        actions.cancel_sale(purchase, reason="晚了", by_person=clerk, by=by, now=now + timedelta(days=8))


@pytest.mark.rows_by_hand
def test_a_stranger_dealer_cannot_sell_here(admitted, fridge, taiyuan_venue, dealer, clerk, by, now):
    taiyuan_venue.stalls.all().delete()
    with pytest.raises(refusals.NotAtThisStall):
        actions.sell(
            taiyuan_venue,
            merchant=dealer,
            offer=fridge,
            buyer=admitted,
            serial="SN0001",
            invoice="26000001",
            key="k",
            by_person=clerk,
            by=by,
            now=now,
        )
