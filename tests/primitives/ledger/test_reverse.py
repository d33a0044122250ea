import pytest

from gonghui.primitives.ledger import actions as ledger
from gonghui.primitives.ledger import rules

from .conftest import NOON, SUN


def undo(transfer, key="undo-1"):
    return ledger.reverse(transfer, key=key, because="退货", by=SUN, now=NOON)


def test_it_moves_the_money_back_and_names_what_it_undoes(fund, dealer, pay):
    sale = pay(24_000, fund, dealer)
    back = undo(sale)

    assert (ledger.balance(fund), ledger.balance(dealer)) == (100_000, 0)
    assert back.reverses_id == sale.pk
    assert sale.reversal == back


def test_it_gives_the_same_reversal_for_the_same_key(fund, dealer, pay):
    sale = pay(24_000, fund, dealer)

    assert undo(sale).pk == undo(sale).pk
    assert ledger.balance(fund) == 100_000


def test_it_reverses_only_once(fund, dealer, pay):
    sale = pay(24_000, fund, dealer)
    pay(5_000, fund, dealer)
    undo(sale)

    with pytest.raises(rules.AlreadyReversed):
        undo(sale, key="undo-2")
    assert ledger.balance(dealer) == 5_000


def test_it_does_not_reverse_a_reversal(fund, dealer, pay):
    with pytest.raises(rules.ReversalStands):
        undo(undo(pay(24_000, fund, dealer)), key="undo-2")


def test_it_refuses_when_the_receiver_has_spent_the_money(fund, dealer, pay):
    sale = pay(24_000, fund, dealer)
    pay(24_000, dealer, ledger.outside())

    with pytest.raises(rules.Overdrawn) as refusal:
        undo(sale)
    assert refusal.value.left == 0


def test_it_refuses_a_key_that_paid_for_something_else(fund, dealer, pay):
    sale = pay(24_000, fund, dealer, key="sale-1")
    with pytest.raises(rules.KeyReused):
        undo(sale, key="sale-1")
