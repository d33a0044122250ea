"""From bytes to a table: what kind of file it is, where its header stands, which rows hold data."""

import itertools
import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from gonghui.kernel.words import Word
from gonghui.kernel.words import gettext_noop as _

from . import books, texts
from .cells import EMPTY, Cell
from .refusals import EmptyFile, FileTooBig, HeaderOnly, NotASheet, TooManyRows

HEADER_WITHIN = 10  # rows: titles and notes often stand above the header
MEGABYTE = 1024 * 1024

OTHER_FILES = (
    (b"MZ", _("程序文件")),
    (b"\x7fELF", _("程序文件")),
    (b"\xff\xd8\xff", _("图片")),
    (b"\x89PNG", _("图片")),
    (b"GIF8", _("图片")),
    (b"BM", _("图片")),
    (b"%PDF", _(" PDF 文档")),
    (b"Rar!", _("压缩包")),
    (b"7z\xbc\xaf", _("压缩包")),
    (b"\x1f\x8b", _("压缩包")),
    (b"SQLite format 3", _("数据库文件")),
    (b"{\\rtf", _("文字文档")),
)

Row = tuple[int, list[Cell]]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table: `header` as written, `rows` with data only, each as long as the header at least.

    `overlong` are rows of a CSV file with more cells than the header: a stray separator may have shifted them.
    `other_sheets` are further sheets with content, which were not read; `hidden_rows` are read all the same.
    """

    name: str
    header: list[str]
    header_row: int
    rows: list[Row]
    other_sheets: tuple[str, ...] = ()
    hidden_rows: tuple[int, ...] = ()
    overlong: frozenset[int] = frozenset()

    def places_of(self, columns: Mapping[str, Sequence[str]]) -> dict[str, int]:
        """Where each column stands that the table has, by its key; `columns` are the names each may have."""
        by_heading = {heading(name): key for key, names in columns.items() for name in names}
        found: dict[str, int] = {}
        for at, title in enumerate(self.header):
            key = by_heading.get(heading(title))
            if key is not None:
                found.setdefault(key, at)
        return found


def read_table(
    data: bytes, file_name: str, columns: Mapping[str, Sequence[str]], *, max_bytes: int, max_rows: int
) -> Sheet:
    """As `read_sheet`, of a table with these columns by key, each under any of its names."""
    names = [name for column in columns.values() for name in column]
    return read_sheet(data, file_name, max_bytes=max_bytes, max_rows=max_rows, known=names)


def read_sheet(data: bytes, file_name: str, *, max_bytes: int, max_rows: int, known: Collection[str] = ()) -> Sheet:
    """Read the first sheet that has content, by what the bytes are, whatever the file is called.

    `known` are column names to tell the header from titles above it. Raises SheetRefused.
    """
    if len(data) > max_bytes:
        raise FileTooBig(size=round(len(data) / MEGABYTE, 1), limit=max_bytes // MEGABYTE)
    if not data.strip(b"\0 \t\r\n\xef\xbb\xbf"):
        raise EmptyFile()
    if books.is_container(data):
        book = books.open_book(data)
        sheet = table(book.rows, name=book.name, known=known, max_rows=max_rows)
        hidden = tuple(number for number, _cells in sheet.rows if number in book.hidden)
        return Sheet(sheet.name, sheet.header, sheet.header_row, sheet.rows, book.others, hidden)
    refuse_other_files(data)
    sheet = table(texts.rows_of_text(data), name=file_name, known=known, max_rows=max_rows)
    width = len(sheet.header)
    overlong = frozenset(number for number, cells in sheet.rows if any(cells[width:]))
    return Sheet(sheet.name, sheet.header, sheet.header_row, sheet.rows, overlong=overlong)


def refuse_other_files(data: bytes) -> None:
    for start, what in OTHER_FILES:
        # A text may begin with "BM"; a picture of that kind has zero bytes soon after.
        if data.startswith(start) and (len(start) > 2 or b"\0" in data[:64]):
            raise NotASheet(what=Word(what))


def table(rows: Iterable[Row], *, name: str, known: Collection[str], max_rows: int) -> Sheet:
    """Find the header among the first rows and take what follows. Raises EmptyFile, HeaderOnly, TooManyRows."""
    filled = (row for row in rows if any(row[1]))
    first = list(itertools.islice(filled, HEADER_WITHIN))
    if not first:
        raise EmptyFile()
    at = header_at(first, {heading(name) for name in known})
    header_row, header_cells = first[at]
    header = [cell.text for cell in header_cells]
    while header and not header[-1]:
        header.pop()
    taken: list[Row] = []
    for number, cells in itertools.chain(first[at + 1 :], filled):
        if len(taken) == max_rows:
            raise TooManyRows(limit=max_rows)
        cells.extend([EMPTY] * (len(header) - len(cells)))
        taken.append((number, cells))
    if not taken:
        raise HeaderOnly(row=header_row)
    return Sheet(name, header, header_row, taken)


def header_at(first: list[Row], known: set[str]) -> int:
    """Which of the first rows is the header: the one with most known names, else the first with two cells filled."""
    scores = [len(known & {heading(cell.text) for cell in cells if cell.text}) for _number, cells in first]
    if max(scores) > 0:
        return scores.index(max(scores))
    for at, (_number, cells) in enumerate(first):
        if sum(1 for cell in cells if cell) >= 2:
            return at
    return 0


def heading(text: str) -> str:
    """A column name reduced to what matters: "*证件 号码（必填）" is "证件号码"."""
    folded = unicodedata.normalize("NFKC", text).lower()
    folded = re.sub(r"\([^)]*\)|\[[^\]]*\]|【[^】]*】", "", folded)
    return re.sub(r"[\s*:_/.\u200b\ufeff-]", "", folded)
