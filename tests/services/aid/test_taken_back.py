"""What its person or another union does with a case takes with it what waited; who left the list may doubt it; who is
on it keeps their papers."""

from datetime import timedelta

import pytest
from django.urls import reverse

from gonghui.primitives.agenda.models import Matter
from gonghui.primitives.casework import actions as casework
from gonghui.primitives.casework.models import Message
from gonghui.primitives.casework.sealing import unsealed
from gonghui.services.aid import actions, refusals
from gonghui.services.aid.models import Claim, Ruling
from gonghui.services.aid.pages import homes

from .conftest import GRANT, home

pytestmark = pytest.mark.django_db
OFFICERS = ("aid.confirm", "aid.objected", "aid.pay")
WHY = "收入已经超过标准"


def waiting(*keys):
    return sorted(Matter.objects.filter(key__in=keys or OFFICERS).values_list("key", flat=True))


@pytest.fixture
def brought(proposed, shown, to_pay, su, caller, now):
    """`brought("aid.pay")`: a case that waits for that."""

    def done(key):
        case = {"aid.confirm": proposed, "aid.objected": shown, "aid.pay": to_pay}[key]()
        if key == "aid.objected":
            actions.object_to(Ruling.objects.get(), "他家有两套房", by=caller(su), now=now)
        assert waiting() == [key]
        case.refresh_from_db()
        return case

    return done


@pytest.mark.parametrize("key", OFFICERS)
def test_nothing_of_it_waits_for_officers_once_its_person_takes_it_back(brought, browser, lin, key):
    case = brought(key)
    assert browser(lin).post(reverse("aid:withdraw", args=[case.pk])).status_code == 303
    assert waiting() == []
    assert not Ruling.objects.shown(case.created_at).exists()


@pytest.mark.parametrize("key", OFFICERS)
def test_another_union_begins_anew(brought, datong, guo, zhao, caller, now, later, key):
    case = brought(key)
    casework.hand_over(case, datong, why="住在大同", by=caller(guo), now=later)
    assert waiting() == []
    case.refresh_from_db()
    actions.visit(case, "去过了", on=now.date(), by=caller(zhao), now=later)
    case.refresh_from_db()
    actions.propose(case, GRANT, by=caller(zhao), now=later)
    assert [one.union for one in Matter.objects.filter(key="aid.confirm")] == [datong]
    assert Ruling.objects.standing().count() == 1


def test_what_nobody_confirmed_is_proposed_anew_when_it_is_opened_again(brought, lin, guo, hao, caller, now):
    case = brought("aid.confirm")
    casework.withdraw(case, by=caller(lin), now=now)
    casework.reopen(case, "想想还是要申请", by=caller(lin), now=now)
    case.refresh_from_db()
    assert (case.stage, waiting()) == ("visiting", [])
    with pytest.raises(refusals.NotAtThisStage):
        actions.confirm(case, by=caller(hao), now=now)
    actions.propose(case, GRANT, by=caller(guo), now=now)
    assert waiting() == ["aid.confirm"]


def test_while_the_clock_stands_still_the_payment_has_no_deadline(brought, guo, caller, later):
    case = brought("aid.pay")
    casework.pause(case, why="银行系统维护", by=caller(guo), now=later)
    assert Matter.objects.get(key="aid.pay").due is None
    casework.resume(case, by=caller(guo), now=later + timedelta(days=1))
    case.refresh_from_db()
    assert Matter.objects.get(key="aid.pay").due == case.due_at is not None


@pytest.fixture
def doubted(paid, lin, guo, caller, later):
    """Paid, then off the list; Lin does not agree."""

    def done():
        case = paid()
        actions.end(case, WHY, by=caller(guo), now=later)
        casework.reopen(case, "收入没有超过", by=caller(lin), now=later)
        case.refresh_from_db()
        return case

    return done


