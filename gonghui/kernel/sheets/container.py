"""The container of .xls files and of workbooks with a password: a small file system in a file ([MS-CFB])."""

import io
import re
import struct

import msoffcrypto
import olefile

from gonghui.kernel.words import Word
from gonghui.kernel.words import gettext_noop as _

from .refusals import DamagedWorkbook, NotASheet, PasswordProtected

SECTOR_SHIFTS = (9, 12)  # 512 bytes, 4 KB
NOBODYS_PASSWORD = "VelvetSweatshop"  # noqa: S105  Excel's own, for workbooks that are only protected against changes
MAX_SPINS = 200_000  # how often a key is hashed; Office does it 100,000 times
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
        self._refuse_twins()

    def _refuse_twins(self) -> None:
        """Raises DamagedWorkbook: of two streams by one name we might look at the one and calamine at the other."""
        directory = self.streams.directory_fp.getvalue()
        names = [directory[at : at + 64].decode("utf-16-le", "replace") for at in range(0, len(directory), 128)]
        for wanted in ("workbook", "book"):
            if sum(name.partition("\0")[0].lower() == wanted for name in names) > 1:
                raise DamagedWorkbook()

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
