import itertools
from datetime import UTC, datetime

import pytest

from gonghui.kernel.callers import Caller
from gonghui.kernel.money import Fen
from gonghui.primitives.catalogue import actions as catalogue
from gonghui.primitives.ledger import actions as ledger
from gonghui.primitives.ledger.models import Account

NOON = datetime(2026, 6, 1, 4, tzinfo=UTC)
TILL = Caller(person=None, name="钱多福", origin="till")
SHOP, RIVAL = "91140300MA0K0QXC0W", "91140200MA0K0QXJ11"


@pytest.fixture
def lin(enrol):
    return enrol("林小雨", 101)  # the cast's people, without their unions: the catalogue does not ask for them


@pytest.fixture
def chen(enrol):
    return enrol("陈建国", 102)


@pytest.fixture
def su(enrol):
    return enrol("苏红梅", 103)


@pytest.fixture
def zhao(enrol):
    return enrol("赵志远", 104)


@pytest.fixture
def sun(enrol):
    return enrol("孙理财", 107)


@pytest.fixture
def shop(db):
    return catalogue.enlist(credit_code=SHOP, name="晋华家电", by=TILL, now=NOON)


@pytest.fixture
def rival(db):
    return catalogue.enlist(credit_code=RIVAL, name="云冈电器", by=TILL, now=NOON)


@pytest.fixture
def listed(province):
    """Lists goods of the province with sensible words unless told otherwise."""

    def list_goods(merchant, model="KFR-35GW", *, at=NOON, list_price=1_000_000, ex_factory_price=800_000, **words):
        said = {"brand": "海尔", "name": "一级能效空调", "category": "空调", "proof": "出厂价证明 2026-17"}
        words = {"union": province} | said | words
        return catalogue.list_goods(
            merchant,
            model=model,
            list_price=Fen(list_price),
            ex_factory_price=Fen(ex_factory_price),
            by=TILL,
            now=at,
            **words,
        )

    return list_goods


@pytest.fixture
def goods(shop, listed):
    return listed(shop)[0]


@pytest.fixture
def fund(db):
    """A fund of 10,000.00 yuan."""
    account = ledger.open_account(Account.Kind.FUND, "阳泉会场资金池")
    ledger.move(Fen(1_000_000), source=ledger.outside(), target=account, key="grant", because="拨款", by=TILL, now=NOON)
    return account


@pytest.fixture
def sell(shop, goods, lin, qian, fund):
    """Sells one of the goods for 2,400.00 of subsidy, with numbers of its own unless told otherwise."""
    numbers = itertools.count(1)

    def sale(**other):
        number = next(numbers)
        ordinary = {
            "merchant": shop,
            "goods": goods,
            "buyer": lin,
            "fund": fund,
            "list_price": Fen(1_000_000),
            "ex_factory_price": Fen(800_000),
            "subsidy": Fen(240_000),
            "serial": f"SN-{number:06}",
            "invoice": f"{number:08}",
            "key": f"till-1-{number}",
            "by_person": qian,
            "by": TILL,
            "now": NOON,
        }
        return catalogue.sell(**(ordinary | other))

    return sale
