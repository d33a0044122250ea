"""A table people fill in: its columns, the rules over a row, and all that follows from them.

GOODS = Table(
    GoodsRow,
    Text("brand", _("品牌"), 60, required=True),
    Money("list_price", _("市场价"), required=True),
    Money("ex_factory_price", _("出厂价"), required=True),
    rules=(Rule("list_price", ("list_price", "ex_factory_price"), not_below),),
    once=(Once(("brand", "model"), ModelTwice),),
    max_rows=5_000,
    max_bytes=5 * MEGABYTE,
)
sheet = GOODS.open(data, "目录.xlsx")
good, troubles = GOODS.read(sheet)
"""

import hashlib
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from gonghui.kernel import workbooks
from gonghui.kernel.refusals import Refused
from gonghui.kernel.words import Word
from gonghui.kernel.words import gettext_noop as _

from .cells import EMPTY, Cell
from .columns import Choice, Column, Say
from .filled import Layout, RowTrouble, TableSheet, lay_out
from .reading import MEGABYTE, Blank, Names, read_sheet
from .refusals import FileTooBig, NoneFilled, RuinedColumn, TooManyCells
from .ruined import ruined

R = TypeVar("R")

ZEROES = {"0", "FALSE"}  # what a formula filled down beforehand comes to


@dataclass(frozen=True)
class Rule:
    """What several cells mean together: asked once all of `of` could be read; its no stands at the column `at`.

    `check(**of)` raises Refused; what it answers is the row's `gives`.
    """

    at: str
    of: tuple[str, ...]
    check: Callable[..., Any]
    gives: str = ""


@dataclass(frozen=True)
class Once:
    """No two rows may say the same in `of`, unless all of it is empty. `refusal` is given `first`, a row number."""

    of: tuple[str, ...]
    refusal: type[Refused]


@dataclass
class RowRead:
    """A row: what of it could be read, by column, and what is wrong with the rest."""

    number: int
    values: dict[str, Any] = field(default_factory=dict)
    troubles: list[RowTrouble] = field(default_factory=list)


