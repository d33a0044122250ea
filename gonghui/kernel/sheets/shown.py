"""Numbers that their format shows in other digits than they hold: 0000123, TY-001. What is seen is the code."""

import re
from dataclasses import replace

from .cells import Cell

PART = re.compile(r'"([^"]*)"|\\(.)|_.|([-+/(): ])|(0)')
LONGEST = 60  # characters of a format, and placeholders in it


def places_of(form: str) -> tuple[str, ...]:
    """A format as its literals and, as empty texts, its places for digits; nothing unless it is made of these alone.

    A plain "0" is nothing too: what it shows is the number.
    """
    first = form.partition(";")[0]
    parts: list[str] = []
    at = 0
    while at < len(first) <= LONGEST:
        found = PART.match(first, at)
        if found is None:
            return ()
        at = found.end()
        if literal := found[1] or found[2] or found[3]:
            parts.append(literal)
        elif found[4]:
            parts.append("")
    return tuple(parts) if "" in parts and len(parts) > 1 else ()


def as_shown(cell: Cell, places: tuple[str, ...]) -> Cell:
    """The cell with its number as the format shows it; as it was when that is not a whole number from zero."""
    if cell.number is None or cell.problem is not None or cell.number < 0 or not cell.number.is_integer():
        return cell
    left = places.count("")
    digits, shown = str(int(cell.number)).zfill(left), ""
    for literal in places:
        left -= not literal
        took = 0 if literal else len(digits) - left  # the first place takes what the others have no room for
        shown, digits = shown + (literal or digits[:took]), digits[took:]
    return replace(cell, shown=shown)
