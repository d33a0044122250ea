"""The package of an .xlsx: which of its parts is what, as its relations say, and what unpacking it would cost.

Parts are found as Excel finds them: from the package's own relations to the workbook, from there to sheets, texts and
styles, whatever they are called and wherever they lie. calamine looks in the usual places, so it is given the same
parts laid out anew there: what it reads is what was looked at.
"""

import io
import posixpath
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Sized
from dataclasses import dataclass, field
from xml.sax.saxutils import quoteattr

from gonghui.kernel.words import Word
from gonghui.kernel.words import gettext_noop as _

from .marks import Forms, local, walk, whole
from .refusals import DamagedWorkbook, NotASheet, PasswordProtected, UnpacksTooBig, WrongKindOfFile
from .shown import places_of

MAX_UNPACKED = 160 * 1024 * 1024
MAX_NAMED = 10_000  # sheets, relations, formats: more is no workbook of people
MAX_STYLES = 65_536
PORTION = 1024 * 1024
OTHER_PACKAGES = {
    "word/document.xml": NotASheet(what=Word(_(" Word 文档"))),
    "ppt/presentation.xml": NotASheet(what=Word(_(" PPT 演示文稿"))),
    "xl/workbook.bin": WrongKindOfFile(what=Word(_("二进制工作簿（.xlsb）"))),
    "content.xml": WrongKindOfFile(what=Word(_(" OpenDocument 文档"))),
}
BROKEN = (zipfile.BadZipFile, zlib.error, KeyError, ValueError, NotImplementedError)
USUAL = {"sharedStrings": "xl/sharedStrings.xml", "styles": "xl/styles.xml"}
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"


@dataclass(frozen=True, slots=True)
class SheetPart:
    """One sheet: its attributes in the workbook, and its part in the package, "" for none."""

    attributes: dict[str, str]
    part: str


