"""Lin of Taiyuan is in need; Guo is Taiyuan's officer, Zhao the province's; Sun is the province's finance."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from gonghui.kernel.money import Fen
from gonghui.primitives.people import actions as people
from gonghui.primitives.people.models import Division, Role
from gonghui.services.aid import actions
from gonghui.services.aid.models import Claim, Standard
from gonghui.services.aid.rules.household import Household, Member

YUAN = 100
CARD = "6222 0202 0002 1234 567"
POOR = Household(
    (Member("self", Fen(24_000 * YUAN), "林小雨"), Member("child", Fen(0), "林一", date(2015, 3, 1))),
    medical=Fen(12_000 * YUAN),
    hurt=False,
    private_school=False,
    study_abroad=False,
)  # fmt: skip  500 yuan a head a month


def home(**changes):
    return replace(POOR, **changes)


@pytest.fixture
def place():
    return Division.objects.get(pk="140105")


@pytest.fixture
def standard(taiyuan):
    """Taiyuan's, in fen: the line is 860 yuan."""
    return Standard.objects.create(
        division_id="140100", since=date(2026, 1, 1), monthly=86_000, deep=500_000, relative=300_000,
        accident=400_000, source="太原市民政局 2026 年 1 号", weak=False, union=taiyuan,
    )  # fmt: skip


def officer(person, union, role, *, by, now):
    people.appoint(person, union, role, by=by, now=now)
    return person


@pytest.fixture
def guo(enrol, taiyuan, by, now):
    return officer(enrol("郭干事", 301), taiyuan, Role.OFFICER, by=by, now=now)


@pytest.fixture
def hao(enrol, taiyuan, by, now):
    return officer(enrol("郝主任", 302), taiyuan, Role.OFFICER, by=by, now=now)


@pytest.fixture
def sun(enrol, taiyuan, by, now):
    return officer(enrol("孙会计", 303), taiyuan, Role.FINANCE, by=by, now=now)


@pytest.fixture
def caller(by):
    """`caller(guo)`: who acts."""
    return lambda person: replace(by, person=person.pk, name=person.name)


@pytest.fixture
def apply(lin, place, standard, caller, now):
    """`apply()`: Lin's application."""

    def applied(person=lin, *, home=POOR, key="", chosen=(), now=now, **more):
        asked = actions.Application(
            "illness", "孩子住院，钱不够了", place, home, CARD, **{"consents": True, "guardian": True} | more
        )
        return actions.apply(person, asked, chosen=chosen, key=key, by=caller(person), now=now)

    return applied


@pytest.fixture
def visited(apply, guo, caller, now):
    """Lin's, and Guo was there."""

    def done(**more):
        case = apply(**more)
        actions.visit(case, "家里两间房，孩子在住院", on=date(2026, 5, 20), by=caller(guo), now=now)
        case.refresh_from_db()
        return case

    return done


GRANT = actions.Proposal(True, "收入核对过，符合深度困难", "deep", Fen(400_000))
REFUSE = actions.Proposal(False, "收入超过标准")


@pytest.fixture
def proposed(visited, guo, caller, now):
    """And Guo proposes to grant 4,000 yuan, or what `said` says."""

    def done(said=GRANT, **more):
        case = visited(**more)
        actions.propose(case, said, by=caller(guo), now=now)
        case.refresh_from_db()
        return case

    return done


@pytest.fixture
def shown(proposed, hao, caller, now):
    """And Hao confirms it: it is in the public notice."""

    def done(said=GRANT, **more):
        case = proposed(said, **more)
        actions.confirm(case, by=caller(hao), now=now)
        case.refresh_from_db()
        return case

    return done


@pytest.fixture
def later(now):
    """After the notice."""
    return now + timedelta(days=9)


@pytest.fixture
def to_pay(shown, later):
    """And nobody objected."""

    def done(**more):
        case = shown(**more)
        actions.work(later)
        case.refresh_from_db()
        return case

    return done


@pytest.fixture
def fund(taiyuan, sun, caller, now):
    """10,000 yuan of Taiyuan."""
    actions.give_to_fund(taiyuan, Fen(1_000_000), why="本级经费", key="one", by=caller(sun), now=now)
    return taiyuan.aid_fund


@pytest.fixture
def paid(to_pay, fund, sun, caller, later):
    """And Sun paid it."""

    def done(receipt="HD2026052900001", **more):
        case = to_pay(**more)
        actions.pay(case, receipt, by=caller(sun), now=later)
        case.refresh_from_db()
        return case

    return done


@pytest.fixture
def claim_of():
    return lambda case: Claim.objects.get(case=case)
