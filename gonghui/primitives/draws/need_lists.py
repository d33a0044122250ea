"""Who knows the members in need of a union, from whatever floor: a draw's lots for need may be taken from there."""

from collections.abc import Callable, Iterable
from uuid import UUID

from gonghui.primitives.people.models import Union

Source = Callable[[Union], Iterable[UUID]]
SOURCES: list[Source] = []


def register(source: Source) -> None:
    """Asked from now on; once, however often it registers."""
    if source not in SOURCES:
        SOURCES.append(source)


def members_in_need(union: Union) -> set[UUID]:
    """All who are known to be in need at a union or below it."""
    return {person for source in SOURCES for person in source(union)}