class Package:
    """An opened package. All of it may raise SheetRefused."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                self.infos = named_once(archive.infolist())
            self._refuse_bombs()
        except BROKEN as error:
            raise DamagedWorkbook() from error
        self.workbook = self._workbook()
        self.relations = self._relations(self.workbook)
        self.properties: dict[str, str] = {}
        self.sheets = self._sheets()

    def parts(self, name: str) -> Iterator[bytes]:
        """The content of a part, a portion at a time."""
        try:
            yield from unpacked(self.data, self.infos[name.lower()])
        except BROKEN as error:
            raise DamagedWorkbook() from error

    def related(self, kind: str) -> str:
        """The part to which the workbook has a relation of this kind, else the one that usually is it; "" for none."""
        told = [part for type_, part in self.relations.values() if type_ == kind]
        return next((part for part in [*told, USUAL[kind]] if part.lower() in self.infos), "")

    def forms(self) -> Forms:
        """The styles that show a number in other digits than it holds."""
        styles = Styles()
        if part := self.related("styles"):
            walk(self.parts(part), styles.start, styles.end)
        places = {form: places_of(code) for form, code in styles.formats.items()}
        return {style: places[form] for style, form in enumerate(styles.cells) if places.get(form)}

    def laid_out(self) -> bytes:
        """Workbook, sheets, texts and styles as a package in which everything lies in its usual place."""
        out, relations, sheets = io.BytesIO(), [], []
        with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as package:
            for at, sheet in enumerate(self.sheets, start=1):
                relations.append((f"s{at}", "worksheet", f"worksheets/s{at}.xml"))
                own = {name: value for name, value in sheet.attributes.items() if name in ("name", "state")}
                sheets.append(tag("sheet", **own, sheetId=str(at), **{"r:id": f"s{at}"}))
                self._copy(package, sheet.part, f"xl/worksheets/s{at}.xml")
            for kind, name in USUAL.items():
                if part := self.related(kind):
                    relations.append((kind, kind, name.removeprefix("xl/")))
                    self._copy(package, part, name)
            package.writestr("xl/_rels/workbook.xml.rels", links(relations))
            package.writestr("_rels/.rels", links([("w", "officeDocument", "xl/workbook.xml")]))
            inside = tag("workbookPr", **self.properties), tag("sheets", *sheets)
            package.writestr("xl/workbook.xml", tag("workbook", *inside, xmlns=MAIN, **{"xmlns:r": RELATION}))
        return out.getvalue()

    def _copy(self, package: zipfile.ZipFile, part: str, name: str) -> None:
        with package.open(name, "w") as written:
            for content in self.parts(part) if part else (b"<worksheet><sheetData/></worksheet>",):
                written.write(content)

    def _refuse_bombs(self) -> None:
        """The sizes a package declares may be lies, so everything is unpacked once and counted."""
        left = MAX_UNPACKED
        for info in self.infos.values():
            for part in unpacked(self.data, info):
                left -= len(part)
                if left < 0:
                    raise UnpacksTooBig(limit=MAX_UNPACKED // 1024 // 1024)

    def _workbook(self) -> str:
        """Where the workbook is. Raises NotASheet, WrongKindOfFile."""
        told = [part for kind, part in self._relations("").values() if kind == "officeDocument"]
        for name in (*told, "xl/workbook.xml"):
            if name.lower() in self.infos and name not in OTHER_PACKAGES:
                return name
        for name, refusal in OTHER_PACKAGES.items():
            if name in self.infos:
                raise type(refusal)(**refusal.facts)
        raise NotASheet(what=Word(_("压缩包")))

    def _relations(self, part: str) -> dict[str, tuple[str, str]]:
        """(kind, part) of each relation of a part, by id; the kind is the last word of its type."""
        folder, name = posixpath.split(part)
        found: dict[str, tuple[str, str]] = {}

        def start(element: str, attributes: dict[str, str]) -> None:
            if local(element) == "Relationship" and attributes.get("TargetMode") != "External":
                target = attributes.get("Target", "").replace("\\", "/")
                target = target if target.startswith(("/", "xl/")) else posixpath.join("/", folder, target)
                kind = attributes.get("Type", "").rpartition("/")[2]
                found[attributes.get("Id", "")] = kind, posixpath.normpath(target).lstrip("/")
                refuse_crowd(found)

        relations = posixpath.join(folder, "_rels", f"{name}.rels")
        if relations.lower() in self.infos:
            walk(self.parts(relations), start)
        return found

    def _sheets(self) -> list[SheetPart]:
        """The sheets, in the order of the workbook."""
        found: list[SheetPart] = []

        def start(element: str, attributes: dict[str, str]) -> None:
            if local(element) == "workbookPr" and "date1904" in attributes:
                self.properties = {"date1904": attributes["date1904"]}
            if local(element) == "sheet":
                named = [value for name, value in attributes.items() if name.endswith(":id")]
                _kind, part = self.relations.get(named[0] if named else "", ("", ""))
                found.append(SheetPart(attributes, part if part.lower() in self.infos else ""))
                refuse_crowd(found)

        walk(self.parts(self.workbook), start)
        parts = [sheet.part.lower() for sheet in found if sheet.part]
        if len(set(parts)) < len(parts):  # a thousand sheets of one part would be read a thousand times
            raise DamagedWorkbook()
        return found


@dataclass(slots=True)
class Styles:
    """Hears which format each style of a cell has."""

    formats: dict[int, str] = field(default_factory=dict)
    cells: list[int] = field(default_factory=list)
    inside: bool = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        match local(name):
            case "numFmt":
                self.formats[whole(attributes.get("numFmtId"), 0)] = attributes.get("formatCode", "")
                refuse_crowd(self.formats)
            case "cellXfs":
                self.inside = True
            case "xf" if self.inside:
                self.cells.append(whole(attributes.get("numFmtId"), 0))
                refuse_crowd(self.cells, MAX_STYLES)

    def end(self, name: str) -> None:
        if local(name) == "cellXfs":
            self.inside = False


def tag(element: str, /, *inside: str, **attributes: str) -> str:
    """An element of XML."""
    told = "".join(f" {attribute}={quoteattr(value)}" for attribute, value in attributes.items())
    return f"<{element}{told}>{''.join(inside)}</{element}>"


def links(relations: Iterable[tuple[str, str, str]]) -> str:
    """The part that tells relations: id, kind, target of each."""
    told = (tag("Relationship", Id=id_, Type=f"{RELATION}/{kind}", Target=target) for id_, kind, target in relations)
    return tag("Relationships", *told, xmlns=PACKAGE)


def refuse_crowd(found: Sized, most: int = MAX_NAMED) -> None:
    """Raises DamagedWorkbook: tens of millions of small elements fit into a small file."""
    if len(found) > most:
        raise DamagedWorkbook()


def named_once(infos: list[zipfile.ZipInfo]) -> dict[str, zipfile.ZipInfo]:
    """The entries by name, in any case and with either slash. Raises DamagedWorkbook when two have one name."""
    named = {info.filename.replace("\\", "/").lstrip("/").lower(): info for info in infos}
    if len(named) < len(infos):
        raise DamagedWorkbook()
    return named


def unpacked(data: bytes, info: zipfile.ZipInfo) -> Iterator[bytes]:
    """The content of one entry, a portion at a time. Raises zlib.error, ValueError, PasswordProtected."""
    if info.flag_bits & 1:
        raise PasswordProtected()
    at = info.header_offset
    name_and_extra = sum(int.from_bytes(data[at + start : at + start + 2], "little") for start in (26, 28))
    packed = memoryview(data)[at + 30 + name_and_extra :][: info.compress_size]
    if info.compress_type == zipfile.ZIP_STORED:
        yield bytes(packed)
        return
    if info.compress_type != zipfile.ZIP_DEFLATED:
        raise ValueError("a workbook is stored or deflated")
    inflate = zlib.decompressobj(-15)
    rest: bytes | memoryview = packed
    while part := inflate.decompress(rest, PORTION):
        yield part
        rest = inflate.unconsumed_tail
