"""Public holidays and make-up days as packaged, each year with the paper it comes from; loaded into the editable table.

The papers say on which weekend days work is done, not which weekday's hours count then: Monday's do, unless an
administrator says otherwise.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

DATA = Path(__file__).parent / "data"
MONDAY = 0


@dataclass(frozen=True, slots=True)
class Day:
    """One day that is not its own weekday. `as_weekday`: None for a holiday, else whose hours count, 0 Monday."""

    day: date
    name: str
    as_weekday: int | None
    source: str


def packaged() -> list[Day]:
    """All that is packaged, by day."""
    return sorted((day for path in DATA.glob("calendar-*.json") for day in _days(path)), key=lambda day: day.day)


def _days(path: Path) -> Iterator[Day]:
    paper = json.loads(path.read_text(encoding="utf-8"))
    for name, first, last in paper["holidays"]:
        on = date.fromisoformat(first)
        while on <= date.fromisoformat(last):
            yield Day(on, name, None, paper["source"])
            on += timedelta(days=1)
    for name, on in paper["workdays"]:
        yield Day(date.fromisoformat(on), name, MONDAY, paper["source"])
