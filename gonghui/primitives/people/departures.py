"""What ends with a membership, an office, or a life: whoever keeps such things says so once, when it is loaded.

People knows no applications and no requests. It tells that somebody belongs to no union any more, or has died, in the
transaction in which that is written down; and that offices of somebody have ended, or reach less than before.
"""

from collections.abc import Collection
from datetime import datetime
from typing import Protocol
from uuid import UUID

from gonghui.kernel.callers import Caller


class Keeper(Protocol):
    """Who keeps what ends."""

    def left(self, person: UUID, *, by: Caller, now: datetime) -> None:
        """A membership has ended, and none follows."""

    def died(self, person: UUID, *, by: Caller, now: datetime) -> None:
        """Somebody has died, who may have been a member."""

    def revived(self, person: UUID, *, by: Caller, now: datetime) -> None:
        """It was somebody else: what ended with the life goes on. A membership that there was is back by now."""


class Handlers(Protocol):
    """Who gives things to officers."""

    def resigned(self, persons: Collection[UUID], *, by: Caller, now: datetime) -> None:
        """An office of each of these has ended; others of theirs may stand."""

    def moved(self, union: UUID, persons: Collection[UUID], *, by: Caller, now: datetime) -> None:
        """A union, with all below it, hangs elsewhere in the tree: by offices above its old place these persons reach
        it no more; others of theirs may."""

    def died(self, person: UUID, *, by: Caller, now: datetime) -> None:
        """As `Keeper.died`: nothing stays with them."""


_keepers: list[Keeper] = []
_handlers: list[Handlers] = []


def told_to(keeper: Keeper) -> None:
    """From now on `keeper` hears of it."""
    if keeper not in _keepers:
        _keepers.append(keeper)


def told_of_offices(handlers: Handlers) -> None:
    """From now on `handlers` hears of offices that end."""
    if handlers not in _handlers:
        _handlers.append(handlers)


def resigned(persons: Collection[UUID], *, by: Caller, now: datetime) -> None:
    """As `Handlers.resigned`, for all who give things to officers. Part of another action."""
    for handlers in _handlers if persons else ():
        handlers.resigned(persons, by=by, now=now)


def moved(union: UUID, persons: Collection[UUID], *, by: Caller, now: datetime) -> None:
    """As `Handlers.moved`, for all who give things to officers. Part of another action."""
    for handlers in _handlers:
        handlers.moved(union, persons, by=by, now=now)


def left(person: UUID, *, by: Caller, now: datetime) -> None:
    """As `Keeper.left`, for all who keep something. Part of another action."""
    for keeper in _keepers:
        keeper.left(person, by=by, now=now)


def died(person: UUID, *, by: Caller, now: datetime) -> None:
    """As `Keeper.died`, for all who keep something. Part of another action."""
    for keeper in (*_keepers, *_handlers):
        keeper.died(person, by=by, now=now)


def revived(person: UUID, *, by: Caller, now: datetime) -> None:
    """As `Keeper.revived`, for all who keep something. Part of another action."""
    for keeper in _keepers:
        keeper.revived(person, by=by, now=now)
