"""Writes workbooks to download: templates to fill in, lists to take along."""

import datetime as dt
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ROW_LIMIT = 1_048_575  # of the format itself, the header aside
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
    """The bytes of an .xlsx with one sheet: a bold frozen header, then the rows.

    Numbers, dates and datetimes stay such (datetimes in Asia/Shanghai); everything else, codes and long digits
    too, becomes text. Text that a spreadsheet would run as a formula gets a leading apostrophe.
    Raises ValueError for more rows than the format holds.
    """
    out = io.BytesIO()
    book = xlsxwriter.Workbook(
        out,
        {"constant_memory": True, "strings_to_numbers": False, "strings_to_formulas": False, "strings_to_urls": False},
    )
    page = book.add_worksheet(sheet[:31])
    head = book.add_format({"bold": True, "bg_color": "#F5F6F8", "bottom": 1, "num_format": "@"})
    styles = {
        dt.date: book.add_format({"num_format": "yyyy-mm-dd"}),
        dt.datetime: book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"}),
        str: book.add_format({"num_format": "@"}),
    }
    lay_out(page, [named(column) for column in columns], head, styles[str])
    for number, row in enumerate(rows, start=1):
        if number > ROW_LIMIT:
            raise ValueError(f"a sheet holds {ROW_LIMIT} rows")
        for at, value in enumerate(row):
            put(page, number, at, value, styles)
    book.close()
    return out.getvalue()


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
    if isinstance(value, bool):
        page.write_boolean(row, at, value)
    elif isinstance(value, int | float) and abs(value) < 10**15:
        page.write_number(row, at, value)
    elif isinstance(value, dt.datetime):
        local = value.astimezone(SHOWN_IN).replace(tzinfo=None) if value.tzinfo else value
        page.write_datetime(row, at, local, styles[dt.datetime])
    elif isinstance(value, dt.date):
        page.write_datetime(row, at, dt.datetime(value.year, value.month, value.day), styles[dt.date])  # noqa: DTZ001
    else:
        page.write_string(row, at, safe(str(value)), styles[str])


def safe(text: str) -> str:
    """`text` that no spreadsheet takes for a formula, also when it is later saved as CSV; at most 32,767 characters."""
    return ("'" + text if text.startswith(FORMULA_STARTS) else text)[:32_767]
