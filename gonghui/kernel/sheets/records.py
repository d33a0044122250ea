"""The records of an .xls ([MS-XLS]), read only far enough to learn what calamine does not tell and must not find out
the hard way: how far the cells reach (it holds the whole rectangle in memory), which cells are errors, which are
merged or shown in other digits, which rows are hidden, whether there is a password.
"""

import itertools
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

from .cells import Cell, ErrorCell
from .marks import Forms, Marks
from .refusals import DamagedWorkbook, PasswordProtected
from .shown import places_of

BOF, EOF, BOUNDSHEET, FILEPASS, ROW = 0x0809, 0x000A, 0x0085, 0x002F, 0x0208
FORMAT, STYLE, MERGED, CODE_PAGE, DATE_MODE, TEXT_RESULT = 0x041E, 0x00E0, 0x00E5, 0x0042, 0x0022, 0x0207
NUMBER, LABEL, BOOL_OR_ERROR, FORMULA, RK, MULTI_RK, SHARED_LABEL, RICH_LABEL = (
    0x0203,
    0x0204,
    0x0205,
    0x0006,
    0x027E,
    0x00BD,
    0x00FD,
    0x00D6,
)
SHARED, CONTINUE = 0x00FC, 0x003C  # the texts that cells share, and the rest of a record that was too long
CELLS = {NUMBER, LABEL, BOOL_OR_ERROR, FORMULA, RK, MULTI_RK, SHARED_LABEL, RICH_LABEL}
NUMBERS = {NUMBER, RK, MULTI_RK, FORMULA}
OF_BOOK = {BOF, CODE_PAGE, DATE_MODE, FORMAT, STYLE, BOUNDSHEET, SHARED}
OF_SHEET = {BOF, *CELLS, TEXT_RESULT}
RESULT = 20  # bytes of a formula before the formula itself
EXCEL_97 = 0x0600
HIDDEN = 0x20
SHORTEST = 3  # bytes of a shared text
ERRORS = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A"}


@dataclass(slots=True)
class Extent:
    """One sheet: the rectangle of its cells and what is special in it, counted from 1.

    `text` is how many characters its cells show of shared texts, each counted as often as it is shown.
    """

    first_row: int = 1 << 20
    last_row: int = 0
    last_column: int = 0
    text: int = 0
    marks: Marks = field(default_factory=Marks)

    @property
    def cells(self) -> int:
        return max(0, self.last_row - self.first_row + 1) * self.last_column


class Records:
    """The records of a workbook: of the whole, and of each sheet in its order. Raises DamagedWorkbook,
    PasswordProtected."""

    def __init__(self, stream: bytes) -> None:
        try:
            self.book = list(records(stream, 0, len(stream)))
            starts = [struct.unpack_from("<I", body)[0] for kind, body in self.book if kind == BOUNDSHEET]
            ends = dict(itertools.pairwise([*sorted(starts), len(stream)]))
            if not starts or len(ends) < len(starts):  # sheets upon each other would be read a thousand times
                raise DamagedWorkbook()
            self.sheets = [list(records(stream, start, ends[start])) for start in starts]
        except struct.error as error:
            raise DamagedWorkbook() from error

    def extents(self) -> list[Extent]:
        """What each sheet covers. Raises DamagedWorkbook."""
        try:
            lengths, forms = list(SharedTexts(self.book).lengths()), forms_of(self.book)
            return [extent(sheet, lengths, forms) for sheet in self.sheets]
        except (struct.error, IndexError, KeyError) as error:
            raise DamagedWorkbook() from error

    def written(self) -> bytes:
        """The records that hold what cells show, and nothing else: what calamine reads is what was looked at.

        Left out are formulas, names, and the rectangle that a sheet claims to have: calamine takes memory for it.
        """
        sheets = [b"".join(kept(sheet, OF_SHEET)) + record(EOF, b"") for sheet in self.sheets]
        book = list(kept(self.book, OF_BOOK))
        at, placed = sum(map(len, book)) + 4, []
        places = iter(itertools.accumulate(map(len, sheets), initial=at))
        for each in book:
            is_sheet = struct.unpack_from("<H", each)[0] == BOUNDSHEET
            placed.append(each[:4] + struct.pack("<I", next(places)) + each[8:] if is_sheet else each)
        return b"".join([*placed, record(EOF, b""), *sheets])


def kept(some: list[tuple[int, bytes]], kinds: set[int]) -> Iterator[bytes]:
    """The records of these kinds as bytes, each with its continuations; a formula only with what it came to."""
    keep = False
    for kind, body in some:
        keep = keep if kind == CONTINUE else kind in kinds
        if keep:
            yield record(kind, body[:RESULT].ljust(RESULT + 2, b"\0") if kind == FORMULA else body)


def record(kind: int, body: bytes) -> bytes:
    return struct.pack("<HH", kind, len(body)) + body


