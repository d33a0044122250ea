"""How many lots an entry has: a published rule of integers."""

from dataclasses import asdict, dataclass
from typing import Any

ODDS_DAYS = 365  # how far back earlier draws count
MOST_LOTS = 100  # a rule that gives more is a typing error; it also bounds the work of a verifier


@dataclass(frozen=True, slots=True)
class Rule:
    """`base` lots for all; `past` more for each earlier draw missed in the last `days`, at most `most` of these.

    `need` more for whoever stands on the union's list of members in need.
    """

    base: int = 1
    past: int = 0
    most: int = 0
    days: int = ODDS_DAYS
    need: int = 0

    def __post_init__(self) -> None:
        if any(type(value) is not int or value < 0 for value in asdict(self).values()):
            raise ValueError("a rule is made of whole numbers")
        if not 1 <= self.base <= self.heaviest <= MOST_LOTS:
            raise ValueError(f"an entry has 1 to {MOST_LOTS} lots")

    @property
    def heaviest(self) -> int:
        """The most lots that one entry can have."""
        return self.base + (self.most if self.past else 0) + self.need

    def weight(self, missed: int, *, in_need: bool = False) -> int:
        """The lots of someone who missed so many earlier draws, and does or does not stand on the list."""
        return self.base + min(self.most, self.past * missed) + (self.need if in_need else 0)

    @property
    def weights(self) -> frozenset[int]:
        """Every number of lots that an entry can have."""
        missed = range(self.most + 1) if self.past else (0,)
        return frozenset(self.weight(times, in_need=in_need) for times in missed for in_need in (False, True))

    def as_dict(self) -> dict[str, int]:
        """As it stands in a row and in a file: without `need` where it gives nothing, as files were before it."""
        return {name: value for name, value in asdict(self).items() if name != "need" or value}

    @property
    def text(self) -> str:
        """ "base=1 past=1 most=3 days=365", as it stands in the list that is hashed; `need` last, unless it is 0."""
        return " ".join(f"{name}={value}" for name, value in self.as_dict().items())

    @classmethod
    def of(cls, stored: dict[str, Any]) -> "Rule":
        """The rule of a stored row or a file. Spelling out a need of 0 is refused. Raises ValueError, TypeError."""
        if stored.get("need", 1) == 0:
            raise ValueError("a rule has one spelling")
        return cls(**stored)
