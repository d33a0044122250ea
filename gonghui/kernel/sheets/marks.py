"""What the XML of a package says of one sheet beyond its values. Read in one pass, before calamine opens the sheet:
how far the cells reach and how much text they hold (calamine keeps the whole rectangle, every text written out),
formulas without a value, error values, hidden rows, merged cells, and numbers that are shown in other digits."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from xml.parsers import expat

from .cells import Cell, ErrorCell, FormulaCell
from .refusals import DamagedWorkbook, TooWide, UnpacksTooBig

MAX_COLUMNS = 256
MAX_CELLS = 4_000_000
MAX_SHARED = 1_000_000  # different texts
MAX_MERGED = 100_000
MAX_TEXT = 64 * 1024 * 1024  # characters of all cells, each text counted as often as cells show it
PLACE = re.compile(r"([A-Za-z]{1,3})([1-9]\d{0,6})")

Forms = Mapping[int, tuple[str, ...]]  # the styles that show a number in other digits, as `shown.places_of` tells


@dataclass(frozen=True, slots=True)
class Merged:
    """Cells of one column that show what the first of them holds; rows and column from 1."""

    first: int
    last: int
    column: int


@dataclass(slots=True)
class Marks:
    """Places are (row, column) from 1."""

    problems: dict[tuple[int, int], Cell] = field(default_factory=dict)
    hidden: set[int] = field(default_factory=set)
    merged: list[Merged] = field(default_factory=list)
    forms: dict[tuple[int, int], tuple[str, ...]] = field(default_factory=dict)

    def merge(self, first: int, last: int, column: int) -> None:
        """Raises UnpacksTooBig."""
        if first < last:
            self.merged.append(Merged(first, last, column))
        if len(self.merged) > MAX_MERGED:
            raise UnpacksTooBig(limit=MAX_TEXT // 1024 // 1024)


def marks(parts: Iterable[bytes], lengths: list[int], forms: Forms) -> Marks:
    """Read one sheet's XML; `lengths` are those of the shared texts. Raises TooWide, UnpacksTooBig, DamagedWorkbook."""
    looker = Looker(lengths, forms)
    walk(parts, looker.start, looker.end, looker.heard)
    return looker.marks


