from datetime import timedelta

import pytest

from gonghui.kernel.money import Fen
from gonghui.primitives.ledger import actions as ledger
from tests.rush import guards_off

from .conftest import NOON, SUN


@pytest.fixture
def three_days(fund, dealer, pay):
    """100,000 in on the first day; 30,000 out on the second; 10,000 back and 5,000 out on the third."""
    sale = pay(30_000, fund, dealer, at=NOON + timedelta(days=1))
    pay(10_000, dealer, fund, at=NOON + timedelta(days=2))
    pay(5_000, fund, dealer, at=NOON + timedelta(days=2, hours=1))
    return sale


def lines(rows):
    return [(row.signed, row.running) for row in rows]


def test_it_runs_from_the_newest_back_with_the_balance_after_each(fund, three_days):
    assert lines(ledger.statement(fund)) == [
        (-5_000, 75_000),
        (10_000, 80_000),
        (-30_000, 70_000),
        (100_000, 100_000),
    ]


def test_it_carries_what_was_there_before_its_first_day(fund, three_days):
    assert lines(ledger.statement(fund, since=NOON + timedelta(days=2))) == [(-5_000, 75_000), (10_000, 80_000)]


def test_it_pages_without_losing_the_running_balance(fund, three_days):
    assert lines(ledger.statement(fund)[2:4]) == [(-30_000, 70_000), (100_000, 100_000)]
    assert ledger.statement(fund).count() == 4


def test_it_shows_the_same_transfer_from_the_other_side(dealer, three_days):
    assert lines(ledger.statement(dealer))[-1] == (30_000, 30_000)


def test_it_is_empty_for_an_account_nothing_happened_to(dealer):
    assert lines(ledger.statement(dealer, since=NOON)) == []


def test_it_takes_one_statement_for_a_page_with_the_names_of_both_sides(
    fund, dealer, three_days, django_assert_num_queries
):
    with django_assert_num_queries(1):
        page = list(ledger.statement(fund, since=NOON)[:20])
        assert {row.source.name for row in page} | {row.target.name for row in page} >= {fund.name, dealer.name}


def test_the_books_balance(fund, dealer, three_days, pay, django_assert_num_queries):
    ledger.reverse(pay(7, fund, dealer), key="undo", because="退货", by=SUN, now=NOON)
    with django_assert_num_queries(2):
        assert ledger.audit() == []


def test_the_audit_names_the_account_that_was_tampered_with(fund, dealer, three_days):
    with guards_off("ledger_account") as cursor:
        cursor.execute("UPDATE ledger_account SET balance = balance + 7 WHERE id = %s", [fund.pk])

    assert ledger.audit() == [
        "账户“阳泉会场资金池”余额 750.07 元，与流水合计 750.00 元不符",
        "全部账户余额合计应为 0，实为 0.07 元",
    ]


def test_the_audit_names_a_transfer_that_vanished(fund, dealer, three_days):
    with guards_off("ledger_transfer") as cursor:
        cursor.execute("DELETE FROM ledger_transfer WHERE id = %s", [three_days.pk])

    assert len(ledger.audit()) == 2  # both ends of it


def test_the_balance_is_money(fund):
    assert isinstance(ledger.balance(fund), Fen)
