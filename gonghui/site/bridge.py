"""From the event loop to the pages and back: WSGI in a few threads, one hop there and one back for a whole answer.

A request's body is here before (request_bodies), so the thread reads it by itself. An answer that is whole goes back in
one piece; one that streams (a file, a workbook) is sent piece by piece, each waited for, so that a slow reader holds up
nothing but its own thread.
"""

import asyncio
import contextvars
import sys
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from typing import Any

BODY = "gonghui.body"  # in the scope: the received body, a file open at its beginning
NAMED = {"content-length": "CONTENT_LENGTH", "content-type": "CONTENT_TYPE"}

Message = dict[str, Any]
Pages = Callable[..., Iterable[bytes]]


class Bridge:
    """The WSGI application `pages` as an ASGI one, in as many threads as it has `workers`."""

    def __init__(self, pages: Pages, *, workers: int) -> None:
        self._pages = pages
        self._threads = ThreadPoolExecutor(workers, thread_name_prefix="pages")

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] == "http":
            loop, context = asyncio.get_running_loop(), contextvars.copy_context()
            for message in await loop.run_in_executor(self._threads, context.run, self._answer, scope, send, loop):
                await send(message)
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1000})
        elif scope["type"] == "lifespan":
            for step in ("startup", "shutdown"):
                await receive()
                await send({"type": f"lifespan.{step}.complete"})

    def _answer(self, scope: Any, send: Any, loop: asyncio.AbstractEventLoop) -> list[Message]:
        """In a thread: what is to be sent. An answer that streams is sent from here; nothing is left then."""
        begun: list[Message] = []

        def start_response(status: str, headers: list[tuple[str, str]], _error: Any = None) -> Callable[..., None]:
            begun[:] = [start_of(status, headers)]
            return _nothing_is_written

        answer = self._pages(environ_of(scope), start_response)
        try:
            pieces = answer if scope["method"] != "HEAD" else ()
            if not getattr(answer, "streaming", True):
                return [*begun, {"type": "http.response.body", "body": b"".join(pieces)}]
            for message in _streamed(begun, pieces):
                asyncio.run_coroutine_threadsafe(_sent(send, message), loop).result()
            return []
        finally:
            getattr(answer, "close", lambda: None)()


async def _sent(send: Any, message: Message) -> None:
    """A coroutine in any case: the server gives any awaitable."""
    await send(message)


def _streamed(begun: list[Message], answer: Iterable[bytes]) -> Iterable[Message]:
    for piece in answer:
        yield from begun
        begun.clear()
        yield {"type": "http.response.body", "body": piece, "more_body": True}
    yield from begun
    yield {"type": "http.response.body", "body": b""}


def _nothing_is_written(_piece: bytes) -> None:
    raise NotImplementedError("pages answer by what they return")


def start_of(status: str, headers: list[tuple[str, str]]) -> Message:
    said = [(name.strip().lower().encode("latin-1"), text.strip().encode("latin-1")) for name, text in headers]
    return {"type": "http.response.start", "status": int(status[:3]), "headers": said}


def environ_of(scope: Any) -> dict[str, Any]:
    """The request as WSGI has it; a header that came twice is one, its values joined as HTTP joins them.

    One with an underscore in its name is dropped: WSGI could not tell it from the one with a dash that a proxy wrote.
    """
    root, path = (as_wsgi(scope.get("root_path", "")), as_wsgi(scope["path"]))
    host, port = scope.get("server") or ("localhost", 80)
    client = scope.get("client") or ("", 0)
    environ: dict[str, Any] = {
        "REQUEST_METHOD": scope["method"],
        "SCRIPT_NAME": root,
        "PATH_INFO": path.removeprefix(root),
        "QUERY_STRING": scope["query_string"].decode("latin-1"),
        "SERVER_PROTOCOL": f"HTTP/{scope['http_version']}",
        "SERVER_NAME": host,
        "SERVER_PORT": str(port or 0),
        "REMOTE_ADDR": client[0],
        "REMOTE_PORT": str(client[1]),
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope.get("scheme", "http"),
        "wsgi.input": scope.get(BODY) or BytesIO(),
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }
    for raw, text in scope["headers"]:
        header, value = raw.decode("latin-1").lower(), text.decode("latin-1")
        if "_" in header:
            continue
        name = NAMED.get(header) or "HTTP_" + header.upper().replace("-", "_")
        joint = "; " if header == "cookie" else ","
        environ[name] = environ[name] + joint + value if name in environ else value
    return environ


def as_wsgi(text: str) -> str:
    """Text of UTF-8 as WSGI spells bytes."""
    return text.encode().decode("latin-1")
