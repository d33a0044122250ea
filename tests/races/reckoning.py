"""Two acts of which the second comes between the first one's reckoning of what waits and its writing of it."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from threading import Event
from typing import Any

from django.db import connection

from gonghui.primitives.agenda.actions import Source
from tests.races.admission_world import waits_for_a_lock


def in_between(source: Source, first: Callable[[], Any], second: Callable[[], Any]) -> None:
    """`first` reckons; `second` begins and ends, or waits for a lock of the first; then `first` writes and ends."""
    reckoned, standing = Event(), source.standing

    def stalled(*asked: Any) -> list[Any]:
        found = list(standing(*asked))
        if not reckoned.is_set():
            reckoned.set()
            waits_for_a_lock(acting)
        return found

    def then() -> Any:
        try:
            assert reckoned.wait(30), "the first never reckoned"
            return second()
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as other, changed(source, standing=stalled):
        acting = other.submit(then)
        try:
            first()
        finally:
            reckoned.set()
        acting.result()


@contextmanager
def changed(source: Source, **parts: Any) -> Iterator[None]:
    """The source with other parts, for all that know it."""
    before = {name: getattr(source, name) for name in parts}
    try:
        for name, part in parts.items():
            object.__setattr__(source, name, part)
        yield
    finally:
        for name, part in before.items():
            object.__setattr__(source, name, part)