def shared_lengths(parts: Iterable[bytes]) -> list[int]:
    """How long each shared text is, its phonetic readings too. Raises UnpacksTooBig, DamagedWorkbook."""
    lengths: list[int] = []

    def start(name: str, _attributes: dict[str, str]) -> None:
        if local(name) == "si":
            lengths.append(0)
            if len(lengths) > MAX_SHARED:
                raise UnpacksTooBig(limit=MAX_TEXT // 1024 // 1024)

    def heard(text: str) -> None:
        if lengths:
            lengths[-1] += len(text)

    walk(parts, start, lambda name: None, heard)
    return lengths


def walk(
    parts: Iterable[bytes],
    start: Callable[[str, dict[str, str]], Any],
    end: Callable[[str], Any] = lambda name: None,
    heard: Callable[[str], Any] = lambda text: None,
) -> None:
    """Have expat tell what it meets. No workbook needs a document type: entities are only good for bombs.

    Raises DamagedWorkbook.
    """
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = start, end, heard
    parser.StartDoctypeDeclHandler = refuse_doctype
    try:
        for part in parts:
            parser.Parse(part, False)
        parser.Parse(b"", True)
    except (expat.ExpatError, LookupError, ValueError) as error:  # the last two: an encoding nobody knows
        raise DamagedWorkbook() from error


def refuse_doctype(*_declared: object) -> None:
    raise DamagedWorkbook()


class Looker:
    """Hears a sheet's elements one after the other. A cell that does not say where it is follows the one before."""

    def __init__(self, lengths: list[int], forms: Forms) -> None:
        self.lengths, self.forms = lengths, {str(style): places for style, places in forms.items()}
        self.marks = Marks()
        self.row, self.column = 0, 0
        self.first, self.last, self.widest, self.text = 1 << 20, 0, 0, 0
        self.kind = ""  # of the cell being read: its t attribute
        self.formula = self.filled = False
        self.value: list[str] | None = None

    def start(self, name: str, attributes: dict[str, str]) -> None:
        match local(name):
            case "row":
                self.row, self.column = whole(attributes.get("r"), self.row + 1), 0
                if attributes.get("hidden") in ("1", "true"):
                    self.marks.hidden.add(self.row)
            case "c":
                self.kind, self.formula, self.filled, self.value = attributes.get("t", ""), False, False, None
                self.row, self.column = place(attributes.get("r"), self.row, self.column + 1)
                if (places := self.forms.get(attributes.get("s", ""))) and self.kind in ("", "n"):
                    self.marks.forms[self.row, self.column] = places
            case "f":
                self.formula = True
                self.reach()
            case "v":
                self.value = []
                self.reach()
            case "is":
                self.reach()
            case "mergeCell":
                self.merge(attributes.get("ref", ""))

    def heard(self, text: str) -> None:
        if self.value is not None:
            self.value.append(text)

    def end(self, name: str) -> None:
        match local(name):
            case "v":
                self.filled = bool("".join(self.value or []))
                if self.kind == "s":
                    self.count("".join(self.value or []))
                if self.kind == "e" and self.filled:
                    self.mark_error("".join(self.value or []))
                self.value = None
            case "c" if not self.filled:
                if self.formula and self.kind != "str":  # "str" without a value: it came out empty
                    self.marks.problems[self.row, self.column] = Cell("", problem=FormulaCell())
                elif self.kind == "e":
                    self.mark_error("#N/A")

    def mark_error(self, shown: str) -> None:
        self.marks.problems[self.row, self.column] = Cell(shown[:40], problem=ErrorCell(value=shown[:40]))

    def merge(self, reference: str) -> None:
        top_left, _colon, bottom_right = reference.partition(":")
        if PLACE.fullmatch(top_left) and PLACE.fullmatch(bottom_right):
            first, column = place(top_left, 0, 0)
            self.marks.merge(first, place(bottom_right, 0, 0)[0], column)

    def reach(self) -> None:
        """One forgotten cell at the far end makes a rectangle of thousands of millions of cells."""
        self.first, self.last = min(self.first, self.row), max(self.last, self.row)
        self.widest = max(self.widest, self.column)
        if self.widest > MAX_COLUMNS or (self.last - self.first + 1) * self.widest > MAX_CELLS:
            raise TooWide(cell=f"{letters(self.column)}{self.row}")

    def count(self, number: str) -> None:
        """One long shared text in every cell makes gigabytes of a small file."""
        at = whole(number, -1)
        self.text += self.lengths[at] if 0 <= at < len(self.lengths) else 0
        if self.text > MAX_TEXT:
            raise UnpacksTooBig(limit=MAX_TEXT // 1024 // 1024)


def local(name: str) -> str:
    return name.rpartition(":")[2]


def whole(text: str | None, otherwise: int) -> int:
    """A whole number of the file. Raises DamagedWorkbook."""
    if text is None:
        return otherwise
    try:
        return int(text.strip()[:10])
    except ValueError as error:
        raise DamagedWorkbook() from error


def place(reference: str | None, row: int, column: int) -> tuple[int, int]:
    """(row, column) of "B7"; the ones given when the cell does not say. Raises DamagedWorkbook."""
    if reference is None:
        return row, column
    found = PLACE.fullmatch(reference.strip())
    if found is None:
        raise DamagedWorkbook()
    number = 0
    for letter in found[1].upper():
        number = number * 26 + ord(letter) - 64
    return int(found[2]), number


def letters(column: int) -> str:
    """1 is A, 27 is AA."""
    text = ""
    while column:
        column, letter = divmod(column - 1, 26)
        text = chr(65 + letter) + text
    return text
