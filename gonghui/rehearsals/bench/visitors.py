"""People who look at pages: so many kept connections in a process of their own, each asking again once it is answered.

Raw asyncio, so that the load costs the machine as little as possible: client and server share its cores.
"""

import asyncio
import http.client
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from multiprocessing import get_context

ANSWER_SECONDS = 30


@dataclass(slots=True)
class Seen:
    """What they saw: for how long, how long each answer took (both seconds), how often each status came."""

    seconds: float = 0.0
    times: list[float] = field(default_factory=list)
    statuses: Counter[int] = field(default_factory=Counter)
    unanswered: int = 0

    @property
    def per_second(self) -> float:
        return len(self.times) / self.seconds if self.seconds else 0.0

    def within_ms(self, part: float) -> float:
        """Milliseconds within which this part of all was answered."""
        ordered = sorted(self.times)
        return ordered[min(len(ordered) - 1, int(len(ordered) * part))] * 1000 if ordered else float("inf")


class Crew:
    """The process from which they look; it ends with the block."""

    def __enter__(self) -> "Crew":
        self._pool = get_context("spawn").Pool(1)
        return self

    def __exit__(self, *_how: object) -> None:
        self._pool.terminate()

    def look(self, port: int, path: str, *, cookie: str = "", clients: int, seconds: float) -> Seen:
        """Let `clients` connections ask for a page for so many seconds."""
        return self._pool.apply(_crew, (port, asked(path, cookie), clients, seconds))


def asked(path: str, cookie: str = "") -> bytes:
    """One request as it is sent."""
    by_whom = f"Cookie: {cookie}\r\n" if cookie else ""
    return f"GET {path} HTTP/1.1\r\nHost: localhost\r\nAccept: text/html\r\n{by_whom}\r\n".encode()


def _crew(port: int, request: bytes, clients: int, seconds: float) -> Seen:
    return asyncio.run(_look(port, request, clients, seconds))


async def _look(port: int, request: bytes, clients: int, seconds: float) -> Seen:
    seen, begun, loop = Seen(), time.perf_counter(), asyncio.get_running_loop()
    ended: Sequence[asyncio.Future[None]] = [loop.create_future() for _client in range(clients)]
    for end in ended:
        await loop.create_connection(lambda end=end: _Visitor(request, seen, begun + seconds, end), "127.0.0.1", port)  # type: ignore[misc]
    await asyncio.wait(ended, timeout=seconds + ANSWER_SECONDS)
    seen.seconds = time.perf_counter() - begun
    return seen


class _Visitor(asyncio.Protocol):
    """One connection: asks, waits for the whole answer, asks again until `until`."""

    def __init__(self, request: bytes, seen: Seen, until: float, end: "asyncio.Future[None]") -> None:
        self._request, self._seen, self._until, self._end = request, seen, until, end
        self._heard, self._whole, self._waits = bytearray(), -1, False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport: asyncio.WriteTransport = transport  # type: ignore[assignment]
        self._ask()

    def connection_lost(self, error: Exception | None) -> None:
        self._seen.unanswered += self._waits
        if not self._end.done():
            self._end.set_result(None)

    def data_received(self, data: bytes) -> None:
        self._heard += data
        if self._whole < 0 and (head := self._heard.find(b"\r\n\r\n")) >= 0:
            self._whole = head + 4 + _length(bytes(self._heard[:head]))
        if 0 <= self._whole <= len(self._heard):
            self._seen.times.append(time.perf_counter() - self._asked)
            self._seen.statuses[int(self._heard[9:12])] += 1
            self._heard, self._whole = bytearray(), -1
            self._ask()

    def _ask(self) -> None:
        self._asked = time.perf_counter()
        self._waits = self._asked < self._until
        if self._waits:
            self._transport.write(self._request)
        else:
            self._transport.close()


def _length(head: bytes) -> int:
    """Raises ValueError for an answer that does not say how long it is."""
    at = head.lower().index(b"\r\ncontent-length:") + 17
    return int(head[at:].split(b"\r\n", 1)[0])


def visits(port: int, path: str, headers: Mapping[str, str] | None = None) -> Iterator[tuple[float, int]]:
    """Asks for a page again and again over one kept connection: seconds and status of each answer."""
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=60)) as asking:
        while True:
            begun = time.perf_counter()
            asking.request("GET", path, headers=headers or {})
            answer = asking.getresponse()
            answer.read()
            yield time.perf_counter() - begun, answer.status
