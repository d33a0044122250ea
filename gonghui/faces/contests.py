"""Many at once for one thing: what a benchmark sends over HTTP, told by the slice whose thing it is."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any


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
