"""The container of .xls files and of workbooks with a password: a small file system in a file ([MS-CFB])."""

import io
import re
import struct
from collections.abc import Sequence

import msoffcrypto
import olefile

from gonghui.kernel.words import Word
from gonghui.kernel.words import gettext_noop as _

from .refusals import DamagedWorkbook, NotASheet, PasswordProtected

SECTOR_SHIFTS = (9, 12)  # 512 bytes, 4 KB
NOBODYS_PASSWORD = "VelvetSweatshop"  # noqa: S105  Excel's own, for workbooks that are only protected against changes
MAX_SPINS = 200_000  # how often a key is hashed; Office does it 100,000 times
SECTOR, LINKS, HEADER_TABLES = 4096, 1024, 109  # bytes of a sector of ours, its links, tables that a header names
SMALLEST_STREAM = 4096  # smaller ones lie elsewhere
TABLE, END, FREE = 0xFFFFFFFD, 0xFFFFFFFE, 0xFFFFFFFF
SPINS = re.compile(rb'spinCount="(\d{1,12})"')
OTHER_STREAMS = {"WordDocument": Word(_(" Word 文档")), "PowerPoint Document": Word(_(" PPT 演示文稿"))}


class Container:
    """An opened container. Raises DamagedWorkbook."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        refuse_endless(data)
        try:
            self.streams = olefile.OleFileIO(io.BytesIO(data))
        except Exception as error:  # olefile raises what comes, from OSError to RecursionError
            raise DamagedWorkbook() from error
        if any(entry is not None and entry.size > len(data) for entry in self.streams.direntries):
            raise DamagedWorkbook()  # olefile would go round a chain until it has read so much

    def refuse_other_files(self) -> None:
        """Raises NotASheet."""
        for name, what in OTHER_STREAMS.items():
            if self.streams.exists(name):
                raise NotASheet(what=what)

    @property
    def is_encrypted_package(self) -> bool:
        """True for an .xlsx with a password."""
        return bool(self.streams.exists("EncryptedPackage"))

    def workbook(self) -> bytes:
        """The records of an .xls."""
        name = next((name for name in ("Workbook", "Book") if self.streams.exists(name)), None)
        if name is None:
            raise DamagedWorkbook()
        try:
            return bytes(self.streams.openstream(name).read())
        except Exception as error:
            raise DamagedWorkbook() from error

    def opened(self) -> bytes:
        """The file without its password, when that is the one nobody set. Raises PasswordProtected."""
        if any(int(spins) > MAX_SPINS for spins in SPINS.findall(self.data)):
            raise PasswordProtected()
        out = io.BytesIO()
        try:
            file = msoffcrypto.OfficeFile(io.BytesIO(self.data))
            file.load_key(password=NOBODYS_PASSWORD, verify_password=True)
            file.decrypt(out)
        except Exception as error:  # of the library's many errors nearly all say: another password
            raise PasswordProtected() from error
        return out.getvalue()


def container_of(workbook: bytes) -> bytes:
    """A new container with nothing in it but these records of a workbook.

    calamine is given this one: where two streams have one name, or tables can be read in two ways, it might see another
    workbook than was looked at.
    """
    workbook = workbook.ljust(SMALLEST_STREAM, b"\0")
    sectors = -(-len(workbook) // SECTOR)
    tables = -(-(sectors + 2) // (LINKS - 1))  # a table has places for its own sectors too
    counts = 1, tables, tables, 0, SMALLEST_STREAM, END, 0, END, 0
    header = struct.pack("<8s16x5H6x9I", olefile.MAGIC, 0x3E, 4, 0xFFFE, SECTOR.bit_length() - 1, 6, *counts)
    places = [*range(tables), *[FREE] * (HEADER_TABLES - tables)]
    root, first = tables + 1, tables + 2  # calamine wants a sector for small streams, of which there are none
    chain = [*[TABLE] * tables, END, END, *range(first + 1, first + sectors), END]
    links = [*chain, *[FREE] * (tables * LINKS - len(chain))]
    directory = entry("Root Entry", 5, 1, root, SECTOR) + entry("Workbook", 2, FREE, first, len(workbook))
    parts = [header + numbers(places), numbers(links), directory, b"\0", workbook]
    return b"".join(part.ljust(-(-len(part) // SECTOR) * SECTOR, b"\0") for part in parts)


def numbers(some: Sequence[int]) -> bytes:
    return struct.pack(f"<{len(some)}I", *some)


def entry(name: str, kind: int, child: int, start: int, size: int) -> bytes:
    """One entry of a directory, without neighbours."""
    coded = name.encode("utf-16-le") + b"\0\0"
    return struct.pack("<64sHBB3I36xIQ", coded, len(coded), kind, 1, FREE, FREE, child, start, size)


def refuse_endless(data: bytes) -> None:
    """olefile believes how many sectors of tables a header declares, and reads a ring of them so many times."""
    if len(data) < olefile.MINIMAL_OLEFILE_SIZE:
        raise DamagedWorkbook()
    (shift,), (tables,) = struct.unpack_from("<H", data, 30), struct.unpack_from("<I", data, 44)
    (mini_tables,) = struct.unpack_from("<I", data, 64)
    if shift not in SECTOR_SHIFTS:
        raise DamagedWorkbook()
    sectors = len(data) // (1 << shift)
    if tables > sectors // (1 << shift - 2) + 2 or mini_tables > sectors:
        raise DamagedWorkbook()
