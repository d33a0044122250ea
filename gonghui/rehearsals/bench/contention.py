"""bench places: many clients over HTTP for one room-hour, one seat, one copy; exactly one may get it."""

import threading
import uuid
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from django.utils import timezone

from gonghui.primitives import clock
from gonghui.rehearsals.driver import Api, together
from gonghui.rehearsals.programme import Part, each
from gonghui.rehearsals.stage import Stage

CLIENTS, ROUNDS = 32, 100


@dataclass(frozen=True, slots=True)
class Ask:
    """One request to the open API. An idempotency key is added when it is sent."""

    method: str
    path: str  # below /api/v1
    body: dict[str, Any]
    token: str


@dataclass(frozen=True, slots=True)
class Contest:
    """Rounds of asks for one thing each. `stored` tells of every thing that is held, as often as it is."""

    name: str
    things: Sequence[Any]
    rounds: Sequence[Sequence[Ask]]
    stored: Callable[[], Iterable[Any]]

    def held(self) -> list[int]:
        """How many have the thing, as stored, round by round."""
        found = list(self.stored())
        return [found.count(thing) for thing in self.things]


def hours(many: int, *, a_day: int, first: int) -> list[datetime]:
    """So many hours to be wanted from tomorrow on: so many on a day, from the hour `first`."""
    tomorrow = timezone.localdate(clock.now()) + timedelta(days=1)
    days = [tomorrow + timedelta(days=number // a_day) for number in range(many)]
    zone = timezone.get_default_timezone()
    return [datetime.combine(day, time(first + number % a_day), zone) for number, day in enumerate(days)]


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
    clients, api = len(rounds[0]), Api(host, port)
    gate, errors = threading.Barrier(clients), list[Exception]()

    def client(number: int) -> list[bool]:
        told = []
        try:
            for asks in rounds:
                gate.wait(120)
                told.append(_told_yes(api, asks[number]))
        except Exception as error:
            errors.append(error)
            gate.abort()  # else the others would wait for this one
        return told

    told = together(client, range(clients), clients)
    if errors:
        raise errors[0]
    return [sum(of_round) for of_round in zip(*told, strict=True)]


def _told_yes(api: Api, ask: Ask) -> bool:
    """Raises RuntimeError for an answer that is neither a yes nor a refusal of ours."""
    status, answer = api.call(ask.method, ask.path, ask.body, token=ask.token, key=str(uuid.uuid4()))
    if status >= 500 or (status >= 400 and "error" not in answer):
        raise RuntimeError(f"{ask.method} {ask.path}: {status} {answer}")
    return status < 300