def test_who_left_the_list_and_was_right_to_doubt_it_is_on_it_again(
    doubted, browser, guo, hao, caller, later, claim_of
):
    case = doubted()
    assert "仍然困难" in browser(guo).get(reverse("aid-console:one", args=[case.pk])).content.decode()
    actions.keep(case, by=caller(hao), now=later)
    claim = claim_of(case)
    assert claim.is_listed
    assert homes.end_of(claim) == ""
    assert waiting("aid.review") == ["aid.review", "aid.review"]
    case.refresh_from_db()
    assert (case.stage, case.outcome) == ("closed", "granted")


def test_who_left_it_rightly_reads_why_once_more(doubted, hao, caller, later, claim_of):
    case = doubted()
    left_on = claim_of(case).ended_on
    actions.end(case, "核对过工资流水", by=caller(hao), now=later + timedelta(days=3))
    claim = claim_of(case)
    assert (claim.is_listed, claim.ended_on, homes.end_of(claim)) == (False, left_on, "核对过工资流水")
    case.refresh_from_db()
    assert case.closed_at
    assert "核对过工资流水" in unsealed(Message.objects.filter(case=case).latest("pk"))
    with pytest.raises(refusals.NotListed):
        actions.end(case, "再说一次", by=caller(hao), now=later)


def test_nobody_is_on_the_list_twice(paid, apply, lin, guo, hao, caller, now, later):
    case = paid()
    actions.end(case, WHY, by=caller(guo), now=later)
    second = apply(now=later)
    actions.visit(second, "去过了", on=now.date(), by=caller(guo), now=later)
    second.refresh_from_db()
    actions.propose(second, GRANT, by=caller(guo), now=later)
    actions.confirm(second, by=caller(hao), now=later)
    casework.reopen(case, "收入没有超过", by=caller(lin), now=later)
    with pytest.raises(refusals.GrantedElsewhere):
        actions.keep(case, by=caller(hao), now=later)
    assert not Claim.objects.listed().exists()


def test_why_they_left_stands_sealed_and_is_forgotten_with_them(paid, guo, browser, lin, caller, later, claim_of):
    case = paid()
    actions.end(case, WHY, by=caller(guo), now=later)
    claim = claim_of(case)
    assert WHY.encode() not in bytes(claim.ended_because)
    assert homes.end_of(claim) == WHY
    for who, where in ((lin, "aid:one"), (guo, "aid-console:one")):
        assert WHY in browser(who).get(reverse(where, args=[case.pk])).content.decode()
    actions.forget(later + timedelta(days=4 * 365))
    assert homes.end_of(claim_of(case)) == ""


def test_who_is_on_the_list_keeps_their_papers_and_their_page(paid, browser, lin, guo, caller, later, claim_of):
    case = paid()
    after = later + timedelta(days=4 * 365)
    assert actions.forget(after) == 0
    case.refresh_from_db()
    assert case.person == lin
    assert browser(lin).get(reverse("aid:one", args=[case.pk])).status_code == 200
    actions.end(case, "不再困难", by=caller(guo), now=after)
    assert actions.forget(after + timedelta(days=3 * 365 - 2)) == 0
    assert actions.forget(after + timedelta(days=3 * 365 + 2)) == 2  # its words, and the household


def test_what_is_told_twice_is_one_version(apply, lin, caller, now, claim_of):
    case = apply()
    for medical in (0, 0, 100):
        told = home(medical=type(home().medical)(medical))
        actions.update_home(case, told, guardian=True, by=caller(lin), now=now)
    assert claim_of(case).homes.count() == 3


def test_a_visit_that_is_sent_twice_is_one(apply, browser, guo, now):
    case = apply()
    sent = {"on": "2026-05-20", "words": "去过了", "key": "0190a0a0-0000-7000-8000-000000000041"}
    for _twice in range(2):
        assert browser(guo).post(reverse("aid-console:visit", args=[case.pk]), sent).status_code == 303
    assert Message.objects.filter(case=case, what=Message.What.NOTE).count() == 1
