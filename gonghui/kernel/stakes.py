"""Where on a road somebody stands, as drivers say it: the road, and the kilometre on the stone beside it (桩号)."""

import re
from dataclasses import dataclass

from gonghui.kernel.text import HAN, fold

NUMBERED = re.compile(r"(?<![A-Za-z\d])([GSXY])\s*(\d{1,4})(?!\d)|(?<!\d)(\d{1,3})(国道|省道|县道|乡道)", re.IGNORECASE)
NAMED = re.compile(rf"[{HAN}]{{2,4}}?(?:高速|公路)")
STONE = re.compile(
    r"(?:(?<![A-Za-z])K|桩号:?)\s*(\d{1,4})(?:\s*\+\s*(\d{1,3}))?|(\d{1,4})\s*公里(?=处|桩)", re.IGNORECASE
)
LETTERS = {"国道": "G", "省道": "S", "县道": "X", "乡道": "Y"}
# What drivers say before the name of a road or a place.
BEFORE = re.compile(r"^(?:我们?|现在|正|就|停|坏|走|过|到|往|去|离|近|靠|从|在|了)+")
SHORTEST = 4  # characters of a road's name, its 高速 with it


@dataclass(frozen=True, slots=True)
class Stake:
    """A place on a road: every name of the road that was said, and the kilometre."""

    roads: frozenset[str]
    km: float

    def on_the_road_of(self, other: "Stake") -> bool:
        """Whether both say the same road, by number or by name, with what stands before it or without."""
        return any(_same(mine, theirs) for mine in self.roads for theirs in other.roads)


def read_stake(text: str) -> Stake | None:
    """The road and the kilometre that a text says: "大运高速 K123+400 太原方向"; None where either is missing."""
    plain = fold(text)
    stone, roads = STONE.search(plain), roads_in(plain)
    if stone is None or not roads:
        return None
    return Stake(roads, int(stone[1] or stone[3]) + int(stone[2] or 0) / 1000)


def roads_in(text: str) -> frozenset[str]:
    """The roads a text names: "G5", "京昆高速"; 208国道 is G208."""
    numbered = {(one[1] or LETTERS[one[4]]).upper() + (one[2] or one[3]) for one in NUMBERED.finditer(text)}
    named = {BEFORE.sub("", one[0]) for one in NAMED.finditer(text)}
    return frozenset(numbered | {name for name in named if len(name) >= SHORTEST})


def beside_roads(text: str) -> list[str]:
    """What else a text says, in runs of characters: ["太原方向"]."""
    rest = STONE.sub(" ", NAMED.sub(" ", NUMBERED.sub(" ", fold(text))))
    return [said for run in re.findall(rf"[{HAN}]+", rest) if (said := BEFORE.sub("", run))]


def _same(one: str, other: str) -> bool:
    return one == other or (not one.isascii() and not other.isascii() and (one.endswith(other) or other.endswith(one)))
