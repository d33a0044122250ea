"""How many fare how, told of groups that are large enough to hide in. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

FEWEST = 10  # people of a group that is told


@dataclass(frozen=True, slots=True)
class Group:
    """Neighbouring bands, by their codes, and how many people; never fewer than FEWEST."""

    bands: tuple[str, ...]
    many: int


def groups(counts: Mapping[str, int], bands: Sequence[str]) -> list[Group]:
    """All of them in groups of FEWEST and more, the heaviest apart where they can be; none at all if they are fewer.

    Bands too small to be told go together with their neighbour, so that nothing follows from the rest or from the sum.
    """
    found: list[Group] = []
    codes: tuple[str, ...] = ()
    many = 0
    for code in reversed(bands):
        codes, many = (code, *codes), many + counts.get(code, 0)
        if many >= FEWEST:
            found.append(Group(codes, many))
            codes, many = (), 0
    if codes and found:
        last = found.pop()
        found.append(Group(codes + last.bands, many + last.many))
    return found[::-1]
