"""The ASGI application before the pages: a visitor's page is made once for all who ask for it in the same second.

One request of nobody makes it, the others wait for that one. Who asks a moment later gets the last while the next is
made. Where the pages are busy or the database is silent, the last good one is better than none.
"""

import asyncio
from collections import OrderedDict
from collections.abc import Callable
from time import monotonic
from typing import Any

from django.conf import settings

from gonghui.faces.rush.lane import App, Receive, Scope, Send

from .asked import Asked, asked_of
from .kept import Header, Kept, kept

FRESH = 1.0  # seconds for which a page is given as it is
STALE = 2.0  # until when it is given while it is made again
LAST_GOOD = 60.0  # until when it is better than none
PATIENCE = 1.5  # how long one waits for a new one where there is a last good one
MOST_BYTES = 24 * 1024 * 1024  # of all kept pages of this process


class Front:
    """In front of `pages`. Visitors take half of the page threads at most: who is signed in goes before them."""

    def __init__(self, pages: App, *, now: Callable[[], float] = monotonic) -> None:
        self._pages, self._now = pages, now
        self._kept: OrderedDict[Asked, Kept] = OrderedDict()
        self._bytes = 0
        self._making: dict[Asked, asyncio.Future[Kept]] = {}
        self._threads = asyncio.Semaphore(max(1, settings.PAGE_THREADS // 2))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        asked = asked_of(scope) if scope["type"] == "http" else None
        page = await self._page(asked, scope) if asked else None
        if page is None or page.mine:
            await self._pages(scope, receive, send)
            return
        jar = b";".join(text for name, text in scope["headers"] if name == b"cookie")
        status, headers, body = page.answer(dict(scope["headers"]), jar)
        await send({"type": "http.response.start", "status": status, "headers": headers})
        await send({"type": "http.response.body", "body": b"" if scope["method"] == "HEAD" else body})

    async def _page(self, asked: Asked, scope: Scope) -> Kept:
        last = self._kept.get(asked)
        age = self._now() - last.made if last else LAST_GOOD
        if last and age < FRESH:
            self._kept.move_to_end(asked)
            return last
        making = self._making.get(asked) or self._begin(asked, scope)
        if last and age < STALE:
            return last
        if not last or age >= LAST_GOOD:
            return await asyncio.shield(making)
        done, _waiting = await asyncio.wait([making], timeout=PATIENCE)
        return last if not done or making.exception() or making.result().status >= 500 else making.result()

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
        if last := self._kept.pop(asked, None):
            self._bytes -= last.size
        if making.result().good:
            self._kept[asked] = making.result()
            self._bytes += making.result().size
        while self._bytes > MOST_BYTES:
            self._bytes -= self._kept.popitem(last=False)[1].size
