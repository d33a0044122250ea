"""Turns in a waiting line that are not rows yet.

The losers of a draw are too many to stand in a line one by one: a pool remembers how far the order stands in its line
(`Pool.drawn_to`), and whoever knows the rest is asked when the line moves. Admission itself knows no draws; the
primitive that does says so once, when it is loaded.
"""

from datetime import datetime
from typing import Protocol
from uuid import UUID

from .models import Pool


class Source(Protocol):
    """Who knows the turns to come."""

    def call_up(self, pool: Pool, wanted: int, *, now: datetime) -> None:
        """Let the next stand in a locked pool's line, so that `wanted` of them do; moves `drawn_to`."""

    def turn_of(self, pool: Pool, holder: UUID) -> int | None:
        """The number a person has in the pool's line, though not called up yet."""


_sources: list[Source] = []


def told_by(source: Source) -> None:
    """From now on `source` is asked."""
    _sources[:] = [source]


def call_up(pool: Pool, wanted: int, *, now: datetime) -> None:
    """As `Source.call_up`; nothing for a pool whose whole line stands."""
    if pool.drawn_to is not None:
        _source().call_up(pool, wanted, now=now)


def turn_of(pool: Pool, holder: UUID) -> int | None:
    """As `Source.turn_of`; None for a pool whose whole line stands."""
    return None if pool.drawn_to is None else _source().turn_of(pool, holder)


def _source() -> Source:
    [source] = _sources
    return source
