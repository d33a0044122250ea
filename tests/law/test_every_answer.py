"""What every answer carries, yes or no: content policy, no framing, no shared cache; and no form without its token."""

import pytest
from django.test import Client

from .cases import Operation
from .test_who_may_see import path_of
from .world import address, undone

pytestmark = pytest.mark.django_db

NOTHING = "/no-such-page/"


def missing(response, kept_by="private"):
    """The headers an answer lacks. Where an attachment is shown no script runs at all."""
    policy = response.headers.get("Content-Security-Policy", "")
    wanted = {
        "Content-Security-Policy": "script-src 'self'" if "script-src" in policy else "default-src 'none'",
        "X-Frame-Options": "DENY",
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "same-origin",
        "Cache-Control": kept_by,
    }
    return [name for name, part in wanted.items() if part not in response.headers.get(name, "")]


def test_every_page_carries_the_headers_and_no_disk_keeps_what_staff_and_programs_are_shown(law, things, browsers):
    bare, kept = {}, []
    for row in (row for row in law.pages if row.startswith("GET ")):
        name, url = row.split()[1], address(row, things)
        for who in ("visitor", "officer"):
            answer = browsers[who][0].get(url)
            lacks = missing(answer, "" if name in law.published else "private")
            bare |= {(row, who): lacks} if lacks and name != "api:openapi-json" else {}
            kept += [row] if url.startswith(("/console/", "/api/")) and not fleeting(answer) else []
    assert (bare, kept) == ({}, [])


@pytest.mark.parametrize(("address", "status"), [(NOTHING, 404), ("/api/v1/me", 401)])
def test_every_no_carries_them_too(address, status):
    response = Client().get(address)
    assert (response.status_code, missing(response)) == (status, [])


def test_so_does_what_is_said_of_a_thing_that_is_not_there(law):
    client = Client()
    for row, operation in law.operations.items():
        if row.startswith("GET ") and operation.names:
            response = client.get(f"/api/v1{path_of(row, Operation('', operation.names), Nonsense())}")
            assert response.status_code in (401, 404), row
            assert missing(response) == [], row


class Nonsense(dict):
    """No thing has this id."""

    def __missing__(self, name):
        return "x"


@pytest.mark.parametrize("address", ["/", "/console/", "/counter/", "/api/v1/me"])
def test_an_unknown_host_is_refused(address):
    response = Client().get(address, headers={"Host": "evil.example"})
    assert (response.status_code, missing(response)) == (400, [])


def test_no_form_is_taken_without_its_token(law, things, browsers):
    taken = []
    for row, letters in law.pages.items():
        if not row.startswith("POST "):
            continue
        strict = Client(enforce_csrf_checks=True)
        who = law.one_who_may(letters, "worker", "officer", "finance", "operator", "clerk") or "officer"
        strict.cookies.load({each.key: each.value for each in browsers[who][0].cookies.values()})
        url = address(row, things)
        if undone(lambda strict=strict, url=url: strict.post(url)).status_code != 403:
            taken.append(row)
    assert taken == []


@pytest.mark.parametrize(
    "target", ["//evil.example", "https://evil.example/", "/\\evil.example", "javascript:alert(1)", "0001"]
)
def test_next_never_leads_away(browsers, target):
    worker = browsers["worker"][0]
    assert worker.get("/sign-in/", {"next": target})["Location"] == "/"
    assert worker.post("/mine/elder-mode/", {"on": "1", "next": target})["Location"] == "/mine/"


def test_signing_out_empties_the_browsers_cache(browsers):
    assert browsers["worker"][0].post("/sign-out/")["Clear-Site-Data"] == '"cache"'


def fleeting(response):
    return "no-store" in response.headers.get("Cache-Control", "")


def test_no_disk_keeps_a_workbook(law, things, browsers):
    kept, found = [], 0
    for row, letters in law.pages.items():
        if not row.startswith("GET ") or not (who := law.one_who_may(letters, "officer", "clerk")):
            continue
        answer = browsers[who][0].get(address(row, things) + "?export=1")
        if "spreadsheet" in answer.headers.get("Content-Type", ""):
            found += 1
            kept += [] if fleeting(answer) else [row]
    assert kept == []
    assert found >= len(law.exports)


def test_back_works_in_a_crowded_hall(browsers):
    assert not fleeting(browsers["worker"][0].get("/card/"))


def test_every_cookie_is_guarded(browsers, settings):
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = True
    client = Client()
    client.get("/sign-in/")
    client.post("/sign-in/", {"mobile": "19900009999"})
    client.post("/mine/elder-mode/", {"on": "1"})
    assert {"csrftoken", "sessionid", "elder"} <= set(client.cookies)
    for name, cookie in client.cookies.items():
        assert (cookie["secure"], cookie["samesite"]) == (True, "Lax"), name
        assert cookie["httponly"] or name == "elder", name


def test_a_body_beyond_every_limit_is_refused_unread(law, things, settings):
    settings.MAX_BODY_BYTES = 1000
    pages = [address(row, things) for row in law.pages if row.startswith("POST ")]
    said = [f"/api/v1{path_of(row, one, things)}" for row, one in law.operations.items() if row.startswith("POST ")]
    client = Client(enforce_csrf_checks=True)
    for url in (*pages, *said):
        response = client.post(url, "x" * 1001, content_type="text/plain")
        assert (response.status_code, missing(response)) == (413, []), url
        assert "发来的内容太大" in words_of(response), url


@pytest.mark.parametrize("address", ["/sign-in/", "/api/v1/sign-in/code"])
def test_a_form_or_text_beyond_its_limit_is_refused_too(address):
    kind = "application/json" if "api" in address else "application/x-www-form-urlencoded"
    response = Client(raise_request_exception=False).post(address, "x" * 3_000_000, content_type=kind)
    assert (response.status_code, "发来的内容太大" in words_of(response)) == (413, True)


def words_of(response):
    return response.json()["error"]["says"] if "json" in response["Content-Type"] else response.content.decode()


@pytest.mark.parametrize("length", ["-1", "1e9", "x", "9" * 40])
def test_a_length_that_is_none_is_refused(length):
    assert Client().post("/sign-in/", {}, CONTENT_LENGTH=length).status_code == 413


def test_a_session_cookie_with_a_nul_is_no_session():
    client = Client()
    client.cookies.load({"sessionid": "abcdefgh"})
    client.cookies["sessionid"].set("sessionid", "a\0bcdefgh", '"a\\000bcdefgh"')
    assert client.get("/").status_code == 200
