"""Writes workbooks to download: templates to fill in, lists to take along."""

import datetime as dt
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import IO
from zoneinfo import ZoneInfo

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from gonghui.kernel.money import Fen
from gonghui.kernel.percent import WHOLE, Percent

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ROW_LIMIT = 1_048_575  # of one sheet, by the format itself, the header aside
LARGEST = 10**15  # a spreadsheet keeps fifteen digits of a number: longer ones stay text
FORMULA_STARTS = tuple("=+-@＝＋－＠\t\r\n")  # the wide ones too: Chinese Excel reads them so from a CSV
SHOWN_IN = ZoneInfo("Asia/Shanghai")


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name, its width in characters, a note shown on the header cell, and choices to pick from.

    `text` makes the whole column text, so that what people type into a template keeps its digits.
    """

    name: str
    width: int = 16
    note: str = ""
    choices: tuple[str, ...] = ()
    text: bool = False


def workbook(columns: Sequence[str | Column], rows: Iterable[Sequence[object]], *, sheet: str = "Sheet1") -> bytes:
    """The bytes of an .xlsx: a bold frozen header, then the rows; as `write_workbook`."""
    out = io.BytesIO()
    write_workbook(out, columns, rows, sheet=sheet)
    return out.getvalue()


def write_workbook(
    out: IO[bytes], columns: Sequence[str | Column], rows: Iterable[Sequence[object]], *, sheet: str = "Sheet1"
) -> None:
    """Write an .xlsx into `out`, which can be sought in, row by row: memory does not grow with the rows.

    Numbers, percentages, dates, moments (in Asia/Shanghai) and times of day are cells of their own type; Fen become
    yuan with two decimals. Everything else, codes and long digits too, becomes text, and text that a spreadsheet would
    run as a formula gets a leading apostrophe. What does not fit into one sheet goes on in the next.
    """
    book = xlsxwriter.Workbook(
        out,
        {"constant_memory": True, "strings_to_numbers": False, "strings_to_formulas": False, "strings_to_urls": False},
    )
    styles = styles_of(book)
    heads = [named(column) for column in columns]
    page, number = next_sheet(book, heads, sheet, styles), 0
    for row in rows:
        if number == ROW_LIMIT:
            page, number = next_sheet(book, heads, sheet, styles), 0
        number += 1
        for at, value in enumerate(row):
            put(page, number, at, value, styles)
    book.close()


def styles_of(book: xlsxwriter.Workbook) -> dict[type, Format]:
    """How the cells of each type are shown; the header's under None's type."""
    formats = {
        str: "@",
        Fen: "#,##0.00",
        Percent: "0.00%",
        dt.date: "yyyy-mm-dd",
        dt.datetime: "yyyy-mm-dd hh:mm:ss",
        dt.time: "hh:mm",
    }
    styles = {kind: book.add_format({"num_format": shown}) for kind, shown in formats.items()}
    head = {"bold": True, "bg_color": "#F5F6F8", "bottom": 1, "num_format": "@"}
    return styles | {type(None): book.add_format(head)}


def next_sheet(
    book: xlsxwriter.Workbook, columns: Sequence[Column], name: str, styles: dict[type, Format]
) -> Worksheet:
    nth = len(book.worksheets()) + 1
    page = book.add_worksheet(name[:31] if nth == 1 else f"{name[:26]} ({nth})")
    lay_out(page, columns, styles[type(None)], styles[str])
    return page


def named(column: str | Column) -> Column:
    return Column(column) if isinstance(column, str) else column


def lay_out(page: Worksheet, columns: Sequence[Column], head: Format, as_text: Format) -> None:
    for at, column in enumerate(columns):
        page.set_column(at, at, column.width, as_text if column.text else None)
        page.write_string(0, at, safe(column.name), head)
        if column.choices:
            page.data_validation(1, at, 50_000, at, {"validate": "list", "source": list(column.choices)})
        if column.note:
            page.data_validation(
                0, at, 0, at, {"validate": "any", "input_title": column.name[:32], "input_message": column.note[:255]}
            )
    page.freeze_panes(1, 0)


def put(page: Worksheet, row: int, at: int, value: object, styles: dict[type, Format]) -> None:
    """Write one cell in its own type."""
    if value is None or value == "":
        return
    if isinstance(value, str):
        page.write_string(row, at, safe(value), styles[str])
    elif isinstance(value, bool):
        page.write_boolean(row, at, value)
    elif isinstance(value, Fen):
        page.write_number(row, at, int(value) / 100, styles[Fen])
    elif isinstance(value, int | float | Decimal) and -LARGEST < value < LARGEST:
        page.write_number(row, at, float(value))
    elif isinstance(value, Percent):
        page.write_number(row, at, value.basis_points / WHOLE, styles[Percent])
    elif isinstance(value, dt.datetime):
        local = value.astimezone(SHOWN_IN).replace(tzinfo=None) if value.tzinfo else value
        page.write_datetime(row, at, local, styles[dt.datetime])
    elif isinstance(value, dt.date | dt.time):
        kind = dt.date if isinstance(value, dt.date) else dt.time
        page.write_datetime(row, at, value, styles[kind])
    else:
        page.write_string(row, at, safe(str(value)), styles[str])


def safe(text: str) -> str:
    """`text` that no spreadsheet takes for a formula, also when it is later saved as CSV; at most 32,767 characters."""
    return ("'" + text if text.startswith(FORMULA_STARTS) else text)[:32_767]