class Table(Generic[R]):
    """`row(number=..., **values)` makes a good row. `any_of` are columns of which the header, and each row, needs one.

    `own` are the columns that make a row one: where they are empty, a number or a value filled in beforehand is as
    good as blank. `max_bytes` may be asked anew each time.
    """

    def __init__(
        self,
        row: Callable[..., R],
        *columns: Column,
        max_rows: int,
        max_bytes: int | Callable[[], int],
        rules: Sequence[Rule] = (),
        once: Sequence[Once] = (),
        any_of: tuple[str, ...] = (),
        own: tuple[str, ...] = (),
    ) -> None:
        self.row, self.columns, self.max_rows = row, columns, max_rows
        self._max_bytes, self.rules, self.once, self.any_of = max_bytes, rules, once, any_of
        self.by_key = {column.key: column for column in columns}
        self.required = tuple(column for column in columns if column.required)
        self.own = own or (*(column.key for column in self.required), *any_of)
        self.names = Names.of([name for column in columns for name in column.names], self._needed())

    def _needed(self) -> list[tuple[str, ...]]:
        groups = [column.names for column in self.required]
        either = tuple(name for key in self.any_of for name in self.by_key[key].names)
        return [*groups, either] if either else groups

    @property
    def max_bytes(self) -> int:
        return self._max_bytes() if callable(self._max_bytes) else self._max_bytes

    def open(self, data: bytes, file_name: str) -> TableSheet:
        """The sheet of a file with these columns. Raises SheetRefused."""
        sheet = read_sheet(
            data,
            file_name,
            max_bytes=self.max_bytes,
            max_rows=self.max_rows,
            names=self.names,
            blank=self._blanks,
        )
        layout = self._layout(sheet.header, sheet.header_row)
        return TableSheet(sheet, file_name, hashlib.sha256(data).digest(), layout)

    def refuse_size(self, size: int) -> None:
        """As `open` does, before all of a file has been read. Raises FileTooBig."""
        if size > self.max_bytes:
            raise FileTooBig(size=round(size / MEGABYTE, 1), limit=self.max_bytes // MEGABYTE)

    def read(self, sheet: TableSheet, **given: Any) -> tuple[list[R], list[RowTrouble]]:
        """The good rows, and all that is wrong with the others; `given` is for the columns' parsers."""
        good: list[R] = []
        troubles: list[RowTrouble] = []
        for read in self.rows(sheet, **given):
            troubles += read.troubles
            if not read.troubles:
                good.append(self.row(number=read.number, **read.values))
        return good, troubles

    def _layout(self, header: Sequence[str], row: int) -> Layout:
        return lay_out(self.columns, header, any_of=self.any_of, row=row)

    def rows(self, sheet: TableSheet, *, let_go: bool = False, **given: Any) -> Iterator[RowRead]:
        """Every row in order; with `let_go` the sheet forgets each one that is read: 50,000 weigh much."""
        held_back = ruined(self.columns, sheet, given)
        seen: dict[tuple[str, ...], dict[tuple[Any, ...], int]] = {once.of: {} for once in self.once}
        for number, cells in sheet.rows:
            read = RowRead(number)
            if number in sheet.overlong:
                read.troubles.append(RowTrouble(number, "", TooManyCells()))
            else:
                self._read_cells(sheet, read, cells, held_back, given)
                self._hold_rules(sheet, read)
                if not read.troubles:
                    self._hold_once(sheet, read, seen)
            if let_go:
                cells.clear()
            yield read

    def _read_cells(
        self,
        sheet: TableSheet,
        read: RowRead,
        cells: Sequence[Cell],
        held_back: Mapping[str, Collection[int]],
        given: Mapping[str, Any],
    ) -> None:
        so_far = dict(given)
        for column in self.columns:
            if any(name not in so_far for name in column.after):
                continue
            at = sheet.layout.places.get(column.key)
            try:
                if read.number in held_back.get(column.key, ()):
                    raise RuinedColumn(column=sheet.layout.called[column.key], count=len(held_back[column.key]))
                value = column.read(EMPTY if at is None else cells[at], so_far)
            except Refused as refusal:
                read.troubles.append(sheet.trouble(read.number, column.key, refusal))
            else:
                so_far[column.key] = read.values[column.key] = value

    def _hold_rules(self, sheet: TableSheet, read: RowRead) -> None:
        if self.any_of and all(read.values.get(key, "wrong") is None for key in self.any_of):
            columns = tuple(Word(self.by_key[key].name) for key in self.any_of)
            read.troubles.append(sheet.trouble(read.number, self.any_of[0], NoneFilled(columns=columns)))
        for rule in self.rules:
            if all(key in read.values for key in rule.of):
                try:
                    value = rule.check(**{key: read.values[key] for key in rule.of})
                except Refused as refusal:
                    read.troubles.append(sheet.trouble(read.number, rule.at, refusal))
                else:
                    read.values |= {rule.gives: value} if rule.gives else {}

    def _hold_once(
        self, sheet: TableSheet, read: RowRead, seen: Mapping[tuple[str, ...], dict[tuple[Any, ...], int]]
    ) -> None:
        for once in self.once:
            said = tuple(read.values[key] for key in once.of)
            first = seen[once.of].setdefault(said, read.number) if any(said) else read.number
            if first != read.number:
                read.troubles.append(sheet.trouble(read.number, once.of[-1], once.refusal(first=first)))

    def _blanks(self, header: list[str], row: int) -> Blank:
        """Tells rows that are as good as blank: nothing of their own, the rest filled in beforehand or merged."""
        places = self._layout(header, row).places
        above: dict[str, str] = {}

        def blank(cells: Sequence[Cell]) -> bool:
            filled = [(key, cells[at]) for key, at in places.items() if cells[at]]
            is_blank = all(self._is_nothing(key, cell, above) for key, cell in filled)
            above.update((key, cell.text) for key, cell in filled)
            return is_blank

        return blank

    def _is_nothing(self, key: str, cell: Cell, above: Mapping[str, str]) -> bool:
        if cell.spread:
            return True
        if key in self.own:
            return False
        return isinstance(self.by_key[key], Choice) or cell.text in ZEROES or cell.text == above.get(key)

    def template(self, say: Say = str) -> bytes:
        """The empty workbook to fill in: a note on each header, choices to pick from, digits kept as they are typed."""
        columns = [
            workbooks.Column(column.name, column.width, self._note(column, say), column.choices, column.as_text)
            for column in self.columns
        ]
        return workbooks.workbook(columns, [])

    def _note(self, column: Column, say: Say) -> str:
        needed = say(_("必填。")) if column.required else say(_("选填。"))
        example = say(_("例如 %(example)s")) % {"example": column.example} if column.example else ""
        return needed + say(column.note) + example if column.note else needed + example
