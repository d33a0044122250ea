"""An ASGI application asked in-process: no server, no port; its threads see the test's own transaction."""

import asyncio
import json
from collections.abc import AsyncIterator, Coroutine, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db import connections

from gonghui.faces.rush.desks import Desk
from gonghui.faces.rush.lane import Lane

T = TypeVar("T")
ADDRESS = "203.0.113.9"


@dataclass(frozen=True)
class Heard:
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)

    @property
    def code(self) -> str:
        return self.json["error"]["code"]


def run(play: Coroutine[Any, Any, T]) -> T:
    """`asyncio.run` on a thread of its own: in this one Playwright's loop may be running already."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, play).result()


def lane_of(desks: Sequence[Desk], pages: Any = None) -> Lane:
    """A lane whose own thread works on the connection of this test."""
    lane, mine = Lane(desks, pages), connections["default"]
    mine.inc_thread_sharing()
    lane._thread.submit(connections.__setitem__, "default", mine).result()
    return lane


def scope_of(path: str, headers: dict[str, str], method: str = "POST", client: str = ADDRESS) -> dict[str, Any]:
    return {
        "type": "http",
        "method": method,
        "path": path,
        "query_string": b"",
        "client": (client, 50_000),
        "headers": [(name.lower().encode("latin-1"), text.encode("latin-1")) for name, text in headers.items()],
    }


async def asked(application: Any, scope: dict[str, Any], chunks: AsyncIterator[dict[str, Any]] | None = None) -> Heard:
    """What the application answers; `chunks` are the messages it receives, by default an empty body."""
    sent: list[dict[str, Any]] = []

    async def receive() -> dict[str, Any]:
        if chunks is None:
            return {"type": "http.request", "body": b"", "more_body": False}
        return await anext(chunks)

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    await application(scope, receive, send)
    start, *bodies = sent
    names = {name.decode(): text.decode() for name, text in start["headers"]}
    return Heard(start["status"], names, b"".join(one["body"] for one in bodies))


def ask(application: Any, path: str, headers: dict[str, str], *, body: bytes = b"", **scope: str) -> Heard:
    """One request with its whole body."""

    async def whole() -> AsyncIterator[dict[str, Any]]:
        yield {"type": "http.request", "body": body, "more_body": False}

    length = {"Content-Length": str(len(body))} if body else {}
    return run(asked(application, scope_of(path, headers | length, **scope), whole()))
