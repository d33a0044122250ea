"""Workbooks (.xlsx, .xls). calamine reads the cells; what it does not tell is looked up in the package itself:
formulas without a value, error values, hidden rows, and whether unpacking would fill the memory."""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Never
from xml.etree import ElementTree

import python_calamine as calamine

from gonghui.kernel.words import Word
from gonghui.kernel.words import gettext_noop as _

from .cells import EMPTY, Cell, ErrorCell, from_value
from .compound import Extent, extents
from .marks import MAX_CELLS, MAX_COLUMNS, MAX_TEXT, Marks, letters, marks, shared_lengths
from .refusals import (
    DamagedWorkbook,
    EmptyFile,
    NotASheet,
    PasswordProtected,
    TooWide,
    UnpacksTooBig,
    WrongKindOfFile,
)

MAX_UNPACKED = 160 * 1024 * 1024

ZIP = b"PK\x03\x04"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
OTHER_PACKAGES = {
    "word/document.xml": NotASheet(what=Word(_(" Word 文档"))),
    "ppt/presentation.xml": NotASheet(what=Word(_(" PPT 演示文稿"))),
    "xl/workbook.bin": WrongKindOfFile(what=Word(_("二进制工作簿（.xlsb）"))),
    "content.xml": WrongKindOfFile(what=Word(_(" OpenDocument 文档"))),
}
FILLED = re.compile(rb"<(?:\w+:)?(?:v|t)[ >]")


@dataclass(slots=True)
class Book:
    name: str
    rows: Iterator[tuple[int, list[Cell]]]
    others: tuple[str, ...]
    hidden: frozenset[int]


def is_container(data: bytes) -> bool:
    """True for files whose bytes are a package or a compound file, as workbooks are."""
    return data.startswith((ZIP, OLE, b"PK\x05\x06"))


def open_book(data: bytes) -> Book:
    """The first visible sheet with content. Raises SheetRefused."""
    return open_package(data) if data.startswith(b"PK") else open_compound(data)


