from datetime import timedelta

import pytest

from gonghui.kernel.money import Fen
from gonghui.primitives.catalogue import actions as catalogue
from gonghui.primitives.catalogue import refusals
from gonghui.primitives.catalogue.models import Sale, SettlementBatch
from gonghui.primitives.ledger import actions as ledger

from .conftest import NOON, TILL
from .test_sell import cancel

LATER = NOON + timedelta(days=3)


@pytest.fixture
def prepare(shop, fund, sun):
    def prepared(**other):
        usual = {"merchant": shop, "fund": fund, "upto": LATER, "by_person": sun, "by": TILL, "now": LATER}
        return catalogue.prepare_batch(**(usual | other))

    return prepared


@pytest.fixture
def batch(sell, prepare):
    """Two sales of 2,400.00, prepared by Sun."""
    sell(), sell()
    return prepare()


def approve(batch, person, because=""):
    return catalogue.approve_batch(batch, because=because, by_person=person, by=TILL, now=LATER)


def give_back(batch, person, reason="发票不全"):
    return catalogue.return_batch(batch, reason, by_person=person, by=TILL, now=LATER)


def pay(batch, person, reference="网银 20260604-1"):
    return catalogue.mark_paid(batch, reference=reference, by_person=person, by=TILL, now=LATER)


def test_a_batch_holds_every_standing_sale_and_adds_them_up(batch):
    stored = SettlementBatch.objects.get(pk=batch.pk)
    assert (stored.sales_count, stored.subsidy, stored.lines.count()) == (2, 480_000, 2)


def test_it_leaves_out_what_is_cancelled_later_elsewhere_or_another_merchants(sell, prepare, qian, rival, listed, fund):
    from gonghui.primitives.ledger.models import Account

    kept = sell()
    cancel(sell(), qian)
    late = sell(now=LATER + timedelta(seconds=1), subsidy=Fen(1_000))
    theirs = sell(merchant=rival, goods=listed(rival)[0], subsidy=Fen(1_000))
    other_fund = ledger.open_account(Account.Kind.FUND, "大同会场资金池")
    ledger.move(Fen(1_000), source=fund, target=other_fund, key="share", because="调剂", by=TILL, now=NOON)
    elsewhere = sell(fund=other_fund, subsidy=Fen(1_000))

    batch = prepare()
    assert list(batch.lines) == [kept]
    assert set(Sale.objects.to_settle()) == {late, theirs, elsewhere}


def test_it_refuses_an_empty_batch(prepare, batch):
    with pytest.raises(refusals.NothingToSettle) as refusal:
        prepare()
    assert refusal.value.sentence() == "“晋华家电”在这个时间之前没有待结算的销售"
    assert SettlementBatch.objects.count() == 1


def test_a_second_batch_holds_only_what_came_since(batch, prepare, sell):
    third = sell()
    assert list(prepare().lines) == [third]


def test_a_settled_sale_is_not_cancelled(batch, qian, fund):
    with pytest.raises(refusals.AlreadySettled) as refusal:
        cancel(batch.lines[0], qian)
    assert batch.number in refusal.value.sentence()
    assert ledger.balance(fund) == 520_000


def test_the_difference_is_what_the_merchant_claims_beyond_our_sum(batch):
    assert batch.difference is None
    for claimed, difference in ((490_000, 10_000), (480_000, 0), (470_000, -10_000)):
        assert catalogue.set_claim(batch, Fen(claimed), by=TILL, now=LATER).difference == Fen(difference)
    with pytest.raises(refusals.BadClaim):
        catalogue.set_claim(batch, Fen(-1), by=TILL, now=LATER)


def test_a_claim_stands_once_the_second_person_has_said_yes(batch, zhao, prepare):
    claimed = catalogue.set_claim(batch, Fen(480_000), by=TILL, now=LATER)
    approve(claimed, zhao)
    with pytest.raises(refusals.ClaimFixed) as refusal:
        catalogue.set_claim(batch, Fen(490_000), by=TILL, now=LATER)
    assert "退回" in refusal.value.mend
    assert SettlementBatch.objects.get().difference == 0

    give_back(batch, zhao)
    assert catalogue.set_claim(prepare(), Fen(490_000), by=TILL, now=LATER).difference == Fen(10_000)


def test_a_claim_that_came_after_the_second_person_looked_is_not_approved_unseen(batch, zhao):
    catalogue.set_claim(batch, Fen(490_000), by=TILL, now=LATER)
    with pytest.raises(refusals.ClaimChanged):
        approve(batch, zhao)
    assert approve(SettlementBatch.objects.get(), zhao, "商家多算了一台").claimed == 490_000


def test_no_sale_of_a_batch_changes_after_the_first_signature(batch, sell, qian, zhao):
    sell()
    with pytest.raises(refusals.AlreadySettled):
        cancel(batch.lines[0], qian)
    assert (approve(batch, zhao).subsidy, batch.lines.count()) == (480_000, 2)


def test_a_second_person_approves(batch, sun, zhao):
    with pytest.raises(refusals.SamePerson):
        approve(batch, sun)
    assert approve(batch, zhao).approved_by == zhao


