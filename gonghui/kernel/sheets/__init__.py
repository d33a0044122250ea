"""Reads a table somebody made in a spreadsheet: bytes in, rows of cells or one clear refusal out.

    sheet = read_sheet(data, "名单.xlsx", max_bytes=20_000_000, max_rows=50_000, known={"姓名", "手机号"})
    for number, cells in sheet.rows: ...

`number` is the row as the spreadsheet shows it. A cell that cannot be trusted carries its own `problem`.
"""

from .cells import EMPTY, BadCell, Cell, ErrorCell, FormulaCell, RuinedNumber
from .reading import Sheet, heading, read_sheet, read_table
from .refusals import (
    BadBytes,
    BrokenQuotes,
    DamagedWorkbook,
    EmptyFile,
    FileTooBig,
    HeaderOnly,
    LineTooLong,
    NotASheet,
    NulByte,
    PasswordProtected,
    SheetRefused,
    TooManyRows,
    TooWide,
    UnpacksTooBig,
    WrongKindOfFile,
)

__all__ = [
    "EMPTY",
    "BadBytes",
    "BadCell",
    "BrokenQuotes",
    "Cell",
    "DamagedWorkbook",
    "EmptyFile",
    "ErrorCell",
    "FileTooBig",
    "FormulaCell",
    "HeaderOnly",
    "LineTooLong",
    "NotASheet",
    "NulByte",
    "PasswordProtected",
    "RuinedNumber",
    "Sheet",
    "SheetRefused",
    "TooManyRows",
    "TooWide",
    "UnpacksTooBig",
    "WrongKindOfFile",
    "heading",
    "read_sheet",
    "read_table",
]
