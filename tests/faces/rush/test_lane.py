"""The lane as an ASGI application, with a desk that says who it was that asked."""

import asyncio
import ipaddress
import json
import uuid
from datetime import timedelta

import pytest
from django.conf import settings
from django.db import OperationalError
from django.test import Client

from gonghui.faces.rush import lane as rush
from gonghui.faces.rush.desks import UUID, Desk
from gonghui.kernel.refusals import Kind, Refused
from gonghui.primitives import clock
from gonghui.primitives.people import actions as people
from tests.asgi import ADDRESS, ask, asked, lane_of, run, scope_of

HERE, ELSEWHERE = {"Host": "gonghui.test", "Sec-Fetch-Site": "same-origin"}, {"Host": "gonghui.test"}
THING = "00000000-0000-7000-8000-000000000001"
PATH = f"/api/v1/things/{THING}/take"
BACKEND = "gonghui.faces.accounts.SessionAccounts"


class Sold(Refused):
    kind, code = Kind.CONFLICT, "things.sold"
    says = "报名已满"


def decide(asks, *, now):
    """Who asked, for what, with which key, from where; a body "sold" is refused."""
    return [
        Sold()
        if one.body == b"sold"
        else json.dumps([one.names[0], one.person.name, one.key, one.caller.origin]).encode()
        for one in asks
    ]


async def pages(scope, receive, send):
    names = [name.decode() for name, _text in scope.get("headers", [])]
    await rush.reply(send, rush.Answer(299, json.dumps(names).encode()))


@pytest.fixture(autouse=True)
def _now(monkeypatch, now):
    monkeypatch.setattr(clock, "now", lambda: now)


@pytest.fixture
def lane(db):
    return lane_of([Desk("things.take", rf"/api/v1/things/{UUID}/take", decide)], pages)


@pytest.fixture
def account(lin, account_of):
    return account_of(lin)


@pytest.fixture
def token(account, by, now):
    return people.issue_token(account, name="手机", days=1, by=by, now=now)


@pytest.fixture
def session(as_person, lin):
    return as_person(lin).session.session_key


def keyed(**more):
    return {"Idempotency-Key": str(uuid.uuid4())} | {name.replace("_", "-"): text for name, text in more.items()}


def bearer(token):
    return keyed(Authorization=f"Bearer {token}")


def cookies(session, jar="{}"):
    return keyed(Cookie=jar.format(f"{settings.SESSION_COOKIE_NAME}={session}"))


# Who asks


def test_a_token_says_who_asks(lane, token):
    headers = bearer(token)
    heard = ask(lane, PATH, headers)
    assert (heard.status, heard.headers["content-type"]) == (200, "application/json; charset=utf-8")
    assert heard.headers["cache-control"] == "no-store"
    assert heard.json == [THING, "林小雨", headers["Idempotency-Key"], f"api {ADDRESS}"]


def test_the_session_of_a_page_says_who_asks(lane, session):
    assert ask(lane, PATH, cookies(session) | HERE).json[1] == "林小雨"


@pytest.mark.parametrize("jar", ['a={{"x":1}}; {}', "x[1]=2; b; 中=1; {}", "{}; theme=a b"])
def test_odd_cookies_of_others_hide_no_session(jar, lane, session):
    headers = cookies(session, jar.encode().decode("latin-1")) | HERE
    assert ask(lane, PATH, headers).status == 200


@pytest.mark.parametrize(
    "where",
    [
        {},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "none"},
        {"Sec-Fetch-Site": "cross-site", "Origin": "https://gonghui.test"},
        {"Origin": "https://evil.test"},
        {"Origin": "https://gonghui.test.evil.test"},
        {"Origin": "null"},
    ],
)
def test_a_cookie_from_another_site_is_refused(where, lane, session):
    heard = ask(lane, PATH, cookies(session) | ELSEWHERE | where)
    assert (heard.status, heard.code) == (403, "rush.other_site")


