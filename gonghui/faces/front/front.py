"""The ASGI application before the pages: a visitor's page is made once for all who ask for it in the same second.

One request of nobody makes it, the others wait for that one. Who asks a moment later gets the last while the next is
made. Where the pages are busy or the database is silent, the last good one is better than none; where there is none,
a short page says how many are made before it.
"""

import asyncio
from collections import OrderedDict
from collections.abc import Callable
from http import HTTPStatus
from time import monotonic
from typing import Any

from django.conf import settings

from gonghui.faces.errors import full_page
from gonghui.faces.rush.lane import Answer, App, Receive, Scope, Send, reply

from .asked import Asked, asked_of
from .kept import Header, Kept, kept

FRESH = 1.0  # seconds for which a page is given as it is
STALE = 2.0  # until when it is given while it is made again
LAST_GOOD = 60.0  # until when it is better than none
PATIENCE = 1.5  # how long one waits for a new one where there is a last good one
LONGEST_WAIT = 6.0  # and where there is none, before one is told how many are before it
MOST_MAKING = 64  # different pages under way: beyond them nobody begins one more
AGAIN_SECONDS = 5  # after which the short page opens itself again
MOST_OWN = 1_000  # paths whose pages were seen to be for one asker only
HTML = (b"content-type", b"text/html; charset=utf-8")
MOST_BYTES = 24 * 1024 * 1024  # of all kept pages of this process


class Front:
    """In front of `pages`. Visitors take half of the page threads at most: who is signed in goes before them."""

    def __init__(self, pages: App, *, now: Callable[[], float] = monotonic) -> None:
        self._pages, self._now = pages, now
        self._kept: OrderedDict[Asked, Kept] = OrderedDict()
        self._bytes = 0
        self._making: dict[Asked, asyncio.Future[Kept]] = {}
        self._own: OrderedDict[str, float] = OrderedDict()  # since when
        self._threads = asyncio.Semaphore(max(1, settings.PAGE_THREADS // 2))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        asked = asked_of(scope) if scope["type"] == "http" else None
        if asked is None or self._for_one(asked.path):
            await self._pages(scope, receive, send)
            return
        page = await self._page(asked, scope)
        if page is None:
            await reply(send, self._full(asked))
            return
        if page.mine:
            await self._pages(scope, receive, send)
            return
        jar = b";".join(text for name, text in scope["headers"] if name == b"cookie")
        status, headers, body = page.answer(dict(scope["headers"]), jar)
        await send({"type": "http.response.start", "status": status, "headers": headers})
        await send({"type": "http.response.body", "body": b"" if scope["method"] == "HEAD" else body})

    def _for_one(self, path: str) -> bool:
        """Lately its page was for one asker only: it is not made a second time to find that out."""
        since = self._own.get(path)
        return since is not None and self._now() - since < LAST_GOOD

    def _full(self, asked: Asked) -> Answer:
        ahead = list(self._making).index(asked) if asked in self._making else len(self._making)
        page = full_page(asked.language, ahead=ahead, seconds=AGAIN_SECONDS).encode()
        return Answer(HTTPStatus.SERVICE_UNAVAILABLE, page, ((b"retry-after", b"%d" % AGAIN_SECONDS),), HTML)

    async def _page(self, asked: Asked, scope: Scope) -> Kept | None:
        """The page, new or the last good one; None where there is none in time."""
        last = self._kept.get(asked)
        age = self._now() - last.made if last else LAST_GOOD
        if last and age < FRESH:
            self._kept.move_to_end(asked)
            return last
        good = last if age < LAST_GOOD else None
        making = self._making.get(asked)
        if making is None:
            if len(self._making) >= MOST_MAKING:
                return good
            making = self._begin(asked, scope)
        if age < STALE:
            return last
        done, _waiting = await asyncio.wait([making], timeout=PATIENCE if good else LONGEST_WAIT)
        if not done:
            return good
        return good if good and (making.exception() or making.result().status >= 500) else making.result()

    def _begin(self, asked: Asked, scope: Scope) -> "asyncio.Future[Kept]":
        making = asyncio.ensure_future(self._make(asked, scope))
        self._making[asked] = making
        making.add_done_callback(lambda made: self._made(asked, made))
        return making

    async def _make(self, asked: Asked, scope: Scope) -> Kept:
        status, headers, body = 500, list[Header](), list[bytes]()

        async def receive() -> dict[str, Any]:
            return {"type": "http.request", "body": b"", "more_body": False}

        async def send(message: Any) -> None:
            nonlocal status, headers
            if message["type"] == "http.response.start":
                status, headers = message["status"], list(message["headers"])
            else:
                body.append(message.get("body", b""))

        async with self._threads:
            made = self._now()
            await self._pages(asked.scope(dict(scope)), receive, send)
        return kept(status, headers, b"".join(body), made)

    def _made(self, asked: Asked, making: "asyncio.Future[Kept]") -> None:
        self._making.pop(asked, None)
        if making.cancelled() or making.exception() or making.result().status >= 500:
            return
        made = making.result()
        self._forget(asked)
        if made.good:
            self._kept[asked] = made
            self._bytes += made.size
        elif made.mine:
            self._own[asked.path] = made.made
            while len(self._own) > MOST_OWN:
                self._own.popitem(last=False)
        while self._kept and (self._bytes > MOST_BYTES or self._is_over(next(iter(self._kept.values())))):
            self._forget(next(iter(self._kept)))

    def _is_over(self, page: Kept) -> bool:
        return self._now() - page.made >= LAST_GOOD

    def _forget(self, asked: Asked) -> None:
        if gone := self._kept.pop(asked, None):
            self._bytes -= gone.size
