"""The pulse of the database: while it does not answer, nobody is kept waiting for it.

A database that refuses is no trouble, its error is told at once. One that says nothing at all (a frozen disk, a machine
that was paused, a cut cable) would hold every page thread, and everybody behind them, for as long as it is silent. So a
thread of its own asks it for nothing, every second, and who comes while it has no answer is sent away with 503.

One that answers, but holds a table locked, lets each statement go after a while (`serving.BOUNDS`). Whoever stands
behind such pages in the queue for a thread is told when they have waited long enough.
"""

import asyncio
import contextlib
import threading
import time
from collections.abc import Callable
from http import HTTPStatus
from typing import Any

import psycopg
from django.db import DEFAULT_DB_ALIAS, connections

from gonghui.faces.errors import DatabaseSilent, silent_page
from gonghui.faces.rush.lane import Answer, language_of, no, reply

from . import at_work

BEAT_SECONDS = 1.0  # between two questions
SILENT_SECONDS = 2.0  # without an answer: longer than a busy database takes for a question so small
LOOK_SECONDS = 0.25  # how soon those who wait already are told
AGAIN_SECONDS = 2  # Retry-After
PATIENCE_SECONDS = 4.0  # of those who wait for a page, while statements give up
HTML = (b"content-type", b"text/html; charset=utf-8")
PATHS = ("/static/",)  # what needs no database


class Pulse:
    """Asks in a thread, from its first use on; `silent()` costs nothing."""

    def __init__(self, ask: Callable[[], None]) -> None:
        self._ask = ask
        self._asked: float | None = None
        self._starting = threading.Lock()
        self._started = False

    def silent(self) -> bool:
        """True while a question has waited too long for its answer."""
        self._start()
        asked = self._asked
        return asked is not None and time.monotonic() - asked > SILENT_SECONDS

    def _start(self) -> None:
        if not self._started:
            with self._starting:
                if not self._started:
                    threading.Thread(target=self._beat, name="pulse", daemon=True).start()
                    self._started = True

    def _beat(self) -> None:
        while True:
            self._asked = time.monotonic()
            self._ask()
            self._asked = None
            time.sleep(BEAT_SECONDS)


class Asking:
    """A question to the database on a connection of its own; a refusal is an answer too.

    `answered`: the latest answer was none of a refusal; `worker`: it knew of a worker. None before the first.
    """

    def __init__(self) -> None:
        self.answered: bool | None = None
        self.worker: bool | None = None
        params = connections[DEFAULT_DB_ALIAS].get_connection_params()
        self._where = {name: value for name, value in params.items() if name not in ("cursor_factory", "context")}
        self._connection: psycopg.Connection | None = None

    def __call__(self) -> None:
        try:
            if self._connection is None:
                self._connection = psycopg.connect(**self._where, autocommit=True)
            self.worker = at_work.worker_runs(self._connection.cursor())
            self.answered = True
        except Exception:  # whatever it is: without this thread the site would seem away for ever
            self.answered = False
            if self._connection is not None:
                with contextlib.suppress(Exception):
                    self._connection.close()
            self._connection = None


def guarded(app: Any, silent: Callable[[], bool], given_up: Callable[[], bool] = lambda: False) -> Any:
    """`app`; while the database is silent, 503 for those who come and for those who have not been answered yet.

    While statements of others have `given_up`, for those who have waited for long.
    """

    async def called(scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] != "http" or scope["path"].startswith(PATHS):
            await app(scope, receive, send)
            return
        if silent():
            await reply(send, sorry(scope))
            return
        answering, begun = Answering(send), time.monotonic()
        work = asyncio.ensure_future(app(scope, receive, answering))
        work.add_done_callback(heard)
        while not (await asyncio.wait([work], timeout=LOOK_SECONDS))[0]:
            tired = time.monotonic() - begun > PATIENCE_SECONDS and given_up()
            if (silent() or tired) and answering.taken_over():
                await reply(send, sorry(scope))
                return
        work.result()

    return called


def heard(work: "asyncio.Future[None]") -> None:
    """Nobody may be waiting for it any more: its error is no warning then."""
    if not work.cancelled():
        work.exception()


class Answering:
    """A `send` that can be taken over as long as nothing was sent: what comes too late is dropped."""

    def __init__(self, send: Any) -> None:
        self._send, self._begun, self._over = send, False, False

    async def __call__(self, message: Any) -> None:
        if not self._over:
            self._begun = True
            await self._send(message)

    def taken_over(self) -> bool:
        self._over = not self._begun
        return self._over


def sorry(scope: Any) -> Answer:
    refusal, language = DatabaseSilent(seconds=AGAIN_SECONDS), language_of(dict(scope["headers"]))
    if scope["path"].startswith("/api/"):
        return no(refusal, language)
    page = silent_page(language).encode()
    return Answer(HTTPStatus.SERVICE_UNAVAILABLE, page, ((b"retry-after", b"%d" % AGAIN_SECONDS),), HTML)
