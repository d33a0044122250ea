"""Where the time of a story goes: what each part of it takes of the clock, of the web processes and of the players."""

import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from .stage import Stage


@dataclass(slots=True)
class Spent:
    """Seconds by the clock, of processor by the web processes and by the players (this process), and requests."""

    seconds: float = 0.0
    web: float = 0.0
    players: float = 0.0
    requests: int = 0


class Cost:
    """What parts have cost so far, by name; those of one name together."""

    def __init__(self, stage: Stage, asked: Callable[[], int]) -> None:
        """`asked` says how many requests there were so far."""
        self.stage, self.asked, self.parts = stage, asked, defaultdict[str, Spent](Spent)

    @contextmanager
    def of(self, name: str) -> Iterator[None]:
        """What is done inside counts to this part."""
        before, part = self._now(), self.parts[name]
        yield
        after = self._now()
        part.seconds += after.seconds - before.seconds
        part.web += after.web - before.web
        part.players += after.players - before.players
        part.requests += after.requests - before.requests

    def figures(self) -> dict[str, dict[str, float]]:
        """Of each part: requests, seconds, and milliseconds of processor a request, of the web and of the players."""
        return {name: self._told(part) for name, part in self.parts.items()}

    def _now(self) -> Spent:
        return Spent(time.monotonic(), self.stage.web_seconds(self.stage.port), time.process_time(), self.asked())

    @staticmethod
    def _told(part: Spent) -> dict[str, float]:
        each = 1000 / max(1, part.requests)
        costs = {"web_ms": round(part.web * each, 2), "players_ms": round(part.players * each, 2)}
        return {"requests": part.requests, "seconds": round(part.seconds, 1), **costs}
