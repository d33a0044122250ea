"""Long numbers that a spreadsheet has cut to fifteen digits: what looks whole in such a column is not to be trusted."""

from collections.abc import Mapping, Sequence
from typing import Any

from gonghui.kernel.refusals import Refused

from .cells import Cell, RuinedNumber
from .columns import Column
from .filled import TableSheet

KEPT = 15  # digits of a number cell
LONG = 17  # digits; a number of sixteen may well end in 0


def ruined(columns: Sequence[Column], sheet: TableSheet, given: Mapping[str, Any]) -> dict[str, set[int]]:
    """The rows that may have lost digits, by exact column, for the columns in which it is certain that some have.

    Saved as CSV such numbers look whole, and one in eleven even passes its check digit.
    """
    found = {}
    for column in columns:
        at = sheet.layout.places.get(column.key)
        if not column.exact or at is None:
            continue
        long = [(number, cells[at]) for number, cells in sheet.rows if len(cells[at].code) >= LONG]
        suspects = [(number, cell) for number, cell in long if lost_digits(cell.code)]
        spoilt = any(isinstance(cells[at].problem, RuinedNumber) for _number, cells in sheet.rows)
        if suspects and (
            spoilt or all_alike(long, suspects) or any(wrong(column, cell, given) for _, cell in suspects)
        ):
            found[column.key] = {number for number, _cell in suspects}
    return found


def lost_digits(code: str) -> bool:
    """True for a long number that may have been cut to what a spreadsheet keeps."""
    return code.isascii() and code.isdigit() and not code[KEPT:].strip("0")


def all_alike(long: Sequence[Any], suspects: Sequence[Any]) -> bool:
    """Several long numbers that all end so are no chance."""
    return len(suspects) > 2 and len(suspects) == len(long)


def wrong(column: Column, cell: Cell, given: Mapping[str, Any]) -> bool:
    """Whether a cell is no good even by itself; what stands before it in its row is left open."""
    try:
        column.read(cell, {name: given.get(name) for name in column.after})
    except Refused:
        return True
    return False
