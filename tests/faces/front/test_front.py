"""A visitor's page is made once for all who ask in the same second, and nothing of one asker reaches another."""

import asyncio
import re

import pytest
from django.conf import settings

from gonghui.faces.front import front as fronts
from gonghui.faces.front.front import Front
from tests.asgi import asked, run, scope_of

FORM = '<input type="hidden" name="csrfmiddlewaretoken" value="{}">'
MADE_FOR_ONE = "madeforone" + "a" * 54
HOME, FAIRS = "/", "/subsidies/"


class Pages:
    """Pages that say how often they were made, and what they were asked."""

    def __init__(self, body="page", headers=(), status=200, seconds=0.0):
        self.body, self.headers, self.status, self.seconds = body, list(headers), status, seconds
        self.asked = []
        self.open = asyncio.Event()
        self.open.set()

    async def __call__(self, scope, receive, send):
        self.asked.append(scope)
        nth = len(self.asked)
        await self.open.wait()
        if isinstance(self.status, Exception):
            raise self.status
        headers = [(b"content-type", b"text/html"), *self.headers]
        await send({"type": "http.response.start", "status": self.status, "headers": headers})
        await send({"type": "http.response.body", "body": f"{self.body} {nth}".encode()})

    def cookies(self):
        return [dict(scope["headers"]).get(b"cookie", b"").decode() for scope in self.asked]


class Clock:
    now = 100.0

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock()


def at(path=HOME, query="", method="GET", **headers):
    named = {name.replace("_", "-"): text for name, text in headers.items()}
    return {**scope_of(path, {"host": "here", **named}, method), "query_string": query.encode()}


def visits(front, *scopes):
    async def play():
        return [await asked(front, scope) for scope in scopes]

    return run(play())


def texts(answers):
    return [answer.body.decode() for answer in answers]


def test_it_is_made_once_a_second(clock):
    pages = Pages()
    front = Front(pages, now=clock)
    assert texts(visits(front, at(), at(), at(FAIRS), at())) == ["page 1", "page 1", "page 2", "page 1"]
    clock.now += fronts.STALE
    assert texts(visits(front, at())) == ["page 3"]


def test_who_comes_while_it_is_made_again_is_given_the_last_and_the_next_has_the_new(clock):
    front = Front(Pages(), now=clock)
    visits(front, at())

    async def a_moment_later():
        clock.now += fronts.FRESH
        last = await asked(front, at())
        await asyncio.sleep(0.01)
        return last, await asked(front, at())

    assert texts(run(a_moment_later())) == ["page 1", "page 2"]


def test_all_who_wait_for_the_very_first_are_given_one():
    pages = Pages()
    front = Front(pages)

    async def crowd():
        pages.open.clear()
        waiting = [asyncio.ensure_future(asked(front, at())) for _visitor in range(50)]
        await asyncio.sleep(0.01)
        pages.open.set()
        return await asyncio.gather(*waiting)

    assert set(texts(run(crowd()))) == {"page 1"}
    assert len(pages.asked) == 1


@pytest.mark.parametrize(
    "headers",
    [
        {"cookie": f"{settings.SESSION_COOKIE_NAME}=abc"},
        {"cookie": f"elder=1; {settings.SESSION_COOKIE_NAME}=abc"},
        {"cookie": "messages=signed"},
        {"cookie": "visit-of-a-station=1"},
        {"authorization": "Bearer abc"},
        {"hx_request": "true"},
    ],
)
def test_who_may_be_known_is_shown_a_page_of_their_own(headers):
    pages = Pages()
    assert texts(visits(Front(pages), at(), at(**headers), at(**headers))) == ["page 1", "page 2", "page 3"]
    assert pages.asked[-1]["headers"] == at(**headers)["headers"], "and it comes as it was sent"


def test_a_session_in_a_second_cookie_header_is_seen():
    scope = at()
    session = (b"cookie", f"{settings.SESSION_COOKIE_NAME}=abc".encode())
    scope["headers"] = [*scope["headers"], session, (b"cookie", b"elder=1")]
    assert texts(visits(Front(Pages()), at(), scope)) == ["page 1", "page 2"]


