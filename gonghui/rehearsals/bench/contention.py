"""bench places: many clients over HTTP for one room-hour, one seat, one copy; exactly one may get it."""

import http.client
import json
import threading
import time
import uuid
from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

from gonghui.rehearsals.programme import Part, each
from gonghui.rehearsals.stage import Stage

CLIENTS, ROUNDS = 32, 100
ATTEMPTS = 5  # to send one ask


@dataclass(frozen=True, slots=True)
class Ask:
    """One request to the open API. An idempotency key is added when it is sent."""

    method: str
    path: str  # below /api/v1
    body: dict[str, Any]
    token: str


@dataclass(frozen=True, slots=True)
class Contest:
    """Rounds of asks for one thing each; `held` tells how many have it, as stored, round by round."""

    name: str
    rounds: Sequence[Sequence[Ask]]
    held: Callable[[], Sequence[int]]


def measure(stage: Stage, _options: Any) -> dict[str, Any]:
    """room_rounds: rounds played of each kind, the fewest. double_booked: how many more were told yes, or hold the
    thing as it is stored, than one a round; a round that nobody won counts too."""
    wrong, played = 0, list[int]()
    for contest in (one for contests in each(Part.CONTENTION) for one in contests(ROUNDS, CLIENTS)):
        told = play(stage.host, stage.port, contest.rounds)
        faults = sum(abs(one - 1) for one in told) + sum(abs(one - 1) for one in contest.held())
        stage.say(f"{contest.name}: {len(told)} rounds of {CLIENTS} clients, {faults} not exactly one")
        wrong, played = wrong + faults, [*played, len(told)]
    return {"double_booked": wrong, "room_rounds": min(played), "contests": len(played)}


def play(host: str, port: int, rounds: Sequence[Sequence[Ask]]) -> list[int]:
    """How many clients of each round were told yes; all of a round ask at the same moment."""
    gate, lock, yes = threading.Barrier(CLIENTS), threading.Lock(), Counter[int]()
    errors: list[Exception] = []

    def client(number: int) -> None:
        connection = http.client.HTTPConnection(host, port, timeout=60)
        try:
            for at, asks in enumerate(rounds):
                gate.wait(120)
                if _asked(connection, asks[number]):
                    with lock:
                        yes[at] += 1
        except Exception as error:
            gate.abort()  # else the others would wait for this one
            errors.append(error)
        finally:
            connection.close()

    with ThreadPoolExecutor(CLIENTS) as threads:
        list(threads.map(client, range(CLIENTS)))
    if errors:
        raise errors[0]
    return [yes[at] for at in range(len(rounds))]


def _asked(connection: http.client.HTTPConnection, ask: Ask) -> bool:
    """Whether the answer was yes. A refusal must be one of ours: anything else is a RuntimeError.

    A server may drop a connection when many come at once: the same ask, with the same key, is sent again.
    """
    headers = {
        "Authorization": f"Bearer {ask.token}",
        "Idempotency-Key": str(uuid.uuid4()),
        "Content-Type": "application/json",
    }
    for attempt in range(ATTEMPTS):
        try:
            connection.request(ask.method, f"/api/v1{ask.path}", json.dumps(ask.body), headers)
            answer = connection.getresponse()
            text = answer.read()
            break
        except (ConnectionError, http.client.HTTPException):
            connection.close()
            if attempt == ATTEMPTS - 1:
                raise
            time.sleep(0.05 * 2**attempt)
    if answer.status >= 500 or (answer.status >= 400 and b'"error"' not in text):
        raise RuntimeError(f"{ask.method} {ask.path}: {answer.status} {text[:200]!r}")
    return answer.status < 300
