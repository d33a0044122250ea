"""The container of .xls files (a small file system in a file) and the records of the workbook inside it.

Read only far enough to learn what calamine does not tell and must not find out the hard way: how far the cells reach
(it holds the whole rectangle in memory), which cells are errors, which rows are hidden, whether there is a password.
"""

import itertools
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

from .refusals import DamagedWorkbook, PasswordProtected

STREAM, ROOT = 2, 5  # kinds of entries in the directory
END = 0xFFFFFFFC  # sector numbers from here on are no sectors
BOF, EOF, BOUNDSHEET, FILEPASS, ROW = 0x0809, 0x000A, 0x0085, 0x002F, 0x0208
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
HIDDEN = 0x20
ERRORS = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A"}


@dataclass(slots=True)
class Extent:
    """One sheet: the rectangle of its cells, its error cells and hidden rows, counted from 1; `errors` as shown.

    `text` is how many characters its cells show of shared texts, each counted as often as it is shown.
    """

    first_row: int = 1 << 20
    last_row: int = 0
    last_column: int = 0
    text: int = 0
    errors: dict[tuple[int, int], str] = field(default_factory=dict)
    hidden: set[int] = field(default_factory=set)

    @property
    def cells(self) -> int:
        return max(0, self.last_row - self.first_row + 1) * self.last_column


def extents(data: bytes) -> list[Extent]:
    """What each sheet of an .xls covers, in the workbook's order. Raises DamagedWorkbook, PasswordProtected."""
    try:
        stream = Container(data).workbook()
        book = list(records(stream, 0, len(stream)))
        starts = [struct.unpack_from("<I", body)[0] for kind, body in book if kind == BOUNDSHEET]
        lengths = list(SharedTexts(book).lengths())
        ends = dict(itertools.pairwise([*sorted(starts), len(stream)]))
        if len(ends) < len(starts):  # sheets upon each other: a thousand of them would be read a thousand times
            raise DamagedWorkbook()
        return [extent(stream, start, ends[start], lengths) for start in starts]
    except (struct.error, IndexError, KeyError) as error:
        raise DamagedWorkbook() from error


def extent(stream: bytes, at: int, end: int, lengths: list[int]) -> Extent:
    """The sheet whose records begin at `at` and end before `end`; `lengths` are those of the shared texts."""
    found = Extent()
    for kind, body in records(stream, at, end):
        if kind in CELLS:
            row, column = struct.unpack_from("<HH", body)
            last = struct.unpack_from("<H", body, len(body) - 2)[0] if kind == MULTI_RK else column
            found.first_row, found.last_row = min(found.first_row, row + 1), max(found.last_row, row + 1)
            found.last_column = max(found.last_column, last + 1)
            if kind == SHARED_LABEL:
                found.text += lengths[struct.unpack_from("<I", body, 6)[0]]
            if error := error_in(kind, body):
                found.errors[row + 1, column + 1] = error
        elif kind == ROW and len(body) >= 16 and body[12] & HIDDEN:
            found.hidden.add(struct.unpack_from("<H", body)[0] + 1)
    return found


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


class Container:
    """Sectors chained by a table, streams named by a directory ([MS-CFB])."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        shift, mini_shift = struct.unpack_from("<HH", data, 30)
        if shift not in (9, 12) or mini_shift != 6:
            raise DamagedWorkbook()
        self.size, self.mini_size = 1 << shift, 1 << mini_shift
        (self.directory_at,) = struct.unpack_from("<I", data, 48)
        self.cutoff, self.mini_table_at = struct.unpack_from("<II", data, 56)
        self.table = self._table()

    def workbook(self) -> bytes:
        """The stream of the workbook's records. Raises KeyError."""
        directory = self._chain(self.directory_at)
        root, streams = 0, {}
        for at in range(0, len(directory) - 127, 128):
            (length,) = struct.unpack_from("<H", directory, at + 64)
            name = directory[at : at + max(0, length - 2)].decode("utf-16-le", "replace")
            kind, start, size = directory[at + 66], *struct.unpack_from("<II", directory, at + 116)
            if kind == ROOT:
                root = start
            elif kind == STREAM:
                streams[name.lower()] = (start, size)
        start, size = streams["workbook"] if "workbook" in streams else streams["book"]
        if size >= self.cutoff:
            return self._chain(start)[:size]
        return self._mini_chain(start, self._chain(root))[:size]

    def _table(self) -> list[int]:
        """The next sector of each sector."""
        places = list(struct.unpack_from("<109I", self.data, 76))
        (more,) = struct.unpack_from("<I", self.data, 68)
        seen = 0
        while more < END and seen * self.size < len(self.data):
            *part, more = struct.unpack(f"<{self.size // 4}I", self._sector(more))
            places += part
            seen += 1
        table: list[int] = []
        for place in places:
            if place < END:
                table += struct.unpack(f"<{self.size // 4}I", self._sector(place))
        return table

    def _sector(self, number: int) -> bytes:
        start = (number + 1) * self.size
        return self.data[start : start + self.size].ljust(self.size, b"\0") if start < len(self.data) else b""

    def _chain(self, start: int) -> bytes:
        return b"".join(self._sector(number) for number in followed(start, self.table))

    def _mini_chain(self, start: int, stream: bytes) -> bytes:
        packed = self._chain(self.mini_table_at)
        table = list(struct.unpack(f"<{len(packed) // 4}I", packed))
        size = self.mini_size
        return b"".join(stream[number * size : (number + 1) * size] for number in followed(start, table))


def followed(start: int, table: list[int]) -> Iterator[int]:
    """The numbers of a chain; a chain longer than its table runs in a circle. Raises DamagedWorkbook, IndexError."""
    number = start
    for _step in range(len(table) + 1):
        if number >= END:
            return
        yield number
        number = table[number]
    raise DamagedWorkbook()
