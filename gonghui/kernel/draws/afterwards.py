"""What became of a draw's places after it: who got one down the drawn order, who left it, and what others got.

It is told by numbers of the published file alone, so that places added later can be counted by anyone.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from gonghui.kernel.words import gettext_noop as _

from .papers import CODE, HEX64, MOMENT, UUID, BadFile, Paper
from .verifying import Step

FORMAT = "gonghui-draw-after-1"
NAMES = {"format", "draw", "list_hash", "at", "pools", "got", "left"}


@dataclass(frozen=True, slots=True)
class After:
    """How it stood at a moment (text). Pools are numbered as in the file.

    `pools`: for each the places there are now, and how many of them went to people who are not in the list, since the
    draw. `got`: who holds a place that the result did not give them. `left`: who waits no more for a pool; 0: for any.
    """

    draw: str
    list_hash: str
    at: str
    pools: Sequence[tuple[int, int]]
    got: Sequence[tuple[str, int]]
    left: Sequence[tuple[str, int]]

    def as_json(self) -> str:
        """The document itself, one entry a line."""
        fixed = {"format": FORMAT, "draw": self.draw, "list_hash": self.list_hash, "at": self.at, "pools": self.pools}
        text = json.dumps(fixed, indent=1)[:-2]
        for name in ("got", "left"):
            rows = ",\n".join(f'["{code}",{pool}]' for code, pool in getattr(self, name))
            text += f',\n "{name}": [\n{rows}\n]'
        return text + "\n}\n"


def parse_after(text: str | bytes) -> After:
    """The document. Raises BadFile, naming the first thing that is not as the format says."""
    try:
        given = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise BadFile(what="JSON") from error
    if not isinstance(given, dict) or given.get("format") != FORMAT or set(given) != NAMES:
        raise BadFile(what="format")
    for name, pattern in (("draw", UUID), ("list_hash", HEX64), ("at", MOMENT)):
        if not isinstance(given[name], str) or not pattern.fullmatch(given[name]):
            raise BadFile(what=name)
    pools = [_counts(row) for row in _rows(given, "pools")]
    got, left = ([_named(row, len(pools), name) for row in _rows(given, name)] for name in ("got", "left"))
    return After(given["draw"], given["list_hash"], given["at"], pools, got, left)


def verify_after(paper: Paper, after: After) -> list[Step]:
    """Whether it belongs to the drawn paper, no pool gave more than it has, and what came later went down the order."""
    same = (after.draw, after.list_hash, len(after.pools)) == (
        paper.header.draw,
        paper.list_hash,
        len(paper.header.pools),
    )
    steps = [Step("after", _("与公示文件是同一次摇号"), same and paper.is_drawn)]
    if not steps[0].fits:
        return steps
    found = [_pool(paper, after, number) for number in range(1, len(after.pools) + 1)]
    more, envy = (next((each[nth] for each in found if each[nth]), "") for nth in (0, 1))
    steps.append(Step("places", _("给出的名额都不超过每场现有的名额"), not more, more))
    return [*steps, Step("order", _("后来的名额都按摇出的次序给，没有越过还在等的人"), not envy, envy)]


def _pool(paper: Paper, after: After, number: int) -> tuple[str, str]:
    """What is wrong with one pool: too many places given; somebody served before who still waits. Empty: nothing."""
    places, others = after.pools[number - 1]
    has, gone = dict(after.got), {code for code, pool in after.left if pool in (0, number)}
    holding = sum(has.get(code, 0 if code in gone else won) == number for code, won in paper.result)
    label = paper.header.pools[number - 1].label
    more = f"{label}: {holding} + {others} > {places}" if holding + others > places else ""
    chose = {entry.code for entry in paper.entries if number in entry.choices}
    ranked = list(enumerate(paper.result, 1))
    waits = [(at, code) for at, (code, won) in ranked if not won and code in chose and code not in has.keys() | gone]
    late = [(at, code) for at, (code, won) in ranked if has.get(code) == number != won]
    if not waits or not (others or (late and late[-1][0] > waits[0][0])):
        return more, ""
    first = f"{waits[0][0]} {waits[0][1]}"
    return more, f"{label}: {first} < {others or f'{late[-1][0]} {late[-1][1]}'}"


def _rows(given: dict[str, Any], name: str) -> list[Any]:
    if not isinstance(given[name], list):
        raise BadFile(what=name)
    return list(given[name])


def _counts(row: Any) -> tuple[int, int]:
    match row:
        case [int(places), int(others)] if type(places) is type(others) is int and places >= 0 and others >= 0:
            return places, others
    raise BadFile(what=f"pools: {str(row)[:80]}")


def _named(row: Any, pools: int, name: str) -> tuple[str, int]:
    match row:
        case [str(code), int(pool)] if CODE.fullmatch(code) and type(pool) is int and (name == "got") <= pool <= pools:
            return code, pool
    raise BadFile(what=f"{name}: {str(row)[:80]}")
