"""What is the same for everybody is made once in a process and kept for moments: fragments of pages, lists of cards.

Nothing personal may stand in a key or in what is made from it: who makes it is given the key and nothing else.
One thread makes; meanwhile the others are given the last one, as long as it is not much older than it may be. The very
first, and who comes when it is too old, wait. What was not asked for longest goes first when there is too much.
"""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from time import monotonic
from typing import Any, TypeVar

T = TypeVar("T")
MOST_THINGS, MOST_CHARACTERS = 4_000, 8 * 1024 * 1024
OF_A_LIST = 2_000  # characters that something counts for that is no text
LATE = 1.0  # seconds, at most as many as it is fresh, for which the last one is given while it is made anew


@dataclass(slots=True)
class Thing:
    """Something made, and the lock of who makes it anew. Moments are of the store's clock."""

    value: Any = None
    size: int = 0
    fresh_until: float = float("-inf")
    good_until: float = float("-inf")
    making: threading.Lock = field(default_factory=threading.Lock)


class Store:
    """Things by key; `hits` and `makes` count, because a store that is never hit says nothing of it."""

    def __init__(self, now: Callable[[], float] = monotonic) -> None:
        self._now = now
        self._things: OrderedDict[Hashable, Thing] = OrderedDict()
        self._guard = threading.Lock()
        self._characters = 0
        self.hits = self.makes = 0

    def get(self, key: Hashable, seconds: float, make: Callable[[], T]) -> T:
        """What `make` made for this key in the last `seconds`, or up to LATE more while another thread makes it."""
        thing = self._thing(key)
        if self._now() < thing.fresh_until:
            self.hits += 1
            return thing.value  # type: ignore[no-any-return]
        if not thing.making.acquire(blocking=self._now() >= thing.good_until):
            self.hits += 1
            return thing.value  # type: ignore[no-any-return]
        try:
            if self._now() >= thing.fresh_until:
                self._make(key, thing, seconds, make)
            return thing.value  # type: ignore[no-any-return]
        except BaseException:
            self._forget(key, thing)  # what there is not takes nobody's place
            raise
        finally:
            thing.making.release()

    def _forget(self, key: Hashable, thing: Thing) -> None:
        with self._guard:
            if self._things.get(key) is thing:
                self._characters -= self._things.pop(key).size

    def _thing(self, key: Hashable) -> Thing:
        with self._guard:
            thing = self._things.get(key)
            if thing is None:
                thing = self._things[key] = Thing()
            self._things.move_to_end(key)
            return thing

    def _make(self, key: Hashable, thing: Thing, seconds: float, make: Callable[[], Any]) -> None:
        begun = self._now()  # what it shows was true then
        value = make()
        size = len(value) if isinstance(value, str) else OF_A_LIST
        with self._guard:
            self.makes += 1
            if self._things.get(key) is thing:
                self._characters += size - thing.size
            thing.value, thing.size, thing.fresh_until = value, size, begun + seconds
            thing.good_until = thing.fresh_until + min(seconds, LATE)
            while len(self._things) > MOST_THINGS or self._characters > MOST_CHARACTERS:
                self._characters -= self._things.popitem(last=False)[1].size

    def everything(self) -> list[tuple[Hashable, Any]]:
        """Each key with what is kept for it, for who looks for what must not be there."""
        with self._guard:
            return [(key, thing.value) for key, thing in self._things.items()]


STORE = Store()


def once(key: Hashable, seconds: float, make: Callable[[], T]) -> T:
    """As `Store.get`, of the store of this process."""
    return STORE.get(key, seconds, make)
