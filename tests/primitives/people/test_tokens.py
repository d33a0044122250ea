"""API tokens: readable once, kept as a hash, ended by a day or by hand."""

from datetime import timedelta

import pytest

from gonghui.primitives.people import actions as people
from gonghui.primitives.people import lookups
from gonghui.primitives.people.models import Account, Token
from tests.cast import mobile


@pytest.fixture
def account(lin, by, now):
    return people.open_account(lin, by=by, now=now)


@pytest.fixture
def token(account, by, now):
    return people.issue_token(account, name="闸机一号", days=30, by=by, now=now)


def test_a_token_stands_for_its_account_in_one_query(token, account, lin, now, django_assert_num_queries):
    with django_assert_num_queries(1):
        found = lookups.good_token(token, now=now)
        assert (found.account, found.account.person) == (account, lin)


def test_only_a_hash_is_kept(token):
    row = Token.objects.get()

    assert token not in str(row.__dict__)
    assert token.startswith("gh_")


@pytest.mark.parametrize("wrong", ["", "gh_", "gh_nothing", "令牌"])
def test_another_text_stands_for_nobody(token, now, wrong):
    assert lookups.good_token(wrong, now=now) is None


def test_a_token_ends_on_its_day(token, now):
    assert lookups.good_token(token, now=now + timedelta(days=30, seconds=-1))
    assert lookups.good_token(token, now=now + timedelta(days=30)) is None


def test_a_token_is_revoked_once_by_text_or_row(token, account, by, now):
    other = people.issue_token(account, name="闸机二号", days=30, by=by, now=now)

    assert people.revoke_token(token, by=by, now=now)
    assert not people.revoke_token(token, by=by, now=now)
    assert people.revoke_token(Token.objects.get(name="闸机二号"), by=by, now=now)
    assert not people.revoke_token("gh_unknown", by=by, now=now)
    assert lookups.good_token(token, now=now) is lookups.good_token(other, now=now) is None


def test_a_closed_account_has_no_tokens(token, account, now):
    Account.objects.filter(pk=account.pk).update(is_active=False)

    assert lookups.good_token(token, now=now) is None


def test_a_new_password_or_number_ends_every_token_of_that_person_only(token, account, lin, chen, by, now):
    others = people.issue_token(people.open_account(chen, by=by, now=now), name="手机", days=30, by=by, now=now)
    people.set_password(account, "another-long-one-9", by=by, now=now)
    assert lookups.good_token(token, now=now) is None

    later = people.issue_token(account, name="手机", days=30, by=by, now=now)
    people.change_mobile(lin, mobile(555), by=by, now=now)
    assert lookups.good_token(later, now=now) is None
    assert lookups.good_token(others, now=now)
