"""How the tests of every slice reach its doors: a browser and a program for somebody, in the moment of the tests."""

from pathlib import Path

import pytest
from django.db import connection
from django.test import Client

from gonghui.faces import shared
from gonghui.faces.services import product
from gonghui.primitives.agenda import actions as agenda
from gonghui.primitives.people import actions as people
from gonghui.primitives.people.models import Account
from tests import cast

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


@pytest.fixture
def store(monkeypatch):
    """What pages share in this test; nothing in it grows old."""
    monkeypatch.setattr(shared, "STORE", shared.Store(now=lambda: 0.0))
    return shared.STORE


@pytest.fixture
def made_once(store):
    """Asserts that who comes second is shown what was made for the first: `made_once(path, hers, his)`, of browsers."""

    def looked(path, first, second):
        assert first.get(path).status_code == 200
        made = store.makes
        assert made > 0
        assert second.get(path).status_code == 200
        assert store.makes == made

    return looked


@pytest.fixture(autouse=True)
def _what_waits_is_as_the_rows_have_it(request):
    """After every test of a slice: no verb has forgotten the agenda, nor put more on it than its rows have; nor has one
    of the house, of which every slice has places and accounts.

    A test that writes rows past the verbs says so: `pytest.mark.rows_by_hand`.
    """
    if not request.node.get_closest_marker("django_db"):
        yield
        return
    request.getfixturevalue("_django_db_helper")  # so that the rows are still there afterwards
    yield
    if request.node.get_closest_marker("rows_by_hand") or connection.needs_rollback or not connection.is_usable():
        return
    parts = {request.path.relative_to(Path(__file__).parent).parts[0], "places", "faces"}
    for source in product().agenda:
        if source.key.split(".")[0] in parts:
            assert agenda.unlike(source, now=cast.NOW) == []
