"""What a PDF would do when it is opened. It is kept as it came, because a changed PDF loses its signatures.

A PDF is objects, some of them packed into object streams. The names of what runs are looked for in the raw bytes and in
every object stream, written out or escaped ("/J#61vaScript"); whatever cannot be looked into is refused.
"""

import re
import zlib
from collections.abc import Iterator

from gonghui.kernel.words import Word
from gonghui.kernel.words import gettext_noop as _

from .refusals import ActiveContent, DamagedFile, UnfoldsTooBig

RUNS = {
    b"JavaScript": _("脚本"),
    b"XFA": _("动态表单"),
    b"Launch": _("打开程序的动作"),
    b"Rendition": _("媒体动作"),
    b"RichMedia": _("动画"),
    b"ImportData": _("导入数据的动作"),
    b"SubmitForm": _("提交数据的动作"),
}
LOCKED = b"Encrypt"
HOLDS = {b"EmbeddedFiles", b"EmbeddedFile", b"FileAttachment", b"EF", LOCKED}
NAMES = re.compile(b"/(" + b"|".join([*RUNS, *sorted(HOLDS)]) + rb")(?=[\0\t\n\f\r ()<>\[\]{}/%]|\Z)")
PACKS = re.compile(rb"/(ObjStm|First)\b")
ESCAPE = re.compile(rb"#([0-9A-Fa-f]{2})")
STREAM = re.compile(rb"(?<!end)stream[\r\n]+")
PAGE_START = re.compile(rb"<\s*(?:script|html|svg|!doctype)", re.IGNORECASE)
MOST_UNFOLDED = 64 * 1024 * 1024
PIECE = 64 * 1024
EDGE = 1024  # bytes at either end that readers look at to tell what a file is


def only_to_download(data: bytes) -> bool:
    """True for a PDF that holds other files, or whose content is locked: it is not opened in the browser.

    Raises ActiveContent, DamagedFile, UnfoldsTooBig.
    """
    end = data.rfind(b"%%EOF", -EDGE)
    if end < 0 or data[end + 5 :].strip(b"\0\t\n\f\r ") or PAGE_START.search(data[:EDGE]):
        raise DamagedFile()  # cut off; or something stands behind or before it, for another reader than a PDF's
    found = names(data)
    if LOCKED not in found:
        for content in packed_objects(data):
            found |= names(content)
    for name, word in RUNS.items():
        if name in found:
            raise ActiveContent(what=Word(word))
    return not HOLDS.isdisjoint(found)


def names(data: bytes) -> set[bytes]:
    """Those of RUNS and HOLDS that stand in the bytes."""
    return {found[1] for found in NAMES.finditer(unescaped(data))}


def unescaped(data: bytes) -> bytes:
    return ESCAPE.sub(lambda code: bytes([int(code[1], 16)]), data)


def packed_objects(data: bytes) -> Iterator[bytes]:
    """The content of each object stream. What stands before a stream is taken as long as it can be: no false end of
    the stream before it and no false start of this one may hide what this one says of itself."""
    left, ended, packs = MOST_UNFOLDED, 0, False
    for keyword in STREAM.finditer(data):
        end = data.find(b"endstream", ended, keyword.start())
        packs = bool(PACKS.search(unescaped(data[max(end, ended) : keyword.start()]))) or (packs and end < 0)
        ended = keyword.end()
        if packs:
            content = unfolded(memoryview(data)[ended:], left)
            left -= len(content)
            yield content


def unfolded(body: memoryview, most: int) -> bytes:
    """What an object stream holds; all that write PDF deflate it. Raises DamagedFile, UnfoldsTooBig."""
    inflate, content = zlib.decompressobj(), bytearray()
    try:
        for at in range(0, len(body), PIECE):
            content += inflate.decompress(body[at : at + PIECE], most + 1 - len(content))
            if len(content) > most:
                raise UnfoldsTooBig(limit=MOST_UNFOLDED // 1024 // 1024)
            if inflate.eof:
                return bytes(content)
    except zlib.error as error:
        raise DamagedFile() from error
    raise DamagedFile()
