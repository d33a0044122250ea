"""A body is received before a page is given a thread: who sends slowly waits alone, and the few threads stay free."""

import asyncio
from tempfile import SpooledTemporaryFile
from typing import IO, Any

from django.conf import settings

from gonghui.faces.rush.lane import TooSlow, language_of, no, reply

from .bridge import BODY

IN_MEMORY = 32 * 1024  # bytes of a body; the rest waits on disk
SECONDS = 600  # a large roster on a slow line


def received(app: Any) -> Any:
    """`app`, called when the whole body is here: a file in its scope. One beyond every limit is left unread: the pages
    refuse it."""

    async def called(scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] != "http" or not 0 < length_of(scope) <= settings.MAX_BODY_BYTES:
            await app(scope, receive, send)
            return
        with SpooledTemporaryFile(IN_MEMORY) as body:
            try:
                async with asyncio.timeout(SECONDS):
                    whole = await keep(body, receive)
            except TimeoutError:
                await reply(send, no(TooSlow(seconds=SECONDS), language_of(dict(scope["headers"]))))
                return
            if whole:
                body.seek(0)
                await app({**scope, BODY: body}, receive, send)

    return called


def length_of(scope: Any) -> int:
    text = dict(scope["headers"]).get(b"content-length", b"0")
    return int(text) if text.isdigit() and len(text) < 20 else 0


async def keep(body: IO[bytes], receive: Any) -> bool:
    """Write what comes to `body`; False when they went away before all of it was here."""
    while True:
        message = await receive()
        if message["type"] != "http.request":
            return False
        body.write(message.get("body", b""))
        if not message.get("more_body", False):
            return True
