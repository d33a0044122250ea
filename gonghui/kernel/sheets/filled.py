"""A sheet with the columns of a table: where they stand, what is to be said of it, its bad rows to take along."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from gonghui.kernel import workbooks
from gonghui.kernel.refusals import Refused
from gonghui.kernel.words import Word
from gonghui.kernel.words import gettext_noop as _

from .cells import Cell
from .columns import Column, Say
from .reading import Sheet, heading
from .refusals import MissingColumns, RepeatedColumn

# Usual in lists, of no use here: passed over without a word.
PASSED_OVER = ("工号", "员工编号", "职工编号", "人员编号", "编号", "序号", "行号", "no", "备注")
BESIDE = (_("原来的行号"), _("哪里不对"), _("怎么改"))  # what `rows_to_mend` writes beside a row
IGNORED = frozenset(map(heading, (*PASSED_OVER, *BESIDE)))


@dataclass(frozen=True)
class RowTrouble:
    """What is wrong, or only odd, in one cell, or with column "" in a row; both as the sheet itself calls them.

    `key` is the table's own name of the column.
    """

    row: int
    column: str
    refusal: Refused
    warning: bool = False
    key: str = ""


@dataclass(frozen=True)
class Layout:
    """Where each column stands and what it is called there, by its key; `unknown` are columns that are not read."""

    places: dict[str, int]
    called: dict[str, str]
    unknown: tuple[str, ...]


@dataclass(frozen=True)
class TableSheet:
    """A sheet with the columns of a table, and the SHA-256 of the file it was read from."""

    sheet: Sheet
    file_name: str
    digest: bytes
    layout: Layout

    @property
    def rows(self) -> list[tuple[int, list[Cell]]]:
        return self.sheet.rows

    @property
    def overlong(self) -> frozenset[int]:
        return self.sheet.overlong

    @property
    def remarks(self) -> dict[str, Any]:
        """What who brings it should know besides its rows: what was not read, and what was read unseen."""
        return {
            "sheet": self.sheet.name[:60],
            "unknown": list(self.layout.unknown[:30]),
            "other_sheets": [name[:60] for name in self.sheet.other_sheets[:10]],
            "hidden": len(self.sheet.hidden_rows),
            "blank": self.sheet.blank_rows,
        }

    def trouble(self, row: int, key: str, refusal: Refused, *, warning: bool = False) -> RowTrouble:
        """A trouble in a column, called as the sheet calls it."""
        return RowTrouble(row, self.layout.called[key], refusal, warning, key)

    def rows_at(self, numbers: Collection[int]) -> list[tuple[int, list[object]]]:
        """Rows as they came: their numbers and what their cells hold."""
        width = len(self.sheet.header)
        return [(at, [cell.value for cell in cells[:width]]) for at, cells in self.rows if at in numbers]


def lay_out(columns: Sequence[Column], header: Sequence[str], *, any_of: tuple[str, ...], row: int) -> Layout:
    """Find the columns in the header that stands in `row`; of several that would do, the earliest name wins.

    Raises MissingColumns, RepeatedColumn.
    """
    headings = [heading(name) for name in header]
    places: dict[str, int] = {}
    for column in columns:
        found = next((name for name in map(heading, column.names) if name in headings), None)
        if found is not None:
            places[column.key] = headings.index(found)
            if headings.count(found) > 1:
                raise RepeatedColumn(row=row, name=header[places[column.key]][:40])
    missing = [Word(column.name) for column in columns if column.required and column.key not in places]
    if any_of and not any(key in places for key in any_of):
        missing.append(Word("/".join(column.name for column in columns if column.key in any_of)))
    if missing:
        names = "、".join(name for name in header if name)[:120]
        raise MissingColumns(row=row, missing=tuple(missing), found=names)
    called = {column.key: header[places[column.key]] if column.key in places else column.name for column in columns}
    passed = {*places.values(), *(at for at, name in enumerate(headings) if name in IGNORED or not name)}
    return Layout(places, called, tuple(name[:40] for at, name in enumerate(header) if at not in passed))


def rows_to_mend(
    header: Sequence[str],
    rows: Iterable[tuple[int, Sequence[object]]],
    told: Iterable[tuple[int, str, str, str]],
    say: Say = str,
) -> bytes:
    """A workbook of rows to mend and load again: each as it came, with what is wrong with it beside it.

    `told` are row, column, what and how to mend of each trouble.
    """
    by_row: dict[int, list[tuple[str, str, str]]] = {}
    for number, column, says, mend in told:
        by_row.setdefault(number, []).append((column, says, mend))
    columns = [workbooks.Column(name, text=True) for name in header]
    columns += [workbooks.Column(say(name), 48 if at else 12) for at, name in enumerate(BESIDE)]
    lines = ([*cells, number, *beside(by_row.get(number, ()))] for number, cells in rows)
    return workbooks.workbook(columns, lines)


def beside(words: Sequence[tuple[str, str, str]]) -> tuple[str, str]:
    """What is wrong in a row, and how to mend it, as two cells."""
    says = "；".join(f"{column}：{says}" if column else says for column, says, _mend in words)
    return says, "；".join(dict.fromkeys(mend for _column, _says, mend in words if mend))
