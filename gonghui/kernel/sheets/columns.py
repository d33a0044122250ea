"""The columns of a table: what each may be called, what a cell of it must hold, and how it is filled in.

`parse` takes the text of a cell and what `after` names: values of columns before it, or what the reading was given.
A column after one that is wrong is not read, for it could not be said what it means.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import KW_ONLY, dataclass
from datetime import date, datetime, timedelta
from typing import Any

from gonghui.kernel.money import Fen
from gonghui.kernel.percent import Percent
from gonghui.kernel.refusals import Refused
from gonghui.kernel.text import fold, tidy

from .cells import Cell
from .refusals import (
    BadDay,
    BadWhole,
    BadYear,
    CellEmpty,
    DayIsSerial,
    DayMissing,
    NoSuchDay,
    NotAChoice,
    TextTooLong,
)

Say = Callable[[str], str]  # translates

CLOCK = r"(?:[ T]?(\d{1,2}:\d{2}(?::\d{2})?)(?:\.\d+)?(Z)?)?"
DAY = re.compile(rf"(?:(\d{{4}})[-/.年](\d{{1,2}})[-/.月](\d{{1,2}})[日号]?|(\d{{4}})(\d{{2}})(\d{{2}})){CLOCK}")
AHEAD = timedelta(hours=8)  # of UTC, in which programs write what was midnight here as 16:00 of the day before
MONTH = re.compile(r"\d{4}[-/.年]\d{1,2}月?|\d{4}年?|\d{6}")
YEAR = re.compile(r"(\d{4})(?:年|[-/.年]\d{1,2}月?(?:[-/.]?\d{1,2}日?)?|\d{2}(?:\d{2})?)?")
SPACE_AT_MARK = re.compile(r" ?([-/.年月日号]) ?(?!\d{1,2}:)")
SERIAL_DAYS = range(9_000, 80_000)  # a date shown as the number a spreadsheet keeps for it
YEARS = range(1900, 2101)


@dataclass(frozen=True)
class Column:
    """Text in one spelling. `also` are other names it goes by; `longest` counts characters.

    `missing` is said of an empty cell where one is `required`; elsewhere its value is `empty`. `note` and `example`
    tell how it is filled in.
    """

    key: str
    name: str
    longest: int = 200
    _: KW_ONLY
    also: tuple[str, ...] = ()
    required: bool = False
    missing: Callable[[], Refused] = CellEmpty
    empty: Any = None
    parse: Callable[..., Any] | None = None
    after: tuple[str, ...] = ()
    note: str = ""
    example: str = ""
    width: int = 16

    folded = staticmethod(fold)
    as_text = True  # how a template formats it: typed digits stay as they are typed
    exact = False  # digits of it are lost when a spreadsheet takes them for a number

    @property
    def names(self) -> tuple[str, ...]:
        return (self.name, *self.also)

    @property
    def choices(self) -> tuple[str, ...]:
        """What a template offers to pick from."""
        return ()

    def read(self, cell: Cell, so_far: Mapping[str, Any]) -> Any:
        """The value of a cell. Raises Refused."""
        if cell.problem is not None:
            raise cell.problem
        text = self.folded(self.text_of(cell))
        if not text:
            if self.required:
                raise self.missing()
            return self.empty
        if len(text) > self.longest:
            raise TextTooLong(length=len(text), limit=self.longest)
        return self.value(cell, text, {name: so_far[name] for name in self.after})

    def text_of(self, cell: Cell) -> str:
        return cell.text

    def value(self, cell: Cell, text: str, given: Mapping[str, Any]) -> Any:
        """What a filled cell means. Raises Refused."""
        return self.parse(text, **given) if self.parse else text


@dataclass(frozen=True)
class Text(Column):
    _: KW_ONLY
    empty: Any = ""


@dataclass(frozen=True)
class Prose(Text):
    """Text that people will read: its signs and lines stay as they were written."""

    folded = staticmethod(tidy)


@dataclass(frozen=True)
class Code(Column):
    """Digits and letters that count one by one: numbers of documents, barcodes, mobiles."""

    exact = True

    def text_of(self, cell: Cell) -> str:
        return cell.code


@dataclass(frozen=True)
class Money(Column):
    """Yuan; the value is Fen."""

    _: KW_ONLY
    allow_zero: bool = False

    as_text = False

    def value(self, cell: Cell, text: str, given: Mapping[str, Any]) -> Any:
        amount = Fen.from_yuan(text, allow_zero=self.allow_zero)
        return self.parse(amount, **given) if self.parse else amount


@dataclass(frozen=True)
class Rate(Column):
    """A Percent; a cell shown as 30 % holds the number 0.3, and nobody means less than one percent."""

    as_text = False

    def value(self, cell: Cell, text: str, given: Mapping[str, Any]) -> Any:
        is_fraction = cell.number is not None and 0 < cell.number <= 1
        rate = Percent.from_fraction(cell.text) if is_fraction else Percent.parse(text)
        return self.parse(rate, **given) if self.parse else rate


@dataclass(frozen=True)
class Whole(Column):
    """A whole number within `bounds`; one of `units` may stand behind it: 3册."""

    _: KW_ONLY
    bounds: range = range(1_000_000_000)
    units: tuple[str, ...] = ()

    as_text = False

    def value(self, cell: Cell, text: str, given: Mapping[str, Any]) -> Any:
        digits = text
        for unit in self.units:
            digits = digits.removesuffix(unit).strip()
        if not (digits.isascii() and digits.isdigit() and len(digits) < 10 and int(digits) in self.bounds):
            raise BadWhole(text=text[:20], least=self.bounds.start, most=self.bounds.stop - 1)
        return self.parse(int(digits), **given) if self.parse else int(digits)


@dataclass(frozen=True)
class Day(Column):
    """A date."""

    def value(self, cell: Cell, text: str, given: Mapping[str, Any]) -> Any:
        day = cell.day or parse_day(text)
        return self.parse(day, **given) if self.parse else day


@dataclass(frozen=True)
class Year(Column):
    """The year of a date, of which the rest may be missing."""

    def value(self, cell: Cell, text: str, given: Mapping[str, Any]) -> Any:
        if cell.day:
            return cell.day.year
        found = YEAR.fullmatch(SPACE_AT_MARK.sub(r"\1", text))
        if found is None or int(found[1]) not in YEARS:
            raise BadYear(text=text[:20])
        return int(found[1])


@dataclass(frozen=True)
class Choice(Column):
    """One of a few, each by any of its words: {"book": ("图书", "书")}; `parse` may know more words."""

    _: KW_ONLY
    of: Mapping[str, tuple[str, ...]]

    @property
    def choices(self) -> tuple[str, ...]:
        return tuple(words[0] for words in self.of.values())

    def value(self, cell: Cell, text: str, given: Mapping[str, Any]) -> Any:
        if self.parse:
            return self.parse(text, **given)
        for key, words in self.of.items():
            if text in words:
                return key
        raise NotAChoice(text=text[:20], choices=self.choices)


def parse_day(text: str) -> date:
    """A day as people and programs write it: 2020-1-2, 2020年1月2号, 20200102 8:30. Raises BadDay and its kin."""
    folded = fold(text)
    folded = SPACE_AT_MARK.sub(r"\1", folded) if " " in folded else folded
    if (serial := folded.removesuffix(".0")).isdigit() and len(serial) == 5 and int(serial) in SERIAL_DAYS:
        raise DayIsSerial(text=folded)
    if found := DAY.fullmatch(folded):
        *parts, clock, utc = found.groups()
        year, month, day = (int(part) for part in parts if part)
        hours, minutes = (int(part) for part in clock.split(":")[:2]) if clock else (0, 0)
        try:
            moment = datetime(year, month, day, hours, minutes)  # noqa: DTZ001 - only its day is asked for
        except ValueError:
            raise NoSuchDay(text=folded[:20]) from None
        return (moment + AHEAD if utc else moment).date()
    if MONTH.fullmatch(folded):
        raise DayMissing(text=folded)
    raise BadDay(text=folded[:20])