def test_an_old_browser_says_by_its_origin_that_it_is_here(lane, session):
    assert ask(lane, PATH, cookies(session) | ELSEWHERE | {"Origin": "https://gonghui.test"}).status == 200


def test_a_token_may_come_from_anywhere(lane, token):
    assert ask(lane, PATH, bearer(token) | ELSEWHERE | {"Sec-Fetch-Site": "cross-site"}).status == 200


def not_signed_in(heard):
    return (heard.status, heard.code, heard.headers.get("www-authenticate")) == (401, "faces.not_signed_in", "Bearer")


@pytest.mark.parametrize("credential", [{}, {"Authorization": "Bearer"}, {"Authorization": "Bearer gh_nobody"}])
def test_nobody_is_not_signed_in(credential, lane):
    assert not_signed_in(ask(lane, PATH, keyed(**credential) | HERE))


@pytest.mark.parametrize("credential", ["Basic bGluOmxpbg==", "Bearer 没有".encode().decode("latin-1"), "Bearer \0"])
def test_what_is_no_token_is_nobodys(credential, lane):
    assert not_signed_in(ask(lane, PATH, keyed(Authorization=credential)))


def test_an_expired_token_is_nobodys(lane, token, monkeypatch, now):
    monkeypatch.setattr(clock, "now", lambda: now + timedelta(days=1))
    assert not_signed_in(ask(lane, PATH, bearer(token)))


def test_a_revoked_token_is_nobodys(lane, token, by, now):
    people.revoke_token(token, by=by, now=now)
    assert not_signed_in(ask(lane, PATH, bearer(token)))


def test_a_session_that_ended_is_nobodys(lane, as_person, lin):
    client = as_person(lin)
    key = client.session.session_key
    client.session.flush()
    assert not_signed_in(ask(lane, PATH, cookies(key) | HERE))


def test_a_session_ends_with_the_password_that_opened_it(lane, session, account):
    account.set_password("另一个 2026 密码")
    account.save()
    assert not_signed_in(ask(lane, PATH, cookies(session) | HERE))


def test_an_account_that_was_closed_asks_no_more(lane, session, token, account):
    account.is_active = False
    account.save()
    assert not_signed_in(ask(lane, PATH, cookies(session) | HERE))
    assert not_signed_in(ask(lane, PATH, bearer(token)))


def test_a_session_nobody_signed_in_to_is_nobodys(lane):
    client = Client()
    kept = client.session
    kept["language"] = "zh-hant"
    kept.save()
    assert not_signed_in(ask(lane, PATH, cookies(kept.session_key) | HERE))


def test_many_at_once_are_each_told_their_own(lane, token, session, chen, account_of, by, now):
    other = people.issue_token(account_of(chen), name="手机", days=1, by=by, now=now)
    each = [bearer(token), bearer(other), bearer("gh_nobody"), cookies(session) | HERE, bearer(other)]

    async def all_at_once():
        return await asyncio.gather(*(asked(lane, scope_of(PATH, headers)) for headers in each))

    heard = run(all_at_once())
    assert [one.json[1] if one.status == 200 else one.status for one in heard] == [
        "林小雨",
        "陈建国",
        401,
        "林小雨",
        "陈建国",
    ]
    assert [one.json[2] for one in heard if one.status == 200] == [
        headers["Idempotency-Key"] for headers, one in zip(each, heard, strict=True) if one.status == 200
    ]


# What is asked


@pytest.mark.parametrize("key", [None, "", "1", "not-a-uuid", "x" * 36, "没有".encode().decode("latin-1")])
def test_an_act_without_a_key_is_refused(key, lane, token):
    headers = bearer(token)
    headers.pop("Idempotency-Key")
    heard = ask(lane, PATH, headers if key is None else headers | {"Idempotency-Key": key})
    assert (heard.status, heard.code) == (422, "faces.idempotency_key")


def test_one_key_has_one_spelling(lane, token):
    key = uuid.uuid4()
    headers = bearer(token) | {"Idempotency-Key": f"{{{key.hex.upper()}}}"}
    assert ask(lane, PATH, headers).json[2] == str(key)


