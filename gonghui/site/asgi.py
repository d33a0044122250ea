"""The whole site as one ASGI application: the rush lane, and behind it the pages as WSGI in a few threads."""

from typing import Any

from a2wsgi import WSGIMiddleware

from .wsgi import application as pages

# The line above has set Django up: what follows needs it.
from django.conf import settings  # isort: skip

from gonghui.faces.rush.lane import Lane  # isort: skip

from .bodies import received  # isort: skip
from .doors import RUSH  # isort: skip


def hearing(app: Any) -> Any:
    """`app` with a coroutine for `receive`: granian gives any awaitable, and a2wsgi reads a body by coroutines only."""

    async def called(scope: Any, receive: Any, send: Any) -> None:
        async def heard() -> Any:
            return await receive()

        await app(scope, heard, send)

    return called


application = Lane(RUSH, received(hearing(WSGIMiddleware(pages, workers=settings.PAGE_THREADS))))
lane_only = Lane(RUSH, None)
