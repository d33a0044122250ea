"""How many lots an entry has: a published rule of integers."""

from dataclasses import asdict, dataclass, fields
from typing import Any

ODDS_DAYS = 365  # how far back earlier draws count
MOST_LOTS = 100  # a rule that gives more is a typing error; it also bounds the work of a verifier


@dataclass(frozen=True, slots=True)
class Rule:
    """`base` lots for all, and `past` more for each earlier draw missed in the last `days`, at most `most` of these."""

    base: int = 1
    past: int = 0
    most: int = 0
    days: int = ODDS_DAYS

    def __post_init__(self) -> None:
        if any(type(value) is not int or value < 0 for value in asdict(self).values()):
            raise ValueError("a rule is made of whole numbers")
        if not 1 <= self.base <= self.heaviest <= MOST_LOTS:
            raise ValueError(f"an entry has 1 to {MOST_LOTS} lots")

    @property
    def heaviest(self) -> int:
        """The most lots that one entry can have."""
        return self.base + (self.most if self.past else 0)

    def weight(self, missed: int) -> int:
        """The lots of someone who missed so many earlier draws."""
        return self.base + min(self.most, self.past * missed)

    def as_dict(self) -> dict[str, int]:
        return asdict(self)

    @property
    def text(self) -> str:
        """ "base=1 past=1 most=3 days=365", as it stands in the list that is hashed."""
        return " ".join(f"{field.name}={getattr(self, field.name)}" for field in fields(self))

    @classmethod
    def of(cls, stored: dict[str, Any]) -> "Rule":
        """The rule of a stored row or a file. Raises ValueError, TypeError."""
        return cls(**stored)