def test_language_and_large_letters_make_a_page_of_their_own_however_they_are_asked_for():
    pages = Pages()
    plain = [at(), at(accept_language="zh-CN,zh;q=0.9,en"), at(cookie="device=4f; csrftoken=1"), at(cookie="elder=0")]
    hant = [at(accept_language="zh-TW"), at(cookie=f"{settings.LANGUAGE_COOKIE_NAME}=zh-hant")]
    answers = texts(visits(Front(pages), *plain, *hant, at(cookie="elder=1"), at(cookie="elder=1; junk")))
    assert answers == ["page 1"] * 4 + ["page 2"] * 2 + ["page 3", "page 4"]
    assert "device=4f" not in " ".join(pages.cookies()[:3]), "of a visitor nothing else is told"


def test_only_what_the_page_reads_makes_another():
    pages = Pages()
    front = Front(pages)
    asked = [at(FAIRS), at(FAIRS, "utm=1"), at(FAIRS, "page=2"), at(FAIRS, "utm=3&page=2"), at(FAIRS, "page=3")]
    assert texts(visits(front, *asked)) == ["page 1", "page 1", "page 2", "page 2", "page 3"]
    assert [scope["query_string"] for scope in pages.asked] == [b"", b"page=2", b"page=3"]


@pytest.mark.parametrize(
    "scope",
    [
        at("/stations/", "lat=45.14&lon=124.82"),
        at("/services/", "q=" + "x" * 8000),
        at("/services/", "&".join(f"q={nth}" for nth in range(50))),
        {**at("/services/"), "query_string": b"q=\xff"},
        at("/" + "x" * 8000),
        at("/no-such-page/"),
        at(method="POST"),
        at("/messages/"),
    ],
)
def test_what_is_no_page_for_all_goes_to_the_pages_as_it_came(scope):
    pages = Pages()
    assert texts(visits(Front(pages), scope, scope)) == ["page 1", "page 2"]
    assert pages.asked[0]["query_string"] == scope["query_string"]


def test_each_has_a_form_key_of_their_own_that_their_own_cookie_opens():
    pages = Pages(FORM.format(MADE_FOR_ONE), [(b"set-cookie", b"csrftoken=made-for-one; Path=/")])
    one, two, again = visits(Front(pages), at(), at(), at(cookie="csrftoken=" + "k" * 32))
    keys = [re.search(r'value="(\w+)"', answer.body.decode())[1] for answer in (one, two, again)]
    assert len({*keys, MADE_FOR_ONE}) == 4
    assert len(pages.asked) == 1
    assert one.headers["set-cookie"].startswith("csrftoken=")
    assert one.headers["set-cookie"] != two.headers["set-cookie"] != "csrftoken=made-for-one; Path=/"
    assert again.headers["set-cookie"].startswith("csrftoken=" + "k" * 32), "who has one keeps it"


@pytest.mark.parametrize(
    ("body", "headers"),
    [("page", [(b"set-cookie", b"sessionid=abc")]), ('<input type="hidden" name="key" value="4f">', [])],
)
def test_what_is_for_one_asker_is_never_given_to_another(body, headers):
    pages = Pages(body, headers)
    first, second = visits(Front(pages), at(), at())
    assert first.body != second.body
    assert [dict(scope["headers"]).get(b"cookie") for scope in pages.asked[1:]] == [None, None], "they asked themselves"


def test_a_browser_that_has_the_page_is_told_so_and_one_that_asks_for_the_head_gets_that():
    front = Front(Pages())
    whole, head = visits(front, at(), at(method="HEAD"))
    assert (head.status, head.body, head.headers["content-length"]) == (200, b"", str(len(whole.body)))
    [same] = visits(front, at(if_none_match=whole.headers["etag"]))
    assert (same.status, same.body) == (304, b"")


def test_a_no_is_told_but_not_kept(clock):
    pages = Pages("gone", status=404)
    assert texts(visits(Front(pages, now=clock), at(), at())) == ["gone 1", "gone 2"]


