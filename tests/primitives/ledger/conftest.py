import itertools
from datetime import UTC, datetime

import pytest

from gonghui.kernel.callers import Caller
from gonghui.kernel.money import Fen
from gonghui.primitives.ledger import actions as ledger
from gonghui.primitives.ledger.models import Account

NOON = datetime(2026, 6, 1, 4, tzinfo=UTC)
SUN = Caller(person=None, name="孙理财", origin="test")


@pytest.fixture
def pay():
    """Moves fen under a key of its own unless one is given."""
    keys = itertools.count(1)

    def move(amount, source, target, *, key=None, at=NOON, **extra):
        key = key or f"key-{next(keys)}"
        return ledger.move(
            Fen(amount), source=source, target=target, key=key, because="家电补贴", by=SUN, now=at, **extra
        )

    return move


@pytest.fixture
def fund(db, pay):
    """A fund of 1,000.00 yuan."""
    account = ledger.open_account(Account.Kind.FUND, "阳泉会场资金池")
    pay(100_000, ledger.outside(), account)
    return account


@pytest.fixture
def dealer(db):
    return ledger.open_account(Account.Kind.PAYABLE, "应付晋华家电")
