"""People who rush: so many connections in a process of their own, each asking again as soon as it is answered.

Raw asyncio, so that the load costs the machine as little as possible: client and server share its cores.
"""

import asyncio
import json
import time
import uuid
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from multiprocessing import get_context

from gonghui.rehearsals.bench.visitors import asked

ANSWER_SECONDS = 30


@dataclass(frozen=True, slots=True)
class Crowd:
    """Who asks for what: one request for each token, the addresses in turn, and with each the next of the bodies.

    With `pages`, whoever asks has opened these first, with the cookie of the same number.
    """

    paths: Sequence[str]
    tokens: Sequence[str]
    bodies: Sequence[bytes] = (b"",)
    pages: Sequence[str] = ()
    cookies: Sequence[str] = ()

    def visits(self) -> Iterator["Visit"]:
        for nth, token in enumerate(self.tokens):
            path, body = self.paths[nth % len(self.paths)], self.bodies[nth % len(self.bodies)]
            opened = [Look(page, self.cookies[nth]) for page in self.pages]
            yield [*opened, Wish(path, token, str(uuid.uuid4()), body)]


@dataclass(frozen=True, slots=True)
class Look:
    """A page to open, signed in by a cookie."""

    path: str
    cookie: str

    def as_sent(self) -> bytes:
        return asked(self.path, self.cookie)


@dataclass(slots=True)
class Wish:
    """One request to make: where, with whose token, under which idempotency key."""

    path: str
    token: str
    key: str
    body: bytes = b""

    def as_sent(self) -> bytes:
        head = (
            f"POST {self.path} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {self.token}\r\n"
            f"Idempotency-Key: {self.key}\r\nContent-Length: {len(self.body)}\r\n\r\n"
        )
        return head.encode() + self.body


Visit = Sequence[Look | Wish]  # what one person asks for, one after the other


@dataclass(slots=True)
class Outcome:
    """What a rush gave: seconds each answer took, how often each status came, and the codes that were acknowledged.

    `per_second`: answers that were a yes, pages among them; `codes_per_second`: what was acknowledged.
    """

    seconds: float
    times: list[float] = field(default_factory=list)
    statuses: Counter[int] = field(default_factory=Counter)
    codes: list[str] = field(default_factory=list)
    unanswered: int = 0

    @property
    def per_second(self) -> float:
        return self.statuses[200] / self.seconds

    @property
    def codes_per_second(self) -> float:
        return len(self.codes) / self.seconds

    def percentile_ms(self, part: float) -> float:
        return sorted(self.times)[min(len(self.times) - 1, int(len(self.times) * part))] * 1000 if self.times else 0.0


def rush(port: int, made: Crowd | Sequence[Wish], *, clients: int, seconds: float) -> Outcome:
    """Let `clients` connections make these wishes for so many seconds, from a process of their own."""
    with get_context("spawn").Pool(1) as pool:
        return pool.apply(_crew, (port, made, clients, seconds))


def _crew(port: int, made: Crowd | Sequence[Wish], clients: int, seconds: float) -> Outcome:
    visits = made.visits() if isinstance(made, Crowd) else ([wish] for wish in made)
    return asyncio.run(_rush(port, visits, clients, seconds))


async def _rush(port: int, made: Iterator[Visit], clients: int, seconds: float) -> Outcome:
    outcome, begun = Outcome(0.0), time.perf_counter()
    loop = asyncio.get_running_loop()
    ended = [loop.create_future() for _client in range(clients)]
    for end in ended:
        await loop.create_connection(_maker(made, outcome, begun + seconds, end), "127.0.0.1", port)
    await asyncio.wait(ended, timeout=seconds + ANSWER_SECONDS)
    outcome.seconds = time.perf_counter() - begun
    return outcome


def _maker(
    made: Iterator[Visit], outcome: Outcome, until: float, end: "asyncio.Future[None]"
) -> "Callable[[], Client]":
    return lambda: Client(made, outcome, until, end)


class Client(asyncio.Protocol):
    """One connection: asks, waits for the whole answer, asks again; no visit begins after `until`."""

    def __init__(self, made: Iterator[Visit], outcome: Outcome, until: float, end: "asyncio.Future[None]") -> None:
        self._made, self._outcome, self._until, self._end = made, outcome, until, end
        self._heard = b""
        self._visit: Iterator[Look | Wish] = iter(())
        self._wish: Look | Wish | None = None
        self._asked = 0.0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport: asyncio.WriteTransport = transport  # type: ignore[assignment]
        self._next()

    def connection_lost(self, error: Exception | None) -> None:
        if self._wish is not None:
            self._outcome.unanswered += 1
        if not self._end.done():
            self._end.set_result(None)

    def data_received(self, data: bytes) -> None:
        self._heard += data
        head = self._heard.find(b"\r\n\r\n")
        if head < 0 or len(self._heard) < head + 4 + _length(self._heard[:head]):
            return
        self._note(int(self._heard[9:12]), self._heard[head + 4 :])
        self._next()

    def _note(self, status: int, body: bytes) -> None:
        self._outcome.times.append(time.perf_counter() - self._asked)
        self._outcome.statuses[status] += 1
        if status == 200 and isinstance(self._wish, Wish):
            self._outcome.codes.append(json.loads(body)["code"])
        self._heard, self._wish = b"", None

    def _next(self) -> None:
        self._asked = time.perf_counter()
        self._wish = next(self._visit, None)
        if self._wish is None and self._asked < self._until:
            self._visit = iter(next(self._made, ()))
            self._wish = next(self._visit, None)
        if self._wish is None:
            self._transport.close()
        else:
            self._transport.write(self._wish.as_sent())


def _length(head: bytes) -> int:
    at = head.lower().index(b"content-length:") + 15
    return int(head[at : (head + b"\r\n").index(b"\r\n", at)])
