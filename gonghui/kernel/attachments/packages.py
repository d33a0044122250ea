"""Word and Excel files are packages of XML: what is in them, whether it unfolds to too much, and whether it acts."""

import io
import re
import zipfile
import zlib
from xml.etree import ElementTree

from gonghui.kernel.words import Word
from gonghui.kernel.words import gettext_noop as _

from .kinds import DOCX, XLSX, FileKind
from .refusals import ActiveContent, DamagedFile, UnfoldsTooBig

MOST_UNFOLDED = 100 * 1024 * 1024
MOST_PARTS = 5_000
PIECE = 1024 * 1024
TYPES = "[Content_Types].xml"
MAIN_TYPES = {
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml": DOCX,
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml": XLSX,
}
OTHERS = (
    ("ppt/presentation.xml", _("PPT 演示文稿")),
    ("ofd.xml", _("OFD 文档")),
    ("content.xml", _("OpenDocument 文档")),
    ("androidmanifest.xml", _("手机应用")),
    ("meta-inf/manifest.mf", _("程序文件")),
)
ACTIVE_PART = re.compile(r"vbaproject\.bin|vbadata\.xml|activex|(^|/)macrosheets/|\.(exe|js|vbs|bat|scr)$")
FETCHES = {"attachedTemplate", "oleObject", "frame", "subDocument"}  # what is loaded from elsewhere when it is opened
ELSEWHERE = re.compile(r"(?i)\s*(https?:|ftp:|\\\\|//|file:(?!///[A-Za-z]:))")


def package_kind(data: bytes) -> FileKind | str:
    """DOCX or XLSX; for any other package what it is called. Raises ActiveContent, DamagedFile, UnfoldsTooBig."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return kind_of(archive, data)
    except (
        zipfile.BadZipFile, zlib.error, ElementTree.ParseError, ValueError, NotImplementedError, EOFError, RuntimeError,
    ) as error:  # fmt: skip
        raise DamagedFile() from error


def kind_of(archive: zipfile.ZipFile, data: bytes) -> FileKind | str:
    names = {info.filename.lower().replace("\\", "/") for info in archive.infolist()}
    if TYPES.lower() not in names or not names.isdisjoint(name for name, _word in OTHERS):
        return next((word for name, word in OTHERS if name in names), _("压缩包"))
    refuse_odd(archive, names, data)
    refuse_bombs(archive)
    if any(ACTIVE_PART.search(name) for name in names):
        raise ActiveContent(what=Word(_("宏或控件")))
    types = {each.get("ContentType", "") for each in xml_of(archive.read(TYPES))}
    if any("macroEnabled" in each or "vbaProject" in each for each in types):
        raise ActiveContent(what=Word(_("宏或控件")))
    refuse_fetching(archive)
    return next((kind for name, kind in MAIN_TYPES.items() if name in types), _("压缩包"))


def refuse_odd(archive: zipfile.ZipFile, names: set[str], data: bytes) -> None:
    """A package that is something else too, or that two readers would read differently. Raises DamagedFile."""
    infos = archive.infolist()
    alone = data[-22:-18] == b"PK\x05\x06" and data[-2:] == b"\0\0" and min(info.header_offset for info in infos) == 0
    twice = len(names) < len(infos)
    strays = any(name.startswith("/") or ".." in name.split("/") or ":" in name for name in names)
    if not alone or twice or strays or len(infos) > MOST_PARTS or any(info.flag_bits & 1 for info in infos):
        raise DamagedFile()


def refuse_bombs(archive: zipfile.ZipFile) -> None:
    """The sizes a package declares may be lies, so everything is unfolded once, counted and held against its sum."""
    left = MOST_UNFOLDED
    for info in archive.infolist():
        left -= info.file_size
        if left < 0:
            raise UnfoldsTooBig(limit=MOST_UNFOLDED // 1024 // 1024)
        with archive.open(info) as part:
            while part.read(PIECE):
                pass


def refuse_fetching(archive: zipfile.ZipFile) -> None:
    """A template or object that is fetched from another machine as soon as the file is opened. Raises ActiveContent."""
    for name in archive.namelist():
        if name.lower().endswith(".rels"):
            for relation in xml_of(archive.read(name)):
                sort = relation.get("Type", "").rpartition("/")[2]
                if sort in FETCHES and ELSEWHERE.match(relation.get("Target", "")):
                    raise ActiveContent(what=Word(_("从别处加载的内容")))


def xml_of(data: bytes) -> ElementTree.Element:
    """The parsed XML; no package needs a document type, and entities are only good for bombs. Raises ValueError."""
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        raise ValueError("a document type")
    return ElementTree.fromstring(data)  # noqa: S314
