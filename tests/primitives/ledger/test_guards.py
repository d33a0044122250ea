"""What the database refuses, whoever asks: each of these goes round the actions on purpose."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import F

from gonghui.primitives.ledger import actions as ledger
from gonghui.primitives.ledger.models import Account, Transfer
from tests.rush import guards_off

from .conftest import NOON


def refuses(change):
    with pytest.raises(IntegrityError), transaction.atomic():
        change()


def test_a_transfer_is_never_changed(fund, dealer, pay):
    transfer = pay(500, fund, dealer)
    refuses(lambda: Transfer.objects.filter(pk=transfer.pk).update(amount=400))
    refuses(lambda: Transfer.objects.filter(pk=transfer.pk).update(because="别的理由"))


def test_a_transfer_is_never_deleted(fund, dealer, pay):
    transfer = pay(500, fund, dealer)
    refuses(lambda: Transfer.objects.filter(pk=transfer.pk).delete())


def test_a_balance_is_never_written_by_hand(fund):
    refuses(lambda: Account.objects.filter(pk=fund.pk).update(balance=F("balance") + 1))


def test_a_stale_copy_saved_whole_does_not_undo_a_transfer(fund, dealer, pay):
    stale = Account.objects.get(pk=fund.pk)
    pay(500, fund, dealer)
    refuses(stale.save)
    assert ledger.balance(fund) == 99_500


def test_an_account_can_still_be_renamed(fund):
    Account.objects.filter(pk=fund.pk).update(name="阳泉会场补贴资金")
    Account.objects.get(pk=fund.pk).save()


def test_an_account_opens_empty(db):
    refuses(lambda: Account.objects.create(kind=Account.Kind.FUND, name="凭空而来", balance=1))


def test_a_fund_does_not_become_the_world_outside(dealer):
    Account.objects.filter(kind=Account.Kind.OUTSIDE).delete()
    refuses(lambda: Account.objects.filter(pk=dealer.pk).update(kind=Account.Kind.OUTSIDE))


def test_a_transfer_stored_without_the_actions_moves_balances_all_the_same(fund, dealer):
    row = {"because": "直接写入", "at": NOON, "by_name": "无"}
    Transfer.objects.create(source=fund, target=dealer, amount=300, key="direct", **row)
    Transfer.objects.bulk_create([Transfer(source=fund, target=dealer, amount=200, key="bulk", **row)])

    assert (ledger.balance(fund), ledger.balance(dealer)) == (99_500, 500)
    refuses(lambda: Transfer.objects.create(source=fund, target=dealer, amount=99_501, key="too much", **row))


def test_the_constraint_stands_behind_the_trigger(fund):
    with guards_off("ledger_account"), transaction.atomic():
        refuses(lambda: Account.objects.filter(pk=fund.pk).update(balance=-1))


def test_the_transfers_are_not_thrown_away(fund):
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE ledger_transfer ENABLE TRIGGER transfers_are_kept")  # see tests/conftest.py
        refuses(lambda: cursor.execute("TRUNCATE ledger_account CASCADE"))
