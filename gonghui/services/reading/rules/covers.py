"""What a cover may be: a small JPEG, PNG or WebP, told by its bytes and not by its name. Pure."""

import struct

from gonghui.kernel.words import Word
from gonghui.kernel.words import gettext_noop as _

from ..refusals import WrongCover

MOST_BYTES = 300 * 1024
LONGEST_SIDE = 2_000  # pixels


def check_cover(data: bytes) -> str:
    """The media type of a picture that may be a cover. Raises WrongCover."""
    if len(data) > MOST_BYTES:
        raise _wrong(_("文件太大"))
    for media_type, start, measure in KINDS:
        if data.startswith(start):
            try:
                sides = measure(data)
            except (struct.error, IndexError, ValueError) as error:
                raise _wrong(_("图片已损坏")) from error
            if not 0 < min(sides) <= max(sides) <= LONGEST_SIDE:
                raise _wrong(_("边长超过上限"))
            return media_type
    raise _wrong(_("不是 JPEG、PNG 或 WebP 图片"))


def _wrong(why: str) -> WrongCover:
    return WrongCover(why=Word(why), limit=MOST_BYTES // 1024, side=LONGEST_SIDE)


def _of_png(data: bytes) -> tuple[int, int]:
    return struct.unpack(">II", data[16:24])


def _of_jpeg(data: bytes) -> tuple[int, int]:
    """Walk the segments to the one that holds the size."""
    at = 2
    while at < len(data):
        marker, length = struct.unpack(">xBH", data[at : at + 4])
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack(">HH", data[at + 5 : at + 9])
            return width, height
        at += 2 + length
    raise ValueError("no frame")


def _of_webp(data: bytes) -> tuple[int, int]:
    if data[8:12] != b"WEBP":
        raise ValueError("not a picture")
    kind = data[12:16]
    if kind == b"VP8X":
        return 1 + int.from_bytes(data[24:27], "little"), 1 + int.from_bytes(data[27:30], "little")
    if kind == b"VP8L":
        bits = int.from_bytes(data[21:25], "little")
        return 1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF)
    width, height = struct.unpack("<HH", data[26:30])
    return width & 0x3FFF, height & 0x3FFF


KINDS = (
    ("image/png", b"\x89PNG\r\n\x1a\n", _of_png),
    ("image/jpeg", b"\xff\xd8\xff", _of_jpeg),
    ("image/webp", b"RIFF", _of_webp),
)
