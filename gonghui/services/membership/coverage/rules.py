"""How figures are summed up the tree and compared. Pure."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from gonghui.primitives.people.powers import Act, Power
from gonghui.primitives.people.rules import ancestors, within

COVERAGE = Act("membership.coverage", Power.WATCH)
KEEP = Act("membership.workforce", Power.MANAGE)
PLACE, TRADE, KIND = "place", "trade", "kind"
FULL = 10_000  # basis points
FOUNDS = 25  # 工会法第十一条: from so many members on an employer has a committee of its own
MOST, NONE, PART = "most", "none", "part"  # what is odd about a figure


def founds(members: int, headcount: int | None) -> bool:
    """Whether an employer of whom so many are members, and so many work there, is to have a union."""
    return max(members, headcount or 0) >= FOUNDS


@dataclass(frozen=True, slots=True)
class Base:
    """How many could be members, of the oldest day among the figures that were summed.

    `whole` is False where part of the members counted may live where nobody entered a figure.
    """

    people: int
    as_of: date
    sources: tuple[str, ...]
    whole: bool = True


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of coverage."""

    label: str
    members: int
    base: Base | None
    asked: Mapping[str, str]  # what the list behind it is asked for
    below: str = ""  # the union to look into, by code
    pk: Any = None

    @property
    def share(self) -> int | None:
        """Basis points; None without a base for all whose members are counted."""
        return self.members * FULL // self.base.people if self.base and self.base.whole else None

    @property
    def odd(self) -> str:
        """MOST: more members than people, which is a wrong base; NONE: nobody entered one; PART: not for all."""
        if self.base is None:
            return NONE
        if not self.base.whole:
            return PART
        return MOST if self.members > self.base.people else ""


def rolled_up(counts: Iterable[tuple[str, str, str, int]]) -> dict[tuple[str, str, str], int]:
    """(path, by, value, members) of each union by itself, as the sums of each union and all below it."""
    sums: Counter[tuple[str, str, str]] = Counter()
    for path, by, value, members in counts:
        for above in ancestors(path):
            sums[above, by, value] += members
    return dict(sums)


Entry = tuple[str, int, date, str]  # path, people, as_of, source


def under(path: str, entries: Sequence[Entry]) -> Sequence[Entry]:
    """Those of the sorted `entries` whose path is this one or below it."""
    return entries[bisect_left(entries, (path,)) : bisect_left(entries, (path[:-1] + chr(ord(".") + 1),))]


def base_of(path: str, entries: Sequence[Entry], below: Iterable[str] | None = None) -> Base | None:
    """The base of the union at `path`: its own figure, else the sum of the outermost ones below it, so that nobody is
    counted for a county and for its town. `entries`: of one trade, one for each path, sorted.
    A sum is whole if each place directly `below` that has members has a figure of its own; the union itself is one of
    them where members stand at it. None: not known.
    """
    kept: list[Entry] = []
    for entry in under(path, entries):
        if not kept or not within(entry[0], kept[-1][0]):
            kept.append(entry)
    if not kept:
        return None
    sources = tuple(dict.fromkeys(source for _path, _people, _day, source in kept))
    found = {one[0] for one in kept}
    whole = path in found or (below is not None and found >= set(below))
    return Base(sum(one[1] for one in kept), min(one[2] for one in kept), sources[:3], whole)