@pytest.mark.parametrize("trouble", [503, RuntimeError("the house is on fire")])
def test_while_the_pages_fail_the_last_good_one_is_better_than_none_for_a_minute(clock, trouble):
    pages = Pages()
    front = Front(pages, now=clock)
    visits(front, at())
    pages.status = trouble
    clock.now += fronts.LAST_GOOD - 1
    assert texts(visits(front, at(), at())) == ["page 1", "page 1"]
    pages.status = 503
    clock.now += 1
    assert visits(front, at())[0].status == 503


def test_who_waits_too_long_for_a_new_one_is_given_the_last(clock, monkeypatch):
    monkeypatch.setattr(fronts, "PATIENCE", 0.01)
    pages = Pages()
    front = Front(pages, now=clock)

    async def play():
        await asked(front, at())
        clock.now += fronts.STALE
        pages.open.clear()
        old = await asked(front, at())
        pages.open.set()
        return old, await asked(front, at())

    old, new = run(play())
    assert texts([old, new]) == ["page 1", "page 2"]


def test_a_thousand_pages_take_no_more_memory_than_was_set_aside(monkeypatch):
    monkeypatch.setattr(fronts, "MOST_BYTES", 10_000)
    front = Front(Pages("x" * 990))
    visits(front, *(at("/services/", f"q={nth}") for nth in range(100)))
    assert front._bytes == sum(page.size for page in front._kept.values()) <= 10_000
    assert 9 <= len(front._kept) <= 10
    assert texts(visits(front, at("/services/", "q=99"))) == ["x" * 990 + " 100"], "the youngest are kept"


def test_what_nobody_may_be_given_any_more_is_kept_no_longer(clock):
    front = Front(Pages(), now=clock)
    visits(front, at("/services/", "q=洗澡"), at("/services/", "q=理发"))
    clock.now += fronts.LAST_GOOD
    visits(front, at())
    assert [page.query for page in front._kept] == [""]


def test_beyond_so_many_different_pages_under_way_one_is_told_how_many_there_are(monkeypatch):
    monkeypatch.setattr(fronts, "MOST_MAKING", 3)
    pages = Pages()
    front = Front(pages)

    async def crowd():
        pages.open.clear()
        waiting = [asyncio.ensure_future(asked(front, at("/services/", f"q={nth}"))) for nth in range(3)]
        await asyncio.sleep(0)
        turned = await asked(front, at("/services/", "q=late"))
        pages.open.set()
        return turned, await asyncio.gather(*waiting)

    turned, served = run(crowd())
    assert (turned.status, turned.headers["retry-after"], len(pages.asked)) == (503, "5", 3)
    assert "你前面还有 3 个页面" in turned.body.decode()
    assert 'http-equiv="refresh" content="5"' in turned.body.decode()
    assert [answer.status for answer in served] == [200, 200, 200]


def test_who_waits_too_long_is_told_their_place_and_finds_the_page_made_when_they_come_again(monkeypatch):
    monkeypatch.setattr(fronts, "LONGEST_WAIT", 0.01)
    pages = Pages()
    front = Front(pages)

    async def play():
        pages.open.clear()
        first = asyncio.ensure_future(asked(front, at(FAIRS)))
        await asyncio.sleep(0)
        told = await asked(front, at())
        pages.open.set()
        await first
        await asyncio.wait(list(front._making.values()) or [first])
        return told, await asked(front, at())

    told, again = run(play())
    assert (told.status, "你前面还有 1 个页面" in told.body.decode()) == (503, True)
    assert (again.status, len(pages.asked)) == (200, 2)


def test_a_page_for_one_asker_alone_is_made_twice_only_the_first_time(clock):
    pages = Pages(headers=[(b"set-cookie", b"seen=1")])
    front = Front(pages, now=clock)
    visits(front, at(), at(), at())
    assert len(pages.asked) == 4
    clock.now += fronts.LAST_GOOD
    visits(front, at())
    assert len(pages.asked) == 6


def test_of_the_asker_nothing_is_told_to_the_page_that_all_are_given():
    pages = Pages()
    visits(Front(pages), at(user_agent="Old Phone", referer="/mine/"))
    [scope] = pages.asked
    assert (scope["client"], b"Old Phone" in b"".join(dict(scope["headers"]).values())) == (None, False)
