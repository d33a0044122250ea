"""bench places: what is measured of places that are truly open, and the bars it is held to."""

import argparse
from collections.abc import Callable
from typing import Any

from gonghui.rehearsals.programme import Part, each
from gonghui.rehearsals.stage import Stage

from . import contention, nearest

Bar = Callable[[Any], bool]
KEYS: dict[str, Bar] = {
    "double_booked": lambda many: many == 0,
    "room_rounds": lambda many: many >= 100,
    "nearest_ms": lambda ms: ms <= 5,
    "nearest_growth": lambda ratio: ratio <= 1.5,
    "calendar_queries": lambda many: many <= 12,
    "calendar_ms": lambda ms: ms <= 100,
    "search_ms": lambda ms: ms <= 50,
    "search_growth": lambda ratio: ratio <= 2,
}


def play(stage: Stage, options: argparse.Namespace) -> dict[str, Any]:
    """The figures of all parts, each in a world of its own; `ok` when none misses its bar."""
    figures: dict[str, Any] = dict.fromkeys(KEYS)
    for measure in (nearest.measure, *each(Part.MEASURE), contention.measure):
        figures |= measure(stage, options)
    return figures | {"ok": not missed(figures)}


def missed(figures: dict[str, Any]) -> list[str]:
    """What misses its bar or was not measured."""
    return [name for name, bar in KEYS.items() if figures[name] is None or not bar(figures[name])]