def test_a_refusal_of_the_desk_is_told_as_the_api_tells_it(lane, token):
    heard = ask(lane, PATH, bearer(token), body=b"sold")
    error = {"code": "things.sold", "says": "报名已满", "mend": "", "rule": "", "facts": {}}
    assert (heard.status, heard.json) == (409, {"error": error})


@pytest.mark.parametrize(
    "path", ["/", "/api/v1/things/1/take", f"{PATH}/", f"{PATH}\n", f"/x{PATH}", PATH.replace("7000", "700G")]
)
def test_another_address_goes_to_the_pages(path, lane, token):
    assert ask(lane, path, bearer(token)).status == 299


@pytest.mark.parametrize("method", ["GET", "HEAD", "OPTIONS", "PUT", "DELETE"])
def test_another_method_goes_to_the_pages(method, lane, token):
    assert ask(lane, PATH, bearer(token), method=method).status == 299


def test_a_lane_alone_has_no_pages(db, token):
    alone = lane_of([Desk("things.take", rf"/api/v1/things/{UUID}/take", decide)])
    assert ask(alone, PATH, bearer(token)).status == 200
    heard = ask(alone, "/", {}, method="GET")
    assert (heard.status, heard.code) == (404, "faces.no_such_page")


def test_pages_see_no_header_that_passes_for_another(lane):
    heard = ask(lane, "/", {"X_Forwarded_For": "10.0.0.1", "Accept": "text/html", "a_b": "1"}, method="GET")
    assert heard.json == ["accept"]


def test_the_lane_reads_no_header_that_passes_for_another(lane, token):
    headers = bearer(token)
    headers["Idempotency_Key"] = headers.pop("Idempotency-Key")
    assert ask(lane, PATH, headers).code == "faces.idempotency_key"


# Bodies


def test_a_body_as_long_as_allowed_is_read(lane, token):
    assert ask(lane, PATH, bearer(token), body=b"x" * rush.LONGEST_BODY).status == 200


def test_a_longer_body_is_refused_by_name(lane, token):
    heard = ask(lane, PATH, bearer(token), body=b"x" * (rush.LONGEST_BODY + 1))
    assert (heard.status, heard.code) == (422, "rush.too_long")


async def messages(*chunks, last=None):
    for chunk in chunks:
        yield {"type": "http.request", "body": chunk, "more_body": True}
    if last is None:
        await asyncio.sleep(60)
    yield last


def sent_in_pieces(lane, headers, chunks):
    return run(asked(lane, scope_of(PATH, headers | {"Transfer-Encoding": "chunked"}), chunks))


def test_a_longer_body_is_not_read_to_its_end(lane, token):
    piece = b"x" * 50_000
    heard = sent_in_pieces(lane, bearer(token), messages(piece, piece))  # what follows would come in a minute
    assert heard.code == "rush.too_long"


def test_a_body_that_does_not_come_is_refused_by_name(lane, token, monkeypatch):
    monkeypatch.setattr(rush, "BODY_SECONDS", 0.05)
    heard = sent_in_pieces(lane, bearer(token), messages(b"{", b"}"))
    assert (heard.status, heard.code) == (422, "rush.too_slow")


def test_a_body_torn_off_acts_nothing(lane, token):
    heard = sent_in_pieces(lane, bearer(token), messages(b"{", last={"type": "http.disconnect"}))
    assert (heard.status, heard.code) == (422, "rush.torn_off")


def test_a_body_in_pieces_is_put_together(lane, token):
    last = {"type": "http.request", "body": b"d", "more_body": False}
    assert sent_in_pieces(lane, bearer(token), messages(b"so", b"l", last=last)).code == "things.sold"


# In which words, from where


