"""An administrator acts on accounts that open nothing beyond their jurisdiction, and sees what is of it alone."""

from datetime import timedelta

import pytest
from django.test import Client

from gonghui.primitives import clock
from gonghui.primitives.journal.models import Entry
from gonghui.primitives.notices.models import Notice
from gonghui.primitives.people import actions as people
from gonghui.primitives.people.models import Account, MobileRequest, Office, Role
from tests.faces.conftest import PASSWORD, to

pytestmark = pytest.mark.django_db(transaction=True)
ACTS = {
    "account-password": {},
    "account-disable": {},
    "account-enable": {},
    "account-sign-out": {},
    "account-mobile": {"mobile": "19900000151", "proof": "本人持身份证到场"},
}


@pytest.fixture
def clerk(su, works, by, now, account_of):
    """Su, a member in Datong, who stands in for a clerk at a works of Taiyuan."""
    account_of(su, username="su", password=PASSWORD)
    return people.appoint(su, works, Role.CLERK, by=by, now=now)


@pytest.fixture
def once_clerk(clerk, by, now):
    people.dismiss(clerk, by=by, now=now + timedelta(days=1))
    return clerk.person


@pytest.mark.parametrize("act", ACTS)
def test_a_member_of_a_neighbouring_union_is_not_her_former_employer_s_to_act_on(act, office, once_clerk):
    refused = office.post(to(act, once_clerk.pk), ACTS[act])
    assert (refused.status_code, refused.context["refusal"].code) == (403, "people.reaches_further")
    assert Client().post("/sign-in/staff/", {"username": "su", "password": PASSWORD}).status_code == 303
    assert not MobileRequest.objects.exists()


@pytest.mark.parametrize("act", ACTS)
def test_nor_while_she_works_there(act, office, clerk):
    assert office.post(to(act, clerk.person_id), ACTS[act]).context["refusal"].code == "people.reaches_further"


@pytest.mark.parametrize("act", ACTS)
def test_who_has_left_is_nobody_s_here_any_more(act, office, wu, by, account_of):
    account_of(wu, username="wu", password=PASSWORD)
    people.dismiss(Office.objects.get(person=wu), by=by, now=clock.now() - timedelta(minutes=1))
    assert office.post(to(act, wu.pk), ACTS[act]).context["refusal"].code == "people.reaches_further"
    assert "不都在你的管辖范围之内" in office.get(to("account", wu.pk)).content.decode()


def test_a_member_of_her_own_unions_is_hers(office, lin, account_of):
    account = account_of(lin)
    assert office.post(to("account-disable", lin.pk)).status_code == 303
    account.refresh_from_db()
    assert not account.is_active


def test_she_sees_of_whoever_belongs_elsewhere_the_office_here_alone(office, clerk, motors, by, now, account_of):
    people.appoint(clerk.person, motors, Role.FINANCE, by=by, now=now)
    people.close_account(account_of(clerk.person), by=by, now=now)
    page = office.get(to("account", clerk.person_id))
    acts = [(entry.act, entry.facts["union"]) for entry in page.context["history"]]
    assert acts == [("people.appoint", "晋源机械厂工会")]
    assert not page.context["sign_ins"]
    assert "停用账号" not in page.content.decode()


def test_the_list_names_the_offices_here_alone_and_sorts_by_them(office, clerk, works, motors, by, now):
    def listed(how=""):
        page = office.get(to("accounts") + how).content.decode()
        return "苏红梅" in page, works.name in page, motors.name in page

    people.appoint(clerk.person, motors, Role.FINANCE, by=by, now=now)
    assert listed("?q=苏") == (True, True, False)
    assert listed("?role=clerk") == (True, True, False)
    assert listed("?role=finance") == (False, False, False)
    people.dismiss(clerk, by=by, now=clock.now() - timedelta(minutes=1))
    assert listed("?held=past") == (True, False, False)


def test_what_was_done_with_a_person_beside_their_account_is_not_on_its_page(office, lin, zhao, by, now, account_of):
    account_of(lin)
    people.look_at_number(lin, by=by, now=now, why="补发体检单")
    acts = {entry.act for entry in office.get(to("account", lin.pk)).context["history"]}
    assert acts == {"people.open_account"}


def test_a_look_at_an_account_is_written_down_for_its_owner(office, lin, account_of):
    office.get(to("account", lin.pk))
    assert Entry.objects.get(act="people.look", on_person=lin.pk).by_name == "郑管理"


def invited(person):
    return Notice.objects.filter(person=person, template="people.may_choose_password").count()


def test_a_second_office_leaves_an_invitation_as_it_is(office, wu, works, account_of):
    first = {"union": str(works.pk), "role": "auditor"}
    office.post(to("account-appoint", wu.pk), first)
    account = Account.objects.get(person=wu)
    office.post(to("account-appoint", wu.pk), first | {"role": "finance"})
    assert invited(wu) == 1
    again = Account.objects.get(person=wu)
    assert (again.signed_out_at, again.may_choose_until) == (account.signed_out_at, account.may_choose_until)


def test_who_belongs_elsewhere_too_is_taken_on_and_not_signed_out(office, su, works, account_of):
    account_of(su)
    taken_on = {"name": "苏红梅", "mobile": "19900000103", "union": str(works.pk), "role": "operator"}
    assert office.post(to("account-new"), taken_on).status_code == 303
    assert Office.objects.filter(person=su, union=works).exists()
    account = Account.objects.get(person=su)
    assert (invited(su), account.signed_out_at, account.may_choose_until) == (0, None, None)


def test_whom_the_asker_made_an_administrator_is_no_second_person(office, administrator, as_person, wu, chen, taiyuan):
    asked = {"mobile": "19900000152", "proof": "本人持身份证到场"}
    office.post(to("account-mobile", wu.pk), asked)
    wish = MobileRequest.objects.get()
    office.post(to("account-appoint", chen.pk), {"union": str(taiyuan.pk), "role": "administrator"})
    assert Office.objects.filter(person=chen, role="administrator").exists()
    accomplice = as_person(chen)
    assert "同意更换" not in accomplice.get(to("account", wu.pk)).content.decode()
    refused = accomplice.post(to("account-agree-mobile", wu.pk, wish.pk))
    assert (refused.status_code, refused.context["refusal"].code) == (403, "people.second_person_later")
    before = as_person(administrator("钱管理", 131, taiyuan))
    assert "同意更换" in before.get(to("account", wu.pk)).content.decode()
    assert before.post(to("account-agree-mobile", wu.pk, wish.pk)).status_code == 303
