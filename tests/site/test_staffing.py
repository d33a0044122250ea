"""What an operator does to an account is done wholly, written down, and told to whose it is."""

import argparse

import pytest
from django.test import Client

from gonghui.primitives.journal.models import Entry
from gonghui.primitives.notices.models import Delivery, Notice
from gonghui.primitives.people import actions as people
from gonghui.primitives.people.models import Office
from gonghui.primitives.people.refusals import AlreadyInOffice, MobileTaken, WrongPassword
from gonghui.site import staffing
from gonghui.site.trouble import CommandTrouble
from tests.cast import mobile

pytestmark = pytest.mark.django_db(transaction=True)
OLD, NEW = "太行山上 2026 雪", "太行山上 2027 雨"


@pytest.fixture
def account(zhao, zhao_office, by, now):
    return people.open_account(zhao, username="zhao", password=OLD, by=by, now=now)


@pytest.fixture
def change(account, by, now):
    def changed(what, **given):
        options = argparse.Namespace(
            what=what, **{"role": None, "union": None, "mobile": None, "password": NEW} | given
        )
        return staffing.changed(account, options, by=by, now=now)

    return changed


@pytest.fixture
def inside(account):
    browser = Client()
    browser.force_login(account, backend="gonghui.faces.accounts.SessionAccounts")
    assert browser.get("/console/").status_code == 200
    return browser


def test_each_change_is_written_down_and_told(change, zhao):
    for what in ("password", "sign-out", "disable", "enable"):
        change(what)
    acts = set(Entry.objects.filter(on_person=zhao.pk).values_list("act", flat=True))
    assert acts >= {
        "people.set_password",
        "people.sign_out_everywhere",
        "people.close_account",
        "people.reopen_account",
    }
    told = " ".join(Notice.objects.filter(person=zhao).values_list("text", flat=True))
    assert all(word in told for word in ("换了密码", "退出了所有登录", "停用了账号", "恢复了账号"))


def test_a_new_password_opens_and_the_old_no_longer(change, account, by, now):
    change("password")
    assert people.check_password("zhao", NEW, by=by, now=now) == account
    with pytest.raises(WrongPassword):
        people.check_password("zhao", OLD, by=by, now=now)


@pytest.mark.parametrize("what", ["password", "sign-out", "disable"])
def test_whoever_is_signed_in_is_out(change, inside, what):
    change(what)
    assert inside.get("/console/").status_code == 303


def test_an_account_that_is_opened_again_lets_no_old_session_in(change, inside, account, by, now):
    change("disable")
    with pytest.raises(WrongPassword):
        people.check_password("zhao", OLD, by=by, now=now)
    change("enable")
    assert inside.get("/console/").status_code == 303
    assert people.check_password("zhao", OLD, by=by, now=now) == account


def test_an_office_ends_and_another_begins(change, zhao, zhao_office):
    union = zhao_office.union
    change("dismiss", role=zhao_office.role, union=union.code)
    change("appoint", role="finance", union=union.code)
    assert list(Office.objects.filter(person=zhao, ends_at=None).values_list("role", flat=True)) == ["finance"]
    with pytest.raises(CommandTrouble, match="is no officer"):
        change("dismiss", role="officer", union=union.code)
    with pytest.raises(AlreadyInOffice):
        change("appoint", role="finance", union=union.code)


def test_a_number_changes_hands_with_nothing_of_its_former_holder(change, inside, zhao, lin):
    change("mobile", mobile=mobile(555).national)
    zhao.refresh_from_db()
    assert zhao.mobile_tail == mobile(555).tail
    assert Delivery.objects.filter(template="people.given_up_number").count() == 1, "the old number hears of it"
    assert inside.get("/console/").status_code == 303
    with pytest.raises(MobileTaken):
        change("mobile", mobile=mobile(101).national)


def test_what_cannot_be_done_leaves_nothing_behind(change, zhao):
    for what, given in (
        ("mobile", {}),
        ("appoint", {"role": "officer"}),
        ("appoint", {"role": "officer", "union": "?"}),
    ):
        with pytest.raises(CommandTrouble):
            change(what, **given)
    assert not Notice.objects.filter(person=zhao).exists()


def test_who_is_meant_is_found_by_name_or_number(account, zhao, zhao_office):
    assert staffing.account_of("ZHAO") == account
    assert zhao_office.union.name in " ".join(staffing.lines_of(account))
    with pytest.raises(CommandTrouble, match="nobody signs in"):
        staffing.account_of("su")
