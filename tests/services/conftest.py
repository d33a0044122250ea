"""How the tests of every slice reach its doors: a browser and a program for somebody, in the moment of the tests."""

import pytest
from django.test import Client

from gonghui.primitives.people import actions as people
from gonghui.primitives.people.models import Account

BACKEND = "gonghui.faces.accounts.SessionAccounts"


@pytest.fixture
def account_of(by, now, monkeypatch):
    """`account_of(lin)`, who then signs in whenever it is asked for, in the moment of the tests."""
    monkeypatch.setattr("gonghui.primitives.clock.now", lambda: now)
    return lambda person: Account.objects.filter(person=person).first() or people.open_account(person, by=by, now=now)


@pytest.fixture
def browser(account_of):
    """`browser(lin)` is somebody's phone or desk, `browser()` a visitor's."""

    def opened(person=None):
        client = Client()
        if person is not None:
            client.force_login(account_of(person), backend=BACKEND)
        return client

    return opened


@pytest.fixture
def api(account_of, by, now):
    """`api(lin)("/hub/", q="茶")` is what a program is told that asks for somebody; `api()` asks for nobody."""

    def asking(person=None):
        headers = {}
        if person is not None:
            token = people.issue_token(account_of(person), name="测试", days=1, by_password=True, by=by, now=now)
            headers = {"Authorization": f"Bearer {token}"}
        return lambda path, **asked: Client().get(f"/api/v1{path}", asked, headers=headers)

    return asking