def open_compound(data: bytes) -> Book:
    """An .xls, or what else uses the same container: a workbook with a password, a .doc."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise PasswordProtected()
    if "WordDocument".encode("utf-16-le") in data:
        raise NotASheet(what=Word(_(" Word 文档")))
    if "PowerPoint Document".encode("utf-16-le") in data:
        raise NotASheet(what=Word(_(" PPT 演示文稿")))
    covered = extents(data)
    for sheet in covered:
        refuse_far(sheet)
    if sum(sheet.cells for sheet in covered) > MAX_CELLS or sum(sheet.text for sheet in covered) > MAX_TEXT:
        raise UnpacksTooBig(limit=MAX_TEXT // 1024 // 1024)
    workbook = load(data)  # reads every sheet at once
    filled = [at for at in visible(workbook) if at < len(covered) and covered[at].cells]
    return book(workbook, filled, marks_of(covered[filled[0]]) if filled else Marks())


def refuse_far(sheet: Extent) -> None:
    """Raises TooWide."""
    if sheet.last_column > MAX_COLUMNS or sheet.cells > MAX_CELLS:
        raise TooWide(cell=f"{letters(sheet.last_column)}{sheet.last_row}")


def marks_of(sheet: Extent) -> Marks:
    problems = {at: Cell(shown, problem=ErrorCell(value=shown)) for at, shown in sheet.errors.items()}
    return Marks(problems, frozenset(sheet.hidden))


def open_package(data: bytes) -> Book:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            refuse_other_packages(archive)
            refuse_bombs(data, archive)
            paths = sheet_paths(data, archive)
            infos = [archive.NameToInfo.get(path) for path in paths]
            lengths = text_lengths(data, archive)
    except (zipfile.BadZipFile, zlib.error, ElementTree.ParseError, KeyError, ValueError, NotImplementedError) as error:
        raise DamagedWorkbook() from error
    workbook = load(data)
    if len(workbook.sheet_names) != len(infos):  # it counts other sheets than were looked at
        raise DamagedWorkbook()
    filled = [at for at in visible(workbook) if (info := infos[at]) and FILLED.search(unpacked(data, info))]
    if not filled:
        raise EmptyFile()
    found = marks(parts(data, infos[filled[0]]), lengths)  # type: ignore[arg-type]
    return book(workbook, filled, found)


def refuse_other_packages(archive: zipfile.ZipFile) -> None:
    names = set(archive.namelist())
    if len({name.lower().replace("\\", "/") for name in names}) < len(archive.filelist):
        raise DamagedWorkbook()  # two entries by one name: we might look at the one and calamine at the other
    if "xl/workbook.xml" in names:
        return
    for name, refusal in OTHER_PACKAGES.items():
        if name in names:
            raise type(refusal)(**refusal.facts)
    raise NotASheet(what=Word(_("压缩包")))


def refuse_bombs(data: bytes, archive: zipfile.ZipFile) -> None:
    """The sizes a package declares may be lies, so everything is unpacked once and counted."""
    left = MAX_UNPACKED
    for info in archive.infolist():
        for part in parts(data, info):
            left -= len(part)
            if left < 0:
                raise UnpacksTooBig(limit=MAX_UNPACKED // 1024 // 1024)


def parts(data: bytes, info: zipfile.ZipInfo) -> Iterator[bytes]:
    """The content of one entry, a megabyte at a time. Raises zlib.error, ValueError."""
    if info.flag_bits & 1:
        raise PasswordProtected()
    name_and_extra = int.from_bytes(data[info.header_offset + 26 : info.header_offset + 28], "little") + int.from_bytes(
        data[info.header_offset + 28 : info.header_offset + 30], "little"
    )
    starts = info.header_offset + 30 + name_and_extra
    packed = memoryview(data)[starts : starts + info.compress_size]
    if info.compress_type == zipfile.ZIP_STORED:
        yield bytes(packed)
        return
    if info.compress_type != zipfile.ZIP_DEFLATED:
        raise ValueError("a workbook is stored or deflated")
    inflate = zlib.decompressobj(-15)
    rest: bytes | memoryview = packed
    while part := inflate.decompress(rest, 1024 * 1024):
        yield part
        rest = inflate.unconsumed_tail


def unpacked(data: bytes, info: zipfile.ZipInfo) -> bytes:
    return b"".join(parts(data, info))


def sheet_paths(data: bytes, archive: zipfile.ZipFile) -> list[str]:
    """Where each sheet lies in the package, in the order of the workbook."""
    targets = {}
    for relation in xml_of(unpacked(data, archive.getinfo("xl/_rels/workbook.xml.rels"))):
        target = relation.get("Target", "")
        target = target.lstrip("/") if target.startswith("/") else target
        targets[relation.get("Id")] = target if target.startswith("xl/") else "xl/" + target
    workbook = xml_of(unpacked(data, archive.getinfo("xl/workbook.xml")))
    sheets = (element for element in workbook.iter() if element.tag.endswith("}sheet"))
    return [targets.get(relation_of(sheet), "") for sheet in sheets]


def xml_of(data: bytes) -> ElementTree.Element:
    """The parsed XML; no workbook needs a document type, and entities are only good for bombs."""
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        raise ValueError("a document type")
    return ElementTree.fromstring(data)  # noqa: S314


def text_lengths(data: bytes, archive: zipfile.ZipFile) -> list[int]:
    """The length of each shared text, in the order of their numbers. Raises UnpacksTooBig."""
    paths = [name for name in archive.namelist() if name.lower().replace("\\", "/") == "xl/sharedstrings.xml"]
    return shared_lengths(parts(data, archive.getinfo(paths[0]))) if paths else []


def relation_of(sheet: ElementTree.Element) -> str | None:
    named = [value for name, value in sheet.attrib.items() if name.endswith("}id")]
    if len(named) > 1:
        raise ValueError("two relations of one sheet")
    return named[0] if named else None


def load(data: bytes) -> calamine.CalamineWorkbook:
    try:
        return calamine.load_workbook(io.BytesIO(data))
    except calamine.PasswordError as error:
        raise PasswordProtected() from error
    except BaseException as error:
        raise_damaged(error)


def raise_damaged(error: BaseException) -> Never:
    """calamine is written in Rust: on some broken files it panics, which is no Exception."""
    if isinstance(error, calamine.CalamineError | ValueError | OSError) or type(error).__name__ == "PanicException":
        raise DamagedWorkbook() from error
    raise error


def visible(workbook: calamine.CalamineWorkbook) -> list[int]:
    return [
        at
        for at, sheet in enumerate(workbook.sheets_metadata)
        if sheet.typ == calamine.SheetTypeEnum.WorkSheet and sheet.visible == calamine.SheetVisibleEnum.Visible
    ]


def sheet_at(workbook: calamine.CalamineWorkbook, at: int) -> calamine.CalamineSheet:
    try:
        return workbook.get_sheet_by_index(at)
    except BaseException as error:
        raise_damaged(error)


def book(workbook: calamine.CalamineWorkbook, filled: list[int], found: Marks) -> Book:
    if not filled:
        raise EmptyFile()
    names = workbook.sheet_names
    sheet = sheet_at(workbook, filled[0])
    rows = rows_of_sheet(sheet, found)
    return Book(names[filled[0]], rows, tuple(names[at] for at in filled[1:]), found.hidden)


def rows_of_sheet(sheet: calamine.CalamineSheet, found: Marks) -> Iterator[tuple[int, list[Cell]]]:
    if sheet.start is None:
        return
    top, left = sheet.start
    problems: dict[int, list[tuple[int, Cell]]] = {}
    for (row, column), cell in found.problems.items():
        problems.setdefault(row, []).append((column - 1 - left, cell))
    for number, values in enumerate(sheet.iter_rows(), start=top + 1):
        cells = [EMPTY if value == "" else from_value(value) for value in values]
        for at, cell in problems.get(number, ()):
            if 0 <= at < len(cells) and not cells[at]:
                cells[at] = cell
        yield number, cells
