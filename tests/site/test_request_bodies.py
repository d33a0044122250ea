"""A page is called when the whole body of its request is here, and reads it as it came."""

import asyncio

import pytest

from gonghui.site import request_bodies
from gonghui.site.bridge import BODY
from tests.asgi import asked, run, scope_of


class Page:
    """Answers with what it read; remembers whether it was called."""

    def __init__(self):
        self.called = False

    async def __call__(self, scope, receive, send):
        self.called = True
        body = scope[BODY].read() if scope["path"] != "/unread" else b""
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": body})


async def coming(*pieces, last=None):
    for nth, piece in enumerate(pieces, 1):
        yield {"type": "http.request", "body": piece, "more_body": nth < len(pieces) or last is not None}
    yield last or await asyncio.sleep(60)


def sent(page, chunks, length, path="/form"):
    scope = scope_of(path, {"Content-Length": str(length)} if length is not None else {})
    return run(asked(request_bodies.received(page), scope, chunks))


@pytest.mark.parametrize("pieces", [[b"a"], [b"a", b"", b"b"], [b"x" * 40_000] * 5, [b"z" * 300_000]])
def test_the_page_reads_what_was_sent(pieces):
    whole = b"".join(pieces)
    assert sent(Page(), coming(*pieces), len(whole)).body == whole


def test_a_page_is_not_called_before_all_of_it_is_here(monkeypatch):
    monkeypatch.setattr(request_bodies, "SECONDS", 0.05)
    page = Page()
    heard = sent(page, slowly(), 2)
    assert (heard.status, heard.code, page.called) == (422, "rush.too_slow", False)


async def slowly():
    yield {"type": "http.request", "body": b"a", "more_body": True}
    await asyncio.sleep(60)


def test_who_goes_away_in_the_middle_calls_no_page():
    page = Page()
    with pytest.raises(ValueError, match="not enough values"):  # nothing was answered: nobody is there
        sent(page, coming(b"a", last={"type": "http.disconnect"}), 2)
    assert not page.called


@pytest.mark.parametrize("length", [None, 0, 10**12])
def test_without_a_body_or_with_one_beyond_every_limit_nothing_is_read_before(length):
    async def nothing():
        raise AssertionError("read")
        yield

    assert sent(Page(), nothing(), length, path="/unread").status == 200
