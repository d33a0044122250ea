"""Staff sign in by password: guarded against guessing, silent about which part was wrong."""

from datetime import timedelta

import pytest

from gonghui.kernel.callers import Caller
from gonghui.primitives.journal.models import Entry
from gonghui.primitives.people import actions as people
from gonghui.primitives.people.models import Account, RateCount
from gonghui.primitives.people.refusals import (
    HasAccount,
    MayNotChoose,
    TooManyFromHere,
    TooManyTries,
    UsernameTaken,
    WeakPassword,
    WrongPassword,
)

GOOD = "qingfeng-mingyue-7"


@pytest.fixture(autouse=True)
def quick_hashing(settings):
    # Argon2 takes its 50 ms on purpose; what is proved here does not depend on it.
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def account(zhao, by, now):
    return people.open_account(zhao, username="ZhaoZY", password=GOOD, by=by, now=now)


def test_the_right_password_opens_the_account_and_is_written_down(account, zhao, by, now):
    assert people.check_password(" zhaozy ", GOOD, by=by, now=now) == account

    entry = Entry.objects.get(act="people.sign_in")
    assert (entry.by_person, entry.by_name, entry.origin) == (zhao.pk, "赵志远", by.origin)


@pytest.mark.parametrize(("username", "password"), [("zhaozy", "wrong"), ("nobody", GOOD), ("zhaozy", ""), ("", "")])
def test_a_wrong_name_and_a_wrong_password_get_one_answer(account, by, now, username, password):
    with pytest.raises(WrongPassword):
        people.check_password(username, password, by=by, now=now)


def test_a_closed_account_gets_the_same_answer(account, by, now):
    Account.objects.filter(pk=account.pk).update(is_active=False)

    with pytest.raises(WrongPassword):
        people.check_password("zhaozy", GOOD, by=by, now=now)


def test_an_account_without_a_password_is_never_opened_by_one(lin, by, now):
    people.open_account(lin, username="lin", by=by, now=now)

    for password in ("", "!", GOOD):
        with pytest.raises(WrongPassword):
            people.check_password("lin", password, by=by, now=now)


def test_after_ten_tries_from_one_place_even_the_right_password_waits(account, by, now):
    for _ in range(10):
        with pytest.raises(WrongPassword):
            people.check_password("zhaozy", "wrong", by=by, now=now)

    with pytest.raises(TooManyTries):
        people.check_password("zhaozy", GOOD, by=by, now=now)
    assert people.check_password("zhaozy", GOOD, by=Caller(None, "", "page 10.0.0.8"), now=now)
    assert people.check_password("zhaozy", GOOD, by=by, now=now + timedelta(minutes=15))


def test_signing_in_rightly_is_never_too_often(account, by, now):
    for _ in range(11):
        assert people.check_password("zhaozy", GOOD, by=by, now=now)

    assert {row.count for row in RateCount.objects.all()} == {0}


def test_a_hundred_tries_from_everywhere_are_the_end(account, now):
    with pytest.raises(WrongPassword):
        people.check_password("zhaozy", "wrong", by=Caller(None, "", "page 10.0.1.1"), now=now)
    RateCount.objects.filter(key="password:zhaozy", count=1).update(count=100)  # 99 more from as many places

    with pytest.raises(TooManyTries):
        people.check_password("zhaozy", GOOD, by=Caller(None, "", "page 10.0.2.1"), now=now)


def test_a_hundred_tries_from_one_place_are_the_end_there_and_nowhere_else(account, by, now):
    for _ in range(101):
        with pytest.raises((WrongPassword, TooManyTries, TooManyFromHere)):
            people.check_password("zhaozy", "wrong", by=by, now=now)

    assert people.check_password("zhaozy", GOOD, by=Caller(None, "", "page 10.0.0.8"), now=now)


def test_a_hundred_names_from_one_place_are_the_end_there(account, by, now):
    with pytest.raises(WrongPassword):
        people.check_password("nobody", "wrong", by=by, now=now)
    RateCount.objects.filter(key="password:from:10.0.0.7", count=1).update(count=100)  # 99 more names

    with pytest.raises(TooManyFromHere) as refusal:
        people.check_password("zhaozy", GOOD, by=by, now=now + timedelta(minutes=5))
    assert refusal.value.facts["minutes"] == 10
    assert people.check_password("zhaozy", GOOD, by=Caller(None, "", "page 10.0.0.8"), now=now)


def test_a_password_is_neither_short_nor_common(zhao, by, now):
    for weak in ("short7", "password123"):
        with pytest.raises(WeakPassword):
            people.open_account(zhao, username="zhao", password=weak, by=by, now=now)


def test_a_new_password_replaces_the_old(account, by, now):
    people.set_password(account, "another-long-one-9", by=by, now=now)

    with pytest.raises(WrongPassword):
        people.check_password("zhaozy", GOOD, by=by, now=now)
    assert people.check_password("zhaozy", "another-long-one-9", by=by, now=now)


def test_a_username_and_a_person_have_one_account(account, zhao, lin, by, now):
    with pytest.raises(UsernameTaken):
        people.open_account(lin, username="ZHAOZY", by=by, now=now)
    with pytest.raises(HasAccount):
        people.open_account(zhao, username="other", by=by, now=now)


def test_a_password_that_is_set_takes_back_the_leave_to_choose_one(account, by, now):
    people.allow_password(account, by=by, now=now)
    people.set_password(account, GOOD, by=by, now=now)

    with pytest.raises(MayNotChoose):
        people.choose_password(account, "luoye-guigen-9-x", by=by, now=now)
