from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from gonghui.kernel.money import Fen
from gonghui.primitives.ledger import actions as ledger
from gonghui.primitives.ledger import rules
from gonghui.primitives.ledger.models import Account, Transfer

from .conftest import NOON, SUN


def test_it_moves_both_balances(fund, dealer, pay):
    transfer = pay(24_000, fund, dealer)

    assert (ledger.balance(fund), ledger.balance(dealer)) == (76_000, 24_000)
    stored = Transfer.objects.get(pk=transfer.pk)
    assert (stored.amount, stored.by_name, stored.because, stored.at) == (24_000, "孙理财", "家电补贴", NOON)


def test_it_moves_the_last_fen_but_not_one_more(fund, dealer, pay):
    pay(100_000, fund, dealer)

    with pytest.raises(rules.Overdrawn):
        pay(1, fund, dealer)
    assert ledger.balance(fund) == 0


def test_it_tells_what_is_left(fund, dealer, pay):
    pay(99_000, fund, dealer)

    with pytest.raises(rules.Overdrawn) as refusal:
        pay(1_001, fund, dealer)

    assert (refusal.value.left, refusal.value.needed) == (Fen(1_000), Fen(1_001))
    assert refusal.value.sentence() == "账户余额 10.00 元，不够支付 10.01 元"


def test_it_leaves_nothing_behind_when_it_refuses(fund, dealer, pay):
    before = Transfer.objects.count()
    with pytest.raises(rules.Overdrawn):
        pay(100_001, fund, dealer)

    assert Transfer.objects.count() == before
    assert (ledger.balance(fund), ledger.balance(dealer)) == (100_000, 0)


def test_it_lets_only_the_world_outside_go_below_zero(fund, dealer):
    assert ledger.balance(ledger.outside()) == -100_000


def test_it_knows_only_one_world_outside(db):
    assert ledger.outside() == ledger.outside()
    with pytest.raises(IntegrityError):
        ledger.open_account(Account.Kind.OUTSIDE, "另一个外部")


def test_it_gives_the_same_transfer_for_the_same_key_and_content(fund, dealer, pay):
    first = pay(500, fund, dealer, key="sale-1")
    again = pay(500, fund, dealer, key="sale-1", at=NOON + timedelta(hours=1))

    assert (again.pk, again.at) == (first.pk, NOON)
    assert ledger.balance(fund) == 99_500


@pytest.mark.parametrize("other", [{"amount": 501}, {"swap": True}])
def test_it_refuses_a_key_used_for_something_else(fund, dealer, pay, other):
    pay(500, fund, dealer, key="sale-1")
    source, target = (dealer, fund) if other.get("swap") else (fund, dealer)

    with pytest.raises(rules.KeyReused):
        pay(other.get("amount", 500), source, target, key="sale-1")
    assert ledger.balance(fund) == 99_500


@pytest.mark.parametrize("amount", [0, -1, rules.MOST + 1])
def test_it_refuses_an_amount_that_cannot_be_meant(fund, dealer, pay, amount):
    with pytest.raises(rules.BadAmount):
        pay(amount, fund, dealer)


def test_it_refuses_to_move_money_to_where_it_is(fund, pay):
    with pytest.raises(rules.SameAccount):
        pay(1, fund, fund)


def test_it_takes_the_id_its_caller_has_already_written_down(fund, dealer, pay):
    from gonghui.primitives.rows import new_id

    known = new_id()
    assert pay(1, fund, dealer, id=known).pk == known


def test_it_takes_a_long_reason_without_failing(fund, dealer):
    transfer = ledger.move(Fen(1), source=fund, target=dealer, key="k", because="长" * 500, by=SUN, now=NOON)

    assert Transfer.objects.get(pk=transfer.pk).because == "长" * 160


def test_it_costs_one_statement(fund, dealer, pay, django_assert_num_queries):
    with transaction.atomic(), django_assert_num_queries(1), transaction.atomic(savepoint=False):
        pay(1, fund, dealer)


def test_a_refusal_costs_one_statement_too(fund, dealer, pay):
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as seen, pytest.raises(rules.Overdrawn):
        pay(100_001, fund, dealer)
    assert len([query for query in seen if "SAVEPOINT" not in query["sql"]]) <= 1