def test_approving_twice_changes_nothing_but_another_persons_approval_is_refused(batch, zhao, qian):
    first = approve(batch, zhao)
    assert approve(batch, zhao).approved_at == first.approved_at
    with pytest.raises(refusals.AlreadyApproved) as refusal:
        approve(batch, qian)
    assert "由赵志远审核" in refusal.value.sentence()


def test_whoever_comes_late_hears_that_it_is_done_and_is_not_asked_why_the_claim_differs(batch, sun, zhao, qian):
    claimed = catalogue.set_claim(batch, Fen(490_000), by=TILL, now=LATER)
    approve(claimed, zhao, because="一台已退")
    assert approve(claimed, zhao).approved_because == "一台已退", "the same person's again changes nothing"
    with pytest.raises(refusals.AlreadyApproved):
        approve(claimed, qian)
    pay(claimed, sun)
    with pytest.raises(refusals.AlreadyPaid):
        approve(claimed, qian)


def test_it_is_paid_only_when_approved(batch, sun, shop):
    with pytest.raises(refusals.NotApproved):
        pay(batch, sun)
    assert ledger.balance(shop.payable) == 480_000


def test_paying_settles_the_debt(batch, sun, zhao, shop, fund):
    approve(batch, zhao)
    paid = pay(batch, sun)

    assert (paid.paid_at, paid.paid_by, paid.paid_reference) == (LATER, sun, "网银 20260604-1")
    assert (paid.payment.amount, paid.payment.key) == (480_000, f"batch-{batch.pk}")
    assert (ledger.balance(shop.payable), ledger.balance(fund)) == (0, 520_000)
    assert ledger.balance(ledger.outside()) == -520_000
    assert not Sale.objects.unpaid().exists()


def test_marking_it_paid_twice_pays_once(batch, sun, zhao, shop, sell):
    approve(batch, zhao)
    first, again = pay(batch, sun), pay(batch, sun)
    assert first.payment_id == again.payment_id
    assert ledger.balance(shop.payable) == 0


def test_it_refuses_a_second_payment_reference(batch, sun, zhao):
    approve(batch, zhao)
    pay(batch, sun)
    with pytest.raises(refusals.AlreadyPaid) as refusal:
        pay(batch, sun, reference="网银 20260605-9")
    assert "网银 20260604-1" in refusal.value.sentence()


def test_a_returned_batch_frees_its_sales_for_the_next(batch, zhao, prepare, qian):
    returned = give_back(batch, zhao)
    assert (returned.returned_by, returned.returned_reason, returned.lines.count()) == (zhao, "发票不全", 0)

    cancel(Sale.objects.to_settle().order_by("pk")[0], qian)
    assert prepare().sales_count == 1


def test_a_returned_batch_is_over(batch, sun, zhao, qian):
    approve(batch, zhao)
    give_back(batch, sun)
    assert give_back(batch, sun).returned_reason == "发票不全"
    for refused in (
        lambda: approve(batch, qian),
        lambda: approve(batch, zhao),
        lambda: pay(batch, sun),
        lambda: give_back(batch, zhao),
        lambda: catalogue.set_claim(batch, Fen(1), by=TILL, now=LATER),
    ):
        with pytest.raises(refusals.BatchReturned):
            refused()


def test_a_paid_batch_is_not_returned(batch, sun, zhao):
    approve(batch, zhao)
    pay(batch, sun)
    with pytest.raises(refusals.AlreadyPaid):
        give_back(batch, sun)
    assert batch.lines.count() == 2


def test_it_wants_a_reason_and_a_reference(batch, sun, zhao):
    approve(batch, zhao)
    for refused in (lambda: give_back(batch, sun, " "), lambda: pay(batch, sun, " ")):
        with pytest.raises(refusals.Missing):
            refused()


def test_preparing_takes_the_same_statements_for_one_sale_and_for_many(sell, prepare, django_assert_num_queries):
    from django.db import transaction

    sell(subsidy=Fen(1_000))
    with transaction.atomic(), django_assert_num_queries(2):
        prepare()
    for _again in range(20):
        sell(subsidy=Fen(1_000))
    with transaction.atomic(), django_assert_num_queries(2):
        prepare()


def test_the_books_tell_one_story(batch, sell, qian, sun, zhao, prepare, django_assert_num_queries):
    cancel(sell(), qian)
    approve(batch, zhao)
    pay(batch, sun)
    sell()
    give_back(prepare(), zhao)
    with django_assert_num_queries(2):
        assert catalogue.audit() == []
    assert ledger.audit() == []


def test_the_audit_names_a_debt_without_a_sale_and_a_batch_that_lost_one(batch, shop, fund):
    from tests.rush import guards_off

    ledger.move(Fen(1), source=fund, target=shop.payable, key="stray", because="?", by=TILL, now=NOON)
    with guards_off("catalogue_sale") as cursor:
        cursor.execute("UPDATE catalogue_sale SET batch_id = NULL WHERE id = %s", [batch.lines[0].pk])

    assert catalogue.audit() == [
        "“晋华家电”应付余额 4,800.01 元，与未付款的销售补贴 4,800.00 元不符",
        f"结算批次 {batch.number} 记为 2 笔 4,800.00 元，实有 1 笔 2,400.00 元",
    ]
