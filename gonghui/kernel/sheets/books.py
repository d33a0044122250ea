"""Workbooks (.xlsx, .xls): calamine reads the cells, once it is known how far they reach and what it does not tell."""

import io
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from typing import Never

import python_calamine as calamine

from .cells import EMPTY, Cell, from_value
from .container import Container, container_of
from .marks import MAX_CELLS, MAX_COLUMNS, MAX_TEXT, Marks, letters, marks, shared_lengths
from .packages import Package
from .records import Extent, Records
from .refusals import DamagedWorkbook, PasswordProtected, TooWide, UnpacksTooBig
from .shown import as_shown

ZIP = b"PK\x03\x04"
FILLED = re.compile(rb"<(?:\w+:)?(?:v|t)[ >]")
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

Row = tuple[int, list[Cell]]


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of one sheet by their numbers; `hidden` are read all the same."""

    rows: Iterator[Row]
    hidden: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Page:
    """A visible sheet; `open` reads it and raises SheetRefused."""

    name: str
    open: Callable[[], Rows]


def is_container(data: bytes) -> bool:
    """True for files whose bytes are a package or a compound file, as workbooks are."""
    return data.startswith((ZIP, OLE, b"PK\x05\x06"))


def pages_of(data: bytes) -> list[Page]:
    """The visible sheets that hold cells. Raises SheetRefused."""
    return pages_of_package(data) if data.startswith(b"PK") else pages_of_compound(data)


def pages_of_compound(data: bytes) -> list[Page]:
    """An .xls, or what else uses the same container: a workbook with a password, a .doc."""
    container = Container(data)
    container.refuse_other_files()
    if container.is_encrypted_package:
        return pages_of_package(container.opened())
    try:
        found = Records(container.workbook())
    except PasswordProtected:
        found = Records(Container(container.opened()).workbook())
    covered = found.extents()
    for sheet in covered:
        refuse_far(sheet)
    if sum(sheet.cells for sheet in covered) > MAX_CELLS or sum(sheet.text for sheet in covered) > MAX_TEXT:
        raise UnpacksTooBig(limit=MAX_TEXT // 1024 // 1024)
    workbook = load(container_of(found.written()))  # reads every sheet at once
    filled = [at for at in visible(workbook) if at < len(covered) and covered[at].cells]
    return [page(workbook, at, partial(marks_of, covered[at])) for at in filled]


def marks_of(sheet: Extent) -> Marks:
    return sheet.marks


def refuse_far(sheet: Extent) -> None:
    """Raises TooWide."""
    if sheet.last_column > MAX_COLUMNS or sheet.cells > MAX_CELLS:
        raise TooWide(cell=f"{letters(sheet.last_column)}{sheet.last_row}")


def pages_of_package(data: bytes) -> list[Page]:
    package = Package(data)
    shared = package.related("sharedStrings")
    lengths, forms = shared_lengths(package.parts(shared)) if shared else [], package.forms()
    workbook = load(package.laid_out())
    if len(workbook.sheet_names) != len(package.sheets):  # it counts other sheets than were looked at
        raise DamagedWorkbook()

    def look(part: str) -> Marks:
        return marks(package.parts(part), lengths, forms)

    shown = [(at, package.sheets[at].part) for at in visible(workbook)]
    filled = [(at, part) for at, part in shown if part and any(map(FILLED.search, package.parts(part)))]
    return [page(workbook, at, partial(look, part)) for at, part in filled]


def page(workbook: calamine.CalamineWorkbook, at: int, look: Callable[[], Marks]) -> Page:
    """One sheet; it is looked at before calamine reads it."""

    def opened() -> Rows:
        found = look()
        return Rows(rows_of_sheet(sheet_at(workbook, at), found), frozenset(found.hidden))

    return Page(workbook.sheet_names[at], opened)


def load(data: bytes) -> calamine.CalamineWorkbook:
    try:
        return calamine.load_workbook(io.BytesIO(data))
    except calamine.PasswordError as error:
        raise PasswordProtected() from error
    except BaseException as error:
        raise_damaged(error)


def raise_damaged(error: BaseException) -> Never:
    """calamine is written in Rust: on some broken files it panics, which is no Exception."""
    if isinstance(error, calamine.CalamineError | ValueError | OSError) or type(error).__name__ == "PanicException":
        raise DamagedWorkbook() from error
    raise error


def visible(workbook: calamine.CalamineWorkbook) -> list[int]:
    return [
        at
        for at, sheet in enumerate(workbook.sheets_metadata)
        if sheet.typ == calamine.SheetTypeEnum.WorkSheet and sheet.visible == calamine.SheetVisibleEnum.Visible
    ]


def sheet_at(workbook: calamine.CalamineWorkbook, at: int) -> calamine.CalamineSheet:
    try:
        return workbook.get_sheet_by_index(at)
    except BaseException as error:
        raise_damaged(error)


def rows_of_sheet(sheet: calamine.CalamineSheet, found: Marks) -> Iterator[Row]:
    if sheet.start is None:
        return
    top, left = sheet.start
    spread = Spread(found, left)
    marked = by_row(found, left)
    for number, values in enumerate(sheet.iter_rows(), start=top + 1):
        cells = [EMPTY if value == "" else from_value(value) for value in values]
        for at, mark in marked.get(number, ()):
            if not 0 <= at < len(cells):
                continue
            if isinstance(mark, tuple):
                cells[at] = as_shown(cells[at], mark)
            elif not cells[at]:
                cells[at] = mark
        spread.over(number, cells)
        yield number, cells


def by_row(found: Marks, left: int) -> dict[int, list[tuple[int, Cell | tuple[str, ...]]]]:
    """What is special, by row and place in it."""
    marked: dict[int, list[tuple[int, Cell | tuple[str, ...]]]] = {}
    for marks_of_kind in (found.problems, found.forms):
        for (row, column), mark in marks_of_kind.items():
            marked.setdefault(row, []).append((column - 1 - left, mark))
    return marked


class Spread:
    """Lets what a merged cell holds count for each row it covers: its other rows hold nothing in the file."""

    def __init__(self, found: Marks, left: int) -> None:
        self.starting: dict[int, list[tuple[int, int]]] = {}  # by row: place, and until which row
        self.under_way: dict[int, tuple[int, Cell]] = {}  # by place: until which row, and what it holds
        for merged in found.merged:
            self.starting.setdefault(merged.first, []).append((merged.column - 1 - left, merged.last))

    def over(self, number: int, cells: list[Cell]) -> None:
        """Fill a row; rows are given in their order."""
        for at, (last, cell) in list(self.under_way.items()):
            if number > last:
                del self.under_way[at]
            elif at < len(cells):
                cells[at] = cell
        for at, last in self.starting.get(number, ()):
            if 0 <= at < len(cells) and cells[at]:
                self.under_way[at] = last, replace(cells[at], spread=True)
