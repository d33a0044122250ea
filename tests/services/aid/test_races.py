"""One grant is paid once and two decide it, whoever comes at the same moment. Each has its control: looking first pays
twice, and without the constraint one person decides alone."""

import threading

import pytest
from django.db import connection, transaction

from gonghui.kernel.money import Fen
from gonghui.primitives.ledger import actions as ledger
from gonghui.services.aid import actions
from gonghui.services.aid.models import Fund, Payment, Ruling
from gonghui.services.aid.pages import money
from tests.rush import kinds, rush

from .conftest import GRANT

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.race]


def test_eight_payments_of_one_grant_are_one(to_pay, fund, sun, caller, later):
    case = to_pay()
    answers = rush(lambda n: actions.pay(case, f"HD{n}", by=caller(sun), now=later), 8)

    assert kinds(answers) == {"Payment": 1, "PaidAlready": 7}
    assert ledger.balance(fund.account) == 600_000
    assert money.audit() == ledger.audit() == []


def test_two_grants_out_of_a_fund_for_one_are_one(to_pay, fund, sun, lin, chen, caller, later):
    cases = [to_pay(person=lin), to_pay(person=chen)]
    ledger.move(
        Fen(500_000), source=fund.account, target=ledger.outside(), key="x", because="x", by=caller(sun), now=later
    )
    answers = rush(lambda n: actions.pay(cases[n], f"HD{n}", by=caller(sun), now=later), 2)

    assert kinds(answers) == {"Payment": 1, "Overdrawn": 1}
    assert ledger.balance(fund.account) == 100_000


@pytest.mark.usefixtures("weaker_isolation")
def test_looking_first_pays_twice(to_pay, fund, sun, caller, later, claim_of):
    case, looked = to_pay(), threading.Barrier(2)
    ruling = Ruling.objects.get(claim__case=case)

    def pay_by_looking(n):
        with transaction.atomic():
            if not Payment.objects.filter(claim=ruling.claim).exists():
                looked.wait(30)
                ledger.move(
                    Fen(ruling.amount), source=Fund.objects.get().account, target=ledger.outside(), key=f"look {n}",
                    because="x", by=caller(sun), now=later,
                )  # fmt: skip

    assert rush(pay_by_looking, 2) == [None, None]
    assert ledger.balance(fund.account) == 200_000  # twice 4,000 of 10,000 yuan


def test_eight_confirmations_are_one_and_never_of_who_proposed(proposed, guo, hao, caller, now):
    case = proposed()
    people = [hao, guo]
    answers = rush(lambda n: actions.confirm(case, by=caller(people[n % 2]), now=now), 8)

    said = kinds(answers)
    assert said["Ruling"] == 1
    assert set(said) <= {"Ruling", "SamePerson", "NotAtThisStage"}
    ruling = Ruling.objects.get()
    assert {ruling.first_by, ruling.second_by} == {guo, hao}


def test_two_who_propose_at_once_leave_one_to_confirm(visited, guo, hao, caller, now):
    case = visited()
    people = [guo, hao]
    answers = rush(lambda n: actions.propose(case, GRANT, by=caller(people[n]), now=now), 2)

    assert kinds(answers) == {"Ruling": 2}
    assert Ruling.objects.standing().count() == 1


@pytest.mark.usefixtures("weaker_isolation")
def test_without_the_constraint_one_alone_decides(proposed, guo, now):
    ruling = Ruling.objects.get(claim__case=proposed())
    looked = threading.Barrier(2)

    def confirm_by_looking(_n):
        with transaction.atomic():
            if Ruling.objects.get(pk=ruling.pk).second_by_id is None:
                looked.wait(30)
                Ruling.objects.filter(pk=ruling.pk).update(second_by=guo, second_at=now)

    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE aid_ruling DROP CONSTRAINT ruling_by_two_people")
    try:
        assert rush(confirm_by_looking, 2) == [None, None]
        assert Ruling.objects.get().second_by == guo == Ruling.objects.get().first_by
    finally:
        Ruling.objects.update(second_by=None, second_at=None)
        with connection.cursor() as cursor:
            cursor.execute(
                "ALTER TABLE aid_ruling ADD CONSTRAINT ruling_by_two_people"
                " CHECK (second_by_id IS NULL OR second_by_id <> first_by_id)"
            )