@pytest.mark.parametrize(("cookie", "word"), [("", "登录"), ("zh-hant", "登入"), ("xx", "登录"), ("../../etc", "登录")])
def test_a_refusal_is_in_the_readers_script(cookie, word, lane):
    jar = {"Cookie": f"{settings.LANGUAGE_COOKIE_NAME}={cookie}"} if cookie else {}
    assert word in ask(lane, PATH, jar).json["error"]["says"]


@pytest.mark.parametrize(
    ("accepts", "cookie", "word"),
    [
        ("zh-TW,zh;q=0.9", "", "登入"),
        ("zh-CN,zh;q=0.9", "", "登录"),
        ("en-US, zh-hant;q=0.5", "", "登入"),
        ("zh-TW", "zh-hans", "登录"),
        ("nonsense;q=x", "", "登录"),
    ],
)
def test_where_nothing_was_chosen_the_browsers_wish_counts(accepts, cookie, word, lane):
    jar = {"Cookie": f"{settings.LANGUAGE_COOKIE_NAME}={cookie}"} if cookie else {}
    assert word in ask(lane, PATH, jar | {"Accept-Language": accepts}).json["error"]["says"]


@pytest.mark.parametrize(
    ("peer", "said", "address"),
    [
        ("203.0.113.9", "198.51.100.1", "203.0.113.9"),
        ("10.1.0.1", "198.51.100.1", "198.51.100.1"),
        ("10.1.0.1", "192.0.2.66, 198.51.100.1", "198.51.100.1"),
        ("10.1.0.1", "198.51.100.1, 10.1.0.2", "198.51.100.1"),
        ("10.1.0.1", "", "10.1.0.1"),
        ("10.1.0.1", "nonsense", "10.1.0.1"),
    ],
)
def test_only_our_own_proxies_are_believed_about_the_address(peer, said, address, lane, token, settings):
    settings.PROXIES = [ipaddress.ip_network("10.1.0.0/24")]
    headers = bearer(token) | ({"X-Forwarded-For": said} if said else {})
    assert ask(lane, PATH, headers, client=peer).json[3] == f"api {address}"


# When it cannot be now


def silent(asks, *, now):
    raise OperationalError("the connection is lost")


def test_a_database_that_does_not_answer_is_told_with_when_to_come_again(db, token, monkeypatch):
    alone = lane_of([Desk("things.take", rf"/api/v1/things/{UUID}/take", silent)])
    monkeypatch.setattr(rush.connection, "close", lambda: None)  # this test's own connection
    heard = ask(alone, PATH, bearer(token))
    assert (heard.status, heard.code) == (503, "faces.database_silent")
    assert heard.headers["retry-after"] == str(rush.AGAIN_SECONDS)


def test_who_has_many_ahead_gets_a_ticket_and_with_it_the_answer(lane, token):
    headers = bearer(token)
    [(_pattern, gatherer)] = lane._desks

    async def play():
        opened, decided, taken_up = asyncio.Event(), gatherer._decide, []

        async def later(asks):
            taken_up.extend(asks)
            await opened.wait()
            return await decided(asks)

        gatherer._decide, gatherer._pace = later, 0.1
        before = [asyncio.create_task(asked(lane, scope_of(PATH, bearer(token)))) for _ in range(2)]
        while not taken_up:
            await asyncio.sleep(0)
        crowd = asyncio.create_task(asked(lane, scope_of(PATH, bearer(token))))
        while not len(gatherer):
            await asyncio.sleep(0)
        queued = await asked(lane, scope_of(PATH, headers))
        opened.set()
        await asyncio.gather(*before, crowd)
        again = await asked(lane, scope_of(PATH, headers | {"Rush-Ticket": queued.json["queue"]["ticket"]}))
        return queued, again

    queued, again = run(play())
    assert queued.status == 202
    assert queued.json["queue"] | {"ticket": ""} == {"ahead": 1, "seconds": 10, "ticket": "", "again": 2}
    assert queued.headers["rush-ticket"] == queued.json["queue"]["ticket"]
    assert queued.headers["retry-after"] == "2"
    assert (again.status, again.json[1]) == (200, "林小雨")
