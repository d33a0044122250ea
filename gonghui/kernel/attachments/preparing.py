"""From what came in to what may be kept: all files of one act, or none."""

from collections.abc import Sequence
from dataclasses import dataclass

from gonghui.kernel.pictures import BadPicture, HeicPicture, encoded
from gonghui.kernel.words import Word
from gonghui.kernel.words import gettext_noop as _

from . import pdf, texts
from .caps import MEGABYTE, Caps
from .kinds import JPEG, PACKAGE, PDF, TEXT, FileKind, called, is_heif, picture_kind
from .names import kept_name, shown_name
from .packages import package_kind
from .refusals import (
    AttachmentRefused,
    EmptyAttachment,
    FileTooHeavy,
    KindNotAccepted,
    TogetherTooHeavy,
    TooManyFiles,
)


@dataclass(frozen=True, slots=True)
class Incoming:
    """A file as it came: what it was called, which proves nothing, and its bytes."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Prepared:
    """A file that may be kept. Pictures have a small one of themselves, and their size in pixels; others have 0.

    `only_download`: not to be opened in a browser.
    """

    name: str
    kind: FileKind
    data: bytes
    small: bytes = b""
    width: int = 0
    height: int = 0
    only_download: bool = False


def prepare(incoming: Sequence[Incoming], caps: Caps) -> list[Prepared]:
    """Every file made ready, in their order. Raises AttachmentRefused or BadPicture; its `file` names which one."""
    if len(incoming) > caps.most:
        raise TooManyFiles(count=len(incoming), limit=caps.most)
    together = sum(len(each.data) for each in incoming)
    if together > caps.most_bytes_together:
        raise TogetherTooHeavy(megabytes=whole(together), limit=caps.most_bytes_together // MEGABYTE)
    return [named(each, caps) for each in incoming]


def named(each: Incoming, caps: Caps) -> Prepared:
    try:
        return prepared(each, caps)
    except (AttachmentRefused, BadPicture) as refusal:
        refusal.file = shown_name(each.name)
        raise


def prepared(each: Incoming, caps: Caps) -> Prepared:
    """One file made ready. Raises AttachmentRefused, BadPicture."""
    data = each.data
    if not data:
        raise EmptyAttachment()
    if len(data) > caps.most_bytes:
        raise FileTooHeavy(megabytes=whole(len(data)), limit=caps.most_bytes // MEGABYTE)
    if kind := picture_kind(data):
        accepted(kind, caps)
        return picture(each, caps)
    if is_heif(data) and caps.takes(JPEG):
        raise HeicPicture()
    if data.startswith(b"%PDF-"):
        kind = accepted(PDF, caps)
        return Prepared(kept_name(each.name, kind), kind, data, only_download=pdf.only_to_download(data))
    if data.startswith(PACKAGE):
        kind = accepted(package_kind(data), caps)
        return Prepared(kept_name(each.name, kind), kind, data, only_download=True)
    return text(each, caps)


def picture(each: Incoming, caps: Caps) -> Prepared:
    """Whatever kind came in, a JPEG is kept: the first picture of those that move."""
    made = encoded(each.data, side=caps.side, small_side=caps.small_side, least_side=caps.least_side)
    return Prepared(kept_name(each.name, JPEG), JPEG, made.jpeg, made.small_jpeg, made.width, made.height)


def text(each: Incoming, caps: Caps) -> Prepared:
    plain = texts.plain_text(each.data)
    if plain is None:
        accepted(called(each.data), caps)
    elif texts.is_markup(plain):
        accepted(_("网页或 XML 文件"), caps)
    kind = accepted(TEXT, caps)
    return Prepared(kept_name(each.name, kind), kind, plain or b"", only_download=True)


def accepted(kind: FileKind | str, caps: Caps) -> FileKind:
    """The kind, when it may be attached here; one that is none of ours is what it is called. Raises KindNotAccepted."""
    if isinstance(kind, FileKind) and caps.takes(kind):
        return kind
    what = kind.word if isinstance(kind, FileKind) else kind
    raise KindNotAccepted(what=Word(what), kinds=tuple(Word(each.word) for each in caps.kinds))


def whole(many: int) -> int:
    """Bytes in megabytes, rounded up: what is just beyond 20 is not called 20."""
    return -(-many // MEGABYTE)
