"""Pages that are made once for all visitors: each can be kept, reads what it says it reads, and knows nobody."""

import asyncio

import pytest
from django.db import connections
from django.http import QueryDict
from django.test import Client
from django.urls import resolve, reverse

from gonghui.faces import middleware, shared
from gonghui.faces.front.asked import WHEREABOUTS, asked_of
from gonghui.faces.front.front import Front
from gonghui.faces.front.kept import kept
from gonghui.faces.front.views import queries_at
from gonghui.primitives.people.models import Account
from tests.asgi import asked as heard
from tests.asgi import run, scope_of

from .world import address

pytestmark = pytest.mark.django_db


class Recorded(QueryDict):
    """A query that remembers what was read of it."""

    read: set[str] = set()

    def __getitem__(self, name):
        self.read.add(name)
        return super().__getitem__(name)

    def __contains__(self, name):
        self.read.add(name)
        return super().__contains__(name)

    def getlist(self, name, default=None):
        self.read.add(name)
        return super().getlist(name, default)

    def get(self, name, default=None):
        self.read.add(name)
        return super().get(name, default)


@pytest.fixture
def recorded(monkeypatch):
    monkeypatch.setattr(Recorded, "read", set())
    plain = middleware.without_nul

    def watched(query):
        made = Recorded(plain(query).urlencode()) if query else query
        Recorded.read.clear()
        return made

    monkeypatch.setattr(middleware, "without_nul", watched)
    return Recorded


def pages_for_all(law, things):
    rows = [row for row in law.pages if row.startswith("GET ") and row.split()[1] != "api:openapi-json"]
    found = {address(row, things): row for row in rows}
    return {path: row for path, row in found.items() if queries_at(path) is not None}


def headers_of(response):
    cookies = [(b"set-cookie", one.OutputString().encode()) for one in response.cookies.values()]
    return [(name.lower().encode(), text.encode()) for name, text in response.headers.items()] + cookies


def test_each_can_be_kept_and_reads_no_more_than_it_says(law, things, recorded):
    wrong = {}
    for path, row in pages_for_all(law, things).items():
        response = Client().get(path, {"something": "1"})
        page = kept(response.status_code, headers_of(response), response.content, 0.0)
        unsaid = recorded.read - queries_at(path) - WHEREABOUTS
        if page.mine or response.status_code not in (200, 303) or unsaid:
            wrong[row] = (response.status_code, sorted(unsaid), page.mine)
    assert wrong == {}


def test_some_pages_of_the_slice_are_for_all(law, things):
    """A slice whose public pages were forgotten here would make each of them for every visitor."""
    public = [row for row in law.pages if row.startswith("GET ") and law.pages[row][0] == "y"]
    assert pages_for_all(law, things) or not [row for row in public if resolved(row, things)]


def resolved(row, things):
    match = resolve(address(row, things))
    return match.namespaces[:1] not in (["api"], []) and not match.route.startswith("console/")


def test_nothing_of_who_is_signed_in_gets_into_what_is_kept(law, things, browsers):
    """Whatever order they come in: the signed-in first, the visitor after, both through the same front."""
    for who in ("worker", "operator", "officer"):
        nothing_is_kept_of(browsers[who][0], pages_for_all(law, things))


def nothing_is_kept_of(client, paths):
    session = f"sessionid={client.cookies['sessionid'].value}"
    front = Front(asked_by(client))

    async def both(path):
        for cookies in ({"cookie": session}, {}):
            await heard(front, scope_of(path, {"host": "testserver", **cookies}, "GET"))

    for path in paths:
        assert asked_of({**scope_of(path, {"cookie": session}, "GET")}) is None, path
    person = client.session["_auth_user_id"]
    assert person
    for path in paths:
        run(both(path))
    words = personal_words(client)
    for asked, page in front._kept.items():
        for word in words:
            assert word not in b"".join(page.parts).decode() + repr(asked), (asked, word)


@pytest.mark.parametrize("who", ["worker", "operator", "officer"])
def test_nothing_of_who_is_signed_in_gets_into_what_pages_share(law, things, browsers, who, monkeypatch):
    monkeypatch.setattr(shared, "STORE", shared.Store())
    client, _headers = browsers[who]
    for path in [*pages_for_all(law, things), "/", "/mine/", "/console/"]:
        client.get(path)
    assert shared.STORE.everything()
    kept = repr(shared.STORE.everything())
    assert [word for word in personal_words(client) if word in kept] == []


def personal_words(client):
    account = Account.objects.select_related("person").get(pk=client.session["_auth_user_id"])
    person = account.person
    return [person.name, person.member_code, str(person.pk), client.cookies["sessionid"].value]


def asked_by(client):
    """Pages as the front knows them, answered by the test's own client; only a request with a session is signed in."""
    mine = connections["default"]
    mine.inc_thread_sharing()

    def answered(scope):
        connections["default"] = mine
        cookies = dict(scope["headers"]).get(b"cookie", b"").decode()
        browser = client if "sessionid=" in cookies else Client()
        return browser.get(scope["path"])

    async def pages(scope, receive, send):
        response = await asyncio.to_thread(answered, scope)
        await send({"type": "http.response.start", "status": response.status_code, "headers": headers_of(response)})
        await send({"type": "http.response.body", "body": response.content})

    return pages


def test_home_knows_who_is_signed_in_so_the_hunt_would_find_them(browsers):
    client, _headers = browsers["worker"]
    assert any(word in client.get(reverse("faces:home")).content.decode() for word in personal_words(client))
