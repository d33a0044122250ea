"""One grant is paid once and two decide it, whoever comes at the same moment. Each has its control: looking first pays
twice, and without the constraint one person decides alone."""

import threading

import pytest
from django.db import connection, transaction
from django.db.models import QuerySet

from gonghui.kernel.money import Fen
from gonghui.primitives.casework import actions as casework
from gonghui.primitives.ledger import actions as ledger
from gonghui.primitives.people.models import Role
from gonghui.services.aid import actions
from gonghui.services.aid.actions import applying
from gonghui.services.aid.models import Claim, Fund, Payment, Ruling
from gonghui.services.aid.pages import money
from tests.rush import kinds, rush

from .conftest import GRANT, REFUSE, officer

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


def test_one_receipt_sent_eight_times_is_one_payment(to_pay, fund, sun, caller, later):
    case = to_pay()
    answers = rush(lambda n: actions.pay(case, "HD1", by=caller(sun), now=later), 8)

    assert kinds(answers) == {"Payment": 8}
    assert len({one.pk for one in answers}) == 1
    assert ledger.balance(fund.account) == 600_000


def test_one_receipt_for_two_households_pays_one(to_pay, fund, sun, lin, chen, caller, later):
    cases = [to_pay(person=lin), to_pay(person=chen)]
    answers = rush(lambda n: actions.pay(cases[n], "HD1", by=caller(sun), now=later), 2)

    assert kinds(answers) == {"Payment": 1, "ReceiptUsed": 1}
    assert ledger.balance(fund.account) == 600_000
    assert money.audit() == ledger.audit() == []


def test_paying_and_taking_back_at_once_is_one_of_both(to_pay, fund, sun, lin, caller, later):
    case = to_pay()

    def act(n):
        if n:
            return casework.withdraw(case, by=caller(lin), now=later)
        return actions.pay(case, "HD1", by=caller(sun), now=later)

    said = kinds(rush(act, 2))
    assert said in ({"Payment": 1, "CaseClosed": 1}, {"NotAtThisStage": 1, "Case": 1})
    case.refresh_from_db()
    assert Payment.objects.count() == (case.outcome == "granted")


def test_eight_applications_of_one_person_are_one(apply):
    answers = rush(lambda n: apply(key=f"window {n}"), 8)

    assert kinds(answers) == {"Case": 1, "AppliedAlready": 7}
    assert Claim.objects.count() == 1


@pytest.mark.usefixtures("weaker_isolation")
def test_without_holding_the_person_two_applications_stand(apply, monkeypatch):
    looked = threading.Barrier(2)
    has_one = applying._has_one

    def looking_first(person):
        found = has_one(person)
        looked.wait(30)
        return found

    monkeypatch.setattr(applying, "_has_one", looking_first)
    monkeypatch.setattr(QuerySet, "select_for_update", lambda rows, **_how: rows)
    assert kinds(rush(lambda n: apply(key=f"window {n}"), 2)) == {"Case": 2}
    assert Claim.objects.count() == 2


def test_two_grants_of_one_person_confirmed_at_once_are_one(
    proposed, apply, guo, hao, zhao, lin, enrol, province, by, caller, now
):
    xu = officer(enrol("许干事", 381), province, Role.OFFICER, by=by, now=now)
    refused = proposed(REFUSE)
    actions.confirm(refused, by=caller(hao), now=now)
    second = apply()
    casework.reopen(refused, "没有算上房租", by=caller(lin), now=now)
    for case, first in ((refused, zhao), (second, guo)):
        actions.visit(case, "去过了", on=now.date(), by=caller(first), now=now)
        actions.propose(case, GRANT, by=caller(first), now=now)
    both = ((refused, xu), (second, hao))
    answers = rush(lambda n: actions.confirm(both[n][0], by=caller(both[n][1]), now=now), 2)

    assert kinds(answers) == {"Ruling": 1, "GrantedElsewhere": 1}
    assert Ruling.objects.confirmed().filter(granted=True).count() == 1


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
