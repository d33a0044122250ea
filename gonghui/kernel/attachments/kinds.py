"""The kinds of file that may be kept, and what a file's first bytes say that it is."""

from dataclasses import dataclass

from gonghui.kernel.words import gettext_noop as _


@dataclass(frozen=True, slots=True)
class FileKind:
    """`code` is stored; `extension` has no dot; `word` is what people call it, in the source language."""

    code: str
    media_type: str
    extension: str
    word: str
    picture: bool = False


JPEG = FileKind("jpeg", "image/jpeg", "jpg", _("JPG 照片"), picture=True)
PNG = FileKind("png", "image/png", "png", _("PNG 图片"), picture=True)
WEBP = FileKind("webp", "image/webp", "webp", _("WebP 图片"), picture=True)
GIF = FileKind("gif", "image/gif", "gif", _("GIF 图片"), picture=True)
PDF = FileKind("pdf", "application/pdf", "pdf", _("PDF 文档"))
DOCX = FileKind(
    "docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx", _("Word 文档（.docx）")
)
XLSX = FileKind(
    "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx", _("Excel 表格（.xlsx）")
)
TEXT = FileKind("text", "text/plain; charset=utf-8", "txt", _("纯文本（.txt）"))
KINDS = {kind.code: kind for kind in (JPEG, PNG, WEBP, GIF, PDF, DOCX, XLSX, TEXT)}

PACKAGE = b"PK\x03\x04"
COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
HEIF_BRANDS = (b"heic", b"heix", b"hevc", b"hevx", b"heim", b"heis", b"mif1", b"msf1")

STARTS = (  # what is not taken, so that it can be called by its name
    (b"MZ", _("程序文件")),
    (b"\x7fELF", _("程序文件")),
    (b"\xca\xfe\xba\xbe", _("程序文件")),
    (b"BM", _("BMP 图片")),
    (b"II*\0", _("TIFF 图片")),
    (b"MM\0*", _("TIFF 图片")),
    (b"Rar!", _("压缩包")),
    (b"7z\xbc\xaf", _("压缩包")),
    (b"\x1f\x8b", _("压缩包")),
    (b"PK", _("压缩包")),
    (b"SQLite format 3", _("数据库文件")),
    (b"{\\rtf", _("RTF 文档")),
    (b"ID3", _("录音或音乐")),
    (b"#!AMR", _("录音或音乐")),
    (b"OggS", _("录音或音乐")),
)


def picture_kind(data: bytes) -> FileKind | None:
    """The kind of picture that `data` begins as; None for everything else."""
    if data.startswith(b"\xff\xd8\xff"):
        return JPEG
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return PNG
    if data.startswith((b"GIF87a", b"GIF89a")):
        return GIF
    return WEBP if data.startswith(b"RIFF") and data[8:12] == b"WEBP" else None


def is_heif(data: bytes) -> bool:
    """A photograph in the format that iPhones keep, which the decoder here does not read."""
    return data[4:8] == b"ftyp" and data[8:12] in HEIF_BRANDS


def called(data: bytes) -> str:
    """What a file that is none of ours is called, in the source language."""
    if data.startswith(COMPOUND) and "EncryptedPackage".encode("utf-16-le") in data:
        return _("设了打开密码的文档")
    if data.startswith(COMPOUND):
        return _("旧格式的 Office 文档（.doc、.xls、.wps）")
    if data[4:8] == b"ftyp" or data.startswith(b"RIFF"):
        return _("录音或录像")
    for start, word in STARTS:
        # A text may begin with "BM"; what truly is of that kind has zero bytes soon after.
        if data.startswith(start) and (len(start) > 2 or b"\0" in data[:64]):
            return word
    return _("认不出的文件")
