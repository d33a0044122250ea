"""CSV: which encoding, which separator, and where exactly it goes wrong."""

import contextlib
import csv
import io
import re
from collections.abc import Callable, Iterator

from gonghui.kernel.words import Word
from gonghui.kernel.words import gettext_noop as _

from .cells import EMPTY, Cell, from_text
from .refusals import BadBytes, BrokenQuotes, LineTooLong, NulByte, WrongKindOfFile

MAX_LINE = 20_000  # characters; a row of a register is far below
HAN_IN_UTF8 = re.compile(rb"[\xe2-\xef][\x80-\xbf][\x80-\xbf]")
SEPARATORS = ",\t;，|"
SAMPLE = 40  # rows that show what splits them

TextRow = tuple[int, list[Cell]]
Known = Callable[[list[str]], int]


def rows_of_text(data: bytes, known: Known) -> Iterator[TextRow]:
    """Yield (row number, cells) of a CSV file; `known` counts the column names in a row. Raises SheetRefused."""
    text = decode(data)
    refuse_web_page(text)
    refuse_long_lines(text)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator(text, known), strict=True)
    starts = 1  # the line the record under way began on: an open quote swallows all that follows
    number = 0
    try:
        for number, fields in enumerate(reader, start=1):
            starts = reader.line_num + 1
            yield number, [from_text(field) if field else EMPTY for field in fields]
    except csv.Error as error:
        raise BrokenQuotes(line=starts) from error


def decode(data: bytes) -> str:
    """The text of UTF-8 (with or without BOM), GB18030, or UTF-16 with BOM. Raises BadBytes, NulByte."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return decoded(data, "utf-16")
    if (at := data.find(b"\0")) >= 0:
        raise NulByte(line=line_of(data, at), offset=at + 1)
    if data.startswith(b"\xef\xbb\xbf"):
        return decoded(data, "utf-8-sig")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return decoded(data, "utf-8" if mostly_utf8(data) else "gb18030")


def decoded(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        # Python counts after the BOM it has taken off.
        at = error.start + (3 if encoding == "utf-8-sig" and len(error.object) == len(data) - 3 else 0)
        shown = encoding.removesuffix("-sig").upper()
        raise BadBytes(line=line_of(data, at), offset=at + 1, encoding=shown) from error


def mostly_utf8(data: bytes) -> bool:
    """True when Chinese in UTF-8 outweighs what is not UTF-8: then a stray byte is a fault, not another encoding."""
    broken = data.decode("utf-8", errors="replace").count("\ufffd")
    return len(HAN_IN_UTF8.findall(data)) > 2 * broken


def line_of(data: bytes, at: int) -> int:
    return len(re.findall(rb"\r\n|\r|\n", data[:at])) + 1


def refuse_web_page(text: str) -> None:
    """Many systems export a web page or XML and call it .xls."""
    start = text[:200].lstrip("\ufeff \t\r\n").lower()
    if start.startswith(("<html", "<!doctype", "<table", "<meta", "<head", "<?xml", "<style")):
        raise WrongKindOfFile(what=Word(_("网页或 XML 格式的表格")))


def refuse_long_lines(text: str) -> None:
    for number, line in enumerate(io.StringIO(text, newline=None), start=1):
        if len(line) > MAX_LINE:
            raise LineTooLong(line=number, length=len(line), limit=MAX_LINE)


def separator(text: str, known: Known) -> str:
    """What splits header and rows alike: into the most known names, then the most rows as long as the header.

    Separators that stand in a cell do not count, whether it is quoted or not.
    """
    return max(SEPARATORS, key=lambda mark: splits(sample(text, mark), known))


def sample(text: str, mark: str) -> list[list[str]]:
    rows: list[list[str]] = []
    with contextlib.suppress(csv.Error):  # said by who reads all of it
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=mark, strict=True):
            if any(field.strip() for field in row):
                rows.append(row)
            if len(rows) == SAMPLE:
                break
    return rows


def splits(rows: list[list[str]], known: Known) -> tuple[int, int, int]:
    """How well rows are split: known names in the header, rows as long as it, its length."""
    if not rows:
        return 0, 0, 0
    names, at = max((known(row), -at) for at, row in enumerate(rows))
    header = rows[-at] if names else next((row for row in rows if len(row) > 1), rows[0])
    if len(header) == 1:
        return names, 0, 0
    return names, sum(len(row) == len(header) for row in rows), len(header)
