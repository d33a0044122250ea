"""What a slice offers to the lane: an address, and one verb that decides many asks at once."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from gonghui.kernel.callers import Caller
from gonghui.kernel.refusals import Refused
from gonghui.primitives.people.models import Person

UUID = r"([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})"


@dataclass(slots=True)
class Ask:
    """One request, as far as a desk needs it: what the address named, by whom, and the idempotency key."""

    names: tuple[str, ...]
    person: Person
    caller: Caller
    key: str
    body: bytes


@dataclass(frozen=True, slots=True)
class Desk:
    """POSTs to addresses like `address` (a regular expression; its groups become `Ask.names`) go to `decide`.

    `decide(asks, now=...)` is called from a thread of its own with everything that arrived meanwhile, in order of
    arrival, and must be one transaction: either all its answers stand or, when it raises, none.
    """

    name: str
    address: str
    decide: Callable[..., Sequence[bytes | Refused]]
    pattern: re.Pattern[str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "pattern", re.compile(self.address))
