"""Two approvals of one case found one union. Each promise has its control: looking first founds two."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection, transaction

from gonghui.kernel.credit_code import CreditCode
from gonghui.primitives.notices import actions as notices
from gonghui.primitives.notices.models import Notice
from gonghui.primitives.people import actions as people
from gonghui.primitives.people.models import Division, Employer, Membership, Transfer, Union
from gonghui.services.founding import actions, refusals, words
from gonghui.services.founding.models import Case, Certificate, Change, EnteredEmployer, Invitation, Paper, Term
from tests.kernel.test_pictures import prepared_photograph
from tests.races.admission_world import until_it_waits
from tests.rush import kinds, rush

from .conftest import credit_code

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.race]


def test_two_approvals_of_one_case_found_one_union(opened, walk, wang, by, now):
    case = walk(opened(), "approve")
    said = {
        "number": "并工组〔2026〕15号",
        "years": 5,
        "starts_on": now.date(),
        "by_person": wang,
        "by": by,
        "now": now,
    }
    answers = rush(lambda n: actions.approve(case, code=f"TY-K{n}", **said), 4)
    assert kinds(answers) == {"Case": 1, "StepDone": 3}
    assert Union.objects.filter(name=case.name).count() == 1 == Term.objects.count()


@pytest.mark.usefixtures("weaker_isolation")
def test_looking_first_founds_two_unions(opened, walk, taiyuan, wang, by, now):
    case, looked = walk(opened(), "approve"), threading.Barrier(2)

    def approve_by_looking(n):
        with transaction.atomic():
            if Case.objects.get(pk=case.pk).approved_at is None:
                looked.wait(30)
                place = Division.objects.get(pk="140100")
                union = people.found_union(
                    code=f"TY-K{n}", name=case.name, kind="grassroots", parent=taiyuan, division=place, by=by, now=now
                )
                Case.objects.filter(pk=case.pk).update(approved_at=now, approved_by=wang, union=union)

    assert rush(approve_by_looking, 2) == [None, None]
    assert Union.objects.filter(name=case.name).count() == 2


def test_two_cases_at_once_take_one_employer_once(opened, employ, taiyuan, zhao, by, now):
    firm = employ()
    answers = rush(
        lambda n: actions.open_case(taiyuan, "party_led", f"工会{n}", [firm], by_person=zhao, by=by, now=now), 4
    )
    assert kinds(answers) == {"Case": 1, "EmployerInCase": 3}
    assert Case.objects.count() == 1


def test_an_employer_that_has_a_union_while_the_yes_waits_keeps_it(opened, walk, employ, works, wang, by, now):
    firm = employ()
    case, said = walk(opened(employers=[firm]), "approve"), {"number": "并工组〔2026〕15号", "years": 5}

    def approve():
        try:
            return actions.approve(case, **said, starts_on=now.date(), by_person=wang, by=by, now=now)
        except refusals.EmployerHasUnion as no:
            return no
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool, transaction.atomic():
        people.change_employer(firm, union=works, by=by, now=now)
        answer = pool.submit(approve)
        until_it_waits(answer)

    assert isinstance(answer.result(), refusals.EmployerHasUnion)
    firm.refresh_from_db()
    assert firm.union == works


def test_two_certificates_at_once_leave_one_in_force(works, by, now):
    said = {"kind": "first", "issued_on": now.date(), "ends_on": now.date() + timedelta(900), "authority": "市总"}
    numbers = [credit_code(60 + n, first="8") for n in range(4)]
    rush(lambda n: actions.certify(works, number=numbers[n], **said, by=by, now=now), 4)
    assert (Certificate.objects.count(), Certificate.objects.in_force().count()) == (4, 1)


def test_who_comes_second_to_a_plea_is_told(plead, lin, zhao, by, now):
    plea = plead(lin)
    answers = rush(
        lambda n: (
            actions.withdraw(plea, by=by, now=now)
            if n
            else actions.answer(plea, "下周上门", by_person=zhao, by=by, now=now)
        ),
        2,
    )
    plea.refresh_from_db()
    assert plea.withdrawn_at, "withdrawn last or first"
    assert plea.answer_sealed is None, "nothing of it is left"
    assert any(isinstance(one, refusals.Settled) for one in answers) or plea.answered_at


@pytest.fixture
def standing(opened, walk, employ, pool, wang, by, now):
    """A union that was just founded, and three members who wait to go home."""
    firm = employ()
    members = pool(firm, 3)
    case = walk(opened(employers=[firm]), "approve")
    own = {"by_person": wang, "by": by, "now": now}
    return actions.approve(case, number="15号", years=5, starts_on=now.date(), **own), members


def test_members_go_home_once_however_often_it_is_asked(standing, by, now):
    case, members = standing
    answers = rush(lambda n: actions.bring_home(case, reach=[case.area], by=by, now=now), 4)
    assert kinds(answers) == {"int": 1, "NobodyWaits": 3}
    assert Transfer.objects.count() == len(members)
    assert Notice.objects.filter(person__in=members, title__startswith="你的会籍转到了").count() == len(members)


@pytest.mark.rows_by_hand
@pytest.mark.usefixtures("weaker_isolation")
def test_looking_first_tells_them_twice(standing, now):
    case, members = standing
    looked = threading.Barrier(2)

    def tell_by_looking(_n):
        with transaction.atomic():
            if Case.objects.get(pk=case.pk).brings_home:
                looked.wait(30)
                notices.tell_many(((each, {"union": "新工会"}) for each in members), words.HOME, sms=False, now=now)
                Case.objects.filter(pk=case.pk).update(brings_home=False)

    rush(tell_by_looking, 2)
    assert Notice.objects.filter(person__in=members, title__startswith="你的会籍转到了").count() == 2 * len(members)


def test_who_moves_elsewhere_at_the_same_moment_is_in_one_union(standing, motors, by, now):
    case, (first, *_others) = standing
    rush(
        lambda n: (
            actions.bring_home(case, reach=[case.area], by=by, now=now)
            if n
            else people.transfer(first, motors, on=now.date(), by=by, now=now)
        ),
        2,
    )
    assert Membership.objects.active().filter(person=first).count() == 1


def test_two_workers_at_once_ask_and_tell_each_member_once(works, lin, chen, by, now):
    today = now.date()
    held = actions.open_round(works, year=2026, opens_on=today, closes_on=today, by=by, now=now)
    assert sum(one for one in rush(lambda n: actions.tell_outcome(held, now=now), 4) if isinstance(one, int)) == 1
    assert Invitation.objects.filter(round=held).count() == 2


def test_the_same_change_sent_twice_at_once_is_one(works, by, now):
    said = {"what": "chair", "before": "", "after": "孙", "happened_on": now.date(), "key": "a"}
    answers = rush(lambda n: actions.report_change(works, **said, by=by, now=now), 4)
    assert kinds(answers) == {"Change": 4}
    assert Change.objects.count() == 1


def test_one_call_sent_several_times_at_once_adds_one_employer(taiyuan, by, now):
    said = {"name": "并州快运", "key": "a", "by": by, "now": now}
    answers = rush(lambda n: actions.enter_employer(taiyuan, **said), 4)
    assert kinds(answers) == {"Employer": 4}
    assert len({one.pk for one in answers}) == 1 == Employer.objects.count()


@pytest.mark.usefixtures("weaker_isolation")
def test_looking_for_the_key_first_adds_two_employers(taiyuan, by, now):
    looked = threading.Barrier(2)

    def add_by_looking(n):
        with transaction.atomic():
            if not EnteredEmployer.objects.filter(area=taiyuan, key="a").exists():
                looked.wait(30)
                people.add_employer(name="并州快运", area=taiyuan, by=by, now=now)

    assert rush(add_by_looking, 2) == [None, None]
    assert Employer.objects.count() == 2


def test_papers_sent_several_times_at_once_are_kept_once(opened, by, now):
    case, brought = opened(), [prepared_photograph()]
    answers = rush(lambda n: actions.attach(case, "prepare", brought, key="a", by=by, now=now), 3)
    assert len({paper.pk for [paper] in answers}) == 1 == Paper.objects.count()


def test_two_unions_at_once_do_not_get_one_credit_code(works, motors, by, now):
    code = CreditCode(credit_code(77, first="8"))
    answers = rush(lambda n: people.set_credit_code((works, motors)[n], code, by=by, now=now), 2)
    assert kinds(answers) == {"Union": 1, "CreditCodeTaken": 1}
