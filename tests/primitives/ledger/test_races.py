"""Money under a rush: real threads, real connections; and what happens when a guard is taken away."""

import threading

import pytest
from django.db import OperationalError, transaction

from gonghui.kernel.money import Fen
from gonghui.primitives.ledger import actions as ledger
from gonghui.primitives.ledger import rules
from gonghui.primitives.ledger.models import Account, Transfer
from gonghui.primitives.transactions import repeatable
from tests.rush import constraint_dropped, function_replaced, rush

from .conftest import NOON, SUN

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.race]

UNGUARDED = """BEGIN
    UPDATE ledger_account SET balance = balance - NEW.amount WHERE id = NEW.source_id;
    UPDATE ledger_account SET balance = balance + NEW.amount WHERE id = NEW.target_id;
    RETURN NULL;
END"""


# Each says that it is here, and waits until the other has said so too, for half a minute at most.
BOTH_ARE_HERE = """PERFORM pg_advisory_xact_lock_shared(1);
    FOR look IN 1..3000 LOOP
        EXIT WHEN 2 = (
            SELECT count(*) FROM pg_locks JOIN pg_database ON pg_database.oid = database
            WHERE locktype = 'advisory' AND datname = current_database()
        );
        PERFORM pg_sleep(0.01);
    END LOOP;"""


@pytest.fixture
def two_accounts(transactional_db, pay):
    accounts = [ledger.open_account(Account.Kind.FUND, name) for name in ("阳泉", "大同")]
    for account in accounts:
        pay(10_000, ledger.outside(), account)
    return accounts


def spend(fund, dealer, key, amount=100):
    return ledger.move(Fen(amount), source=fund, target=dealer, key=key, because="补贴", by=SUN, now=NOON)


def test_a_rush_spends_exactly_what_fits(fund, dealer, pay):
    pay(100_000 - 2_037, fund, ledger.outside())

    results = rush(lambda number: spend(fund, dealer, f"till-{number}"), people=32)

    refused = [result for result in results if isinstance(result, rules.Overdrawn)]
    assert (len(refused), sum(isinstance(result, Transfer) for result in results)) == (12, 20)
    assert {refusal.left for refusal in refused} == {Fen(37)}
    assert (ledger.balance(fund), ledger.balance(dealer)) == (37, 2_000)
    assert ledger.audit() == []


def test_without_the_guard_a_balance_checked_first_is_overdrawn(fund, dealer, pay):
    pay(100_000 - 100, fund, ledger.outside())
    both_have_looked = threading.Barrier(2)

    def look_then_spend(number):
        assert ledger.balance(fund) >= 100
        both_have_looked.wait(30)
        return spend(fund, dealer, f"till-{number}")

    with (
        constraint_dropped("ledger_account", "account_not_overdrawn"),
        function_replaced("ledger_move_balances", UNGUARDED),
    ):
        results = rush(look_then_spend, people=2)
        assert all(isinstance(result, Transfer) for result in results), results
        assert ledger.balance(fund) == -100


def test_opposite_transfers_do_not_lock_each_other_out(two_accounts):
    def back_and_forth(number):
        source, target = two_accounts if number % 2 else reversed(two_accounts)
        return [spend(source, target, f"{number}-{turn}") for turn in range(15)]

    results = rush(back_and_forth, people=8)

    assert all(isinstance(result, list) for result in results), results
    assert [ledger.balance(account) for account in two_accounts] == [10_000, 10_000]


def test_without_the_order_of_locks_opposite_transfers_deadlock(two_accounts):
    def once(number):
        source, target = two_accounts if number else reversed(two_accounts)
        with transaction.atomic():  # joined by the action, which then does not repeat what the database breaks off
            return spend(source, target, f"way-{number}")

    source_first = UNGUARDED.replace("id = NEW.source_id;", f"id = NEW.source_id; {BOTH_ARE_HERE}")
    with function_replaced("ledger_move_balances", source_first):
        results = rush(once, people=2)

    assert [repeatable(result) for result in results if isinstance(result, OperationalError)] == [True]


def test_one_key_moves_the_money_once(fund, dealer):
    results = rush(lambda _number: spend(fund, dealer, "one-click"), people=8)

    assert len({transfer.pk for transfer in results}) == 1
    assert ledger.balance(fund) == 99_900


def test_a_transfer_is_reversed_once(fund, dealer, pay):
    sale = pay(24_000, fund, dealer)
    pay(24_000, fund, dealer)

    results = rush(
        lambda number: ledger.reverse(sale, key=f"undo-{number}", because="退货", by=SUN, now=NOON), people=8
    )

    assert sum(isinstance(result, Transfer) for result in results) == 1
    assert sum(isinstance(result, rules.AlreadyReversed) for result in results) == 7
    assert ledger.balance(fund) == 76_000


def test_there_is_one_world_outside_however_many_ask_first(transactional_db):
    assert len({account.pk for account in rush(lambda _number: ledger.outside(), people=8)}) == 1


def test_the_books_balance_at_every_moment(fund, dealer):
    def act(number):
        if number == 0:
            return [ledger.audit() for _look in range(10)]
        return [spend(fund, dealer, f"{number}-{turn}") for turn in range(20)]

    looks, *_spent = rush(act, people=6)
    assert looks == [[]] * 10
    assert ledger.balance(dealer) == 10_000