def extent(sheet: list[tuple[int, bytes]], lengths: list[int], forms: Forms) -> Extent:
    """What a sheet's records cover; `lengths` are those of the shared texts."""
    found = Extent()
    for kind, body in sheet:
        if kind in CELLS:
            row, column = struct.unpack_from("<HH", body)
            last = struct.unpack_from("<H", body, len(body) - 2)[0] if kind == MULTI_RK else column
            found.first_row, found.last_row = min(found.first_row, row + 1), max(found.last_row, row + 1)
            found.last_column = max(found.last_column, last + 1)
            if kind == SHARED_LABEL:
                found.text += lengths[struct.unpack_from("<I", body, 6)[0]]
            if error := error_in(kind, body):
                found.marks.problems[row + 1, column + 1] = Cell(error, problem=ErrorCell(value=error))
            if forms and kind in NUMBERS:
                mark_forms(found.marks, kind, body, forms)
        elif kind == ROW and len(body) >= 16 and body[12] & HIDDEN:
            found.marks.hidden.add(struct.unpack_from("<H", body)[0] + 1)
        elif kind == MERGED:
            for first, last, column, _last in struct.iter_unpack("<4H", body[2 : 2 + (len(body) - 2) // 8 * 8]):
                found.marks.merge(first + 1, last + 1, column + 1)
    return found


def mark_forms(marks: Marks, kind: int, body: bytes, forms: Forms) -> None:
    """Which cells of a record show their number in other digits."""
    row, column = struct.unpack_from("<HH", body)
    for place, at in enumerate(range(4, len(body) - 2, 6) if kind == MULTI_RK else (4,)):
        if found := forms.get(struct.unpack_from("<H", body, at)[0]):
            marks.forms[row + 1, column + 1 + place] = found


def forms_of(book: list[tuple[int, bytes]]) -> Forms:
    """The styles that show a number in other digits than it holds; of Excel 97 and later."""
    if len(book) == 0 or book[0][0] != BOF or struct.unpack_from("<H", book[0][1])[0] != EXCEL_97:
        return {}
    formats = {}
    for kind, body in book:
        if kind == FORMAT and len(body) > 5:
            number, length, wide = struct.unpack_from("<HHB", body)
            text = body[5 : 5 + length * (1 + (wide & 1))]
            formats[number] = places_of(text.decode("utf-16-le" if wide & 1 else "latin-1", "replace"))
    styles = (struct.unpack_from("<H", body, 2)[0] for kind, body in book if kind == STYLE)
    return {style: formats[number] for style, number in enumerate(styles) if formats.get(number)}


class SharedTexts:
    """The texts that cells share: one record and its continuations, in which a text may begin and go on."""

    def __init__(self, book: list[tuple[int, bytes]]) -> None:
        at = next((at for at, (kind, _body) in enumerate(book) if kind == SHARED), len(book))
        rest = itertools.takewhile(lambda record: record[0] == CONTINUE, book[at + 1 :])
        self.parts = [body for _kind, body in [*book[at : at + 1], *rest]]
        self.part, self.at = 0, 8  # after how many there are

    def lengths(self) -> Iterator[int]:
        """The characters of each, as many as the record says. Raises IndexError, struct.error."""
        count = struct.unpack_from("<I", self.parts[0], 4)[0] if self.parts else 0
        if count * SHORTEST > sum(map(len, self.parts)):  # calamine takes memory for as many as are claimed
            raise DamagedWorkbook()
        while count and (self.part < len(self.parts) - 1 or self.at < len(self.parts[-1])):
            count -= 1
            length, flags = struct.unpack("<HB", self._take(3))
            runs = struct.unpack("<H", self._take(2))[0] if flags & 8 else 0
            more = struct.unpack("<I", self._take(4))[0] if flags & 4 else 0
            self._pass_text(length, flags & 1)
            self._take(4 * runs + more)
            yield length

    def _take(self, count: int) -> bytes:
        taken = self.parts[self.part][self.at : self.at + count]
        self.at += len(taken)
        while len(taken) < count:
            self.part, self.at = self.part + 1, 0
            more = self.parts[self.part][: count - len(taken)]
            taken, self.at = taken + more, len(more)
        return taken

    def _pass_text(self, length: int, wide: int) -> None:
        """Pass over characters of one or two bytes; each continuation says anew which."""
        while (here := (len(self.parts[self.part]) - self.at) // (1 + wide)) < length:
            length -= here
            self.part, self.at = self.part + 1, 1
            wide = self.parts[self.part][0] & 1
        self.at += length * (1 + wide)


def error_in(kind: int, body: bytes) -> str:
    """The error a cell shows, empty when it shows none."""
    if kind == BOOL_OR_ERROR and body[7]:
        return ERRORS.get(body[6], "#N/A")
    if kind == FORMULA and body[12:14] == b"\xff\xff" and body[6] == 2:  # its result is no number but an error
        return ERRORS.get(body[8], "#N/A")
    return ""


def records(stream: bytes, at: int, end: int) -> Iterator[tuple[int, bytes]]:
    """(kind, content) of the records from `at` to the end of their part; charts inside it are passed over.

    Raises PasswordProtected: behind that record nothing can be read. Raises DamagedWorkbook when another part begins
    at `end`, before this one is over.
    """
    depth = 0
    while at + 4 <= end:
        kind, length = struct.unpack_from("<HH", stream, at)
        body = stream[at + 4 : at + 4 + length]
        at += 4 + length
        if kind == FILEPASS:
            raise PasswordProtected()
        depth += (kind == BOF) - (kind == EOF)
        if depth <= 0:
            return
        if depth == 1:
            yield kind, body
    if end < len(stream):
        raise DamagedWorkbook()
