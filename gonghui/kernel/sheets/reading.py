"""From bytes to a sheet: what kind of file it is, which of its sheets is meant, where its header and its data stand."""

import itertools
import re
import unicodedata
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field

from gonghui.kernel.words import Word
from gonghui.kernel.words import gettext_noop as _

from . import books, texts
from .books import Page, Row, Rows
from .cells import EMPTY, Cell
from .refusals import EmptyFile, FileTooBig, HeaderOnly, NotASheet, SheetRefused, TooManyRows

HEADER_WITHIN = 30  # rows: titles and notes often stand above the header
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
MARC = re.compile(rb"\d{5}.{5}22\d{5}.{3}45", re.DOTALL)  # the leader of a library's record (ISO 2709)

Blank = Callable[[Sequence[Cell]], bool]


@dataclass(frozen=True, slots=True)
class Names:
    """The headings a table knows, and of which groups it needs one each."""

    known: frozenset[str] = frozenset()
    needed: tuple[frozenset[str], ...] = ()

    @classmethod
    def of(cls, known: Collection[str], needed: Collection[Collection[str]] = ()) -> "Names":
        """From names as people write them."""
        return cls(frozenset(map(heading, known)), tuple(frozenset(map(heading, group)) for group in needed))

    def count(self, texts: Sequence[str]) -> int:
        """How many of them are known names."""
        return len(self.known & {heading(text) for text in texts if text})

    def suffice(self, texts: Sequence[str]) -> bool:
        found = {heading(text) for text in texts if text}
        return all(group & found for group in self.needed)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table: `header` as written, `rows` with data only, each as long as the header at least.

    `overlong` are rows of a CSV file with more cells than the header: a stray separator may have shifted them.
    `other_sheets` are further sheets with content, which were not read; `hidden_rows` are read all the same;
    `blank_rows` hold nothing but numbering and what is filled in beforehand, and were passed over.
    """

    name: str
    header: list[str]
    header_row: int
    rows: list[Row]
    other_sheets: tuple[str, ...] = ()
    hidden_rows: tuple[int, ...] = ()
    overlong: frozenset[int] = frozenset()
    blank_rows: int = 0


@dataclass(slots=True)
class Candidate:
    """A sheet whose first rows have been seen."""

    page: Page
    opened: Rows
    first: list[Row]
    rest: Iterator[Row]
    header_at: int = 0
    others: list[str] = field(default_factory=list)

    @property
    def header(self) -> list[str]:
        header = [cell.text for cell in self.first[self.header_at][1]]
        while header and not header[-1]:
            header.pop()
        return header


def read_sheet(
    data: bytes,
    file_name: str,
    *,
    max_bytes: int,
    max_rows: int,
    names: Names = Names(),
    blank: Callable[[list[str], int], Blank] | None = None,
) -> Sheet:
    """Read the sheet whose columns are meant, by what the bytes are, whatever the file is called.

    `names` tell that sheet from others, and its header from the notes above it; without any it is the first sheet.
    `blank`, given the header and its row, tells which rows are as good as blank. Raises SheetRefused.
    """
    if len(data) > max_bytes:
        raise FileTooBig(size=round(len(data) / MEGABYTE, 1), limit=max_bytes // MEGABYTE)
    if not data.strip(b"\0 \t\r\n\xef\xbb\xbf"):
        raise EmptyFile()
    is_book = books.is_container(data)
    if not is_book:
        refuse_other_files(data)
    text = Page(file_name, lambda: Rows(texts.rows_of_text(data, names.count)))
    found = chosen(books.pages_of(data) if is_book else [text], names)
    header, header_row = found.header, found.first[found.header_at][0]
    rows, blanks = taken(found, len(header), max_rows, blank(header, header_row) if blank else None)
    shifted = () if is_book else (number for number, cells in rows if any(cells[len(header) :]))
    return Sheet(
        name=found.page.name,
        header=header,
        header_row=header_row,
        rows=rows,
        other_sheets=tuple(found.others),
        hidden_rows=tuple(number for number, _cells in rows if number in found.opened.hidden),
        overlong=frozenset(shifted),
        blank_rows=blanks,
    )


def refuse_other_files(data: bytes) -> None:
    for start, what in OTHER_FILES:
        # A text may begin with "BM"; a picture of that kind has zero bytes soon after.
        if data.startswith(start) and (len(start) > 2 or b"\0" in data[:64]):
            raise NotASheet(what=Word(what))
    if MARC.match(data):
        raise NotASheet(what=Word(_("图书馆的 MARC 数据")))


def chosen(pages: Sequence[Page], names: Names) -> Candidate:
    """The first sheet that has all needed columns, else the one with most known names. Raises SheetRefused."""
    seen: list[Candidate] = []
    refusal: SheetRefused | None = None
    for page in pages:
        try:
            candidate = seen_first(page, names)
        except SheetRefused as error:  # a later sheet may still be the one that is meant
            refusal = refusal or error
            continue
        if candidate is not None:
            seen.append(candidate)
        if candidate is not None and names.needed and names.suffice(candidate.header):
            break
    complete = [one for one in seen if names.suffice(one.header)]
    if refusal is not None and not (complete and names.needed):
        raise refusal
    if not seen:
        raise EmptyFile()
    found = max(complete or seen, key=lambda one: names.count(one.header))
    found.others = [page.name for page in pages if page is not found.page]
    return found


def seen_first(page: Page, names: Names) -> Candidate | None:
    """The first rows of a sheet; None when there are none."""
    opened = page.open()
    filled = (row for row in opened.rows if any(row[1]))
    first = list(itertools.islice(filled, HEADER_WITHIN))
    return Candidate(page, opened, first, filled, header_at(first, names)) if first else None


def header_at(first: list[Row], names: Names) -> int:
    """Which of the first rows is the header: the one with most known names, else the first with two cells filled."""
    scores = [names.count([cell.text for cell in cells]) for _number, cells in first]
    if max(scores) > 0:
        return scores.index(max(scores))
    return next((at for at, (_number, cells) in enumerate(first) if sum(map(bool, cells)) >= 2), 0)


def taken(found: Candidate, width: int, max_rows: int, blank: Blank | None) -> tuple[list[Row], int]:
    """The rows below the header, and how many were passed over as blank. Raises HeaderOnly, TooManyRows."""
    rows: list[Row] = []
    blanks = 0
    for number, cells in itertools.chain(found.first[found.header_at + 1 :], found.rest):
        cells.extend([EMPTY] * (width - len(cells)))
        if blank is not None and not any(cells[width:]) and blank(cells):
            blanks += 1
            continue
        if len(rows) == max_rows:
            raise TooManyRows(limit=max_rows)
        rows.append((number, cells))
    if not rows:
        raise HeaderOnly(row=found.first[found.header_at][0])
    return rows, blanks


def heading(text: str) -> str:
    """A column name reduced to what matters: "*证件 号码（必填）" is "证件号码"."""
    folded = unicodedata.normalize("NFKC", text).lower()
    folded = re.sub(r"\([^)]*\)|\[[^\]]*\]|【[^】]*】", "", folded)
    return re.sub(r"[\s*:_/.\u200b\ufeff-]", "", folded)
