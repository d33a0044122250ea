"""What people attach, judged by its bytes: a kind that is known, nothing in it that runs, and never too much of it.

`prepare` turns what came in into what may be kept: pictures encoded anew and small, documents as they are when nothing
in them acts by itself, text as UTF-8; each under a name that is safe to write on a disk and into a header.
"""

from .caps import Caps
from .kinds import DOCX, GIF, JPEG, KINDS, PDF, PNG, TEXT, WEBP, XLSX, FileKind
from .preparing import Incoming, Prepared, prepare
from .refusals import (
    ActiveContent,
    AttachmentRefused,
    DamagedFile,
    EmptyAttachment,
    FileTooHeavy,
    KindNotAccepted,
    TogetherTooHeavy,
    TooManyFiles,
    UnfoldsTooBig,
)

__all__ = [
    "DOCX",
    "GIF",
    "JPEG",
    "KINDS",
    "PDF",
    "PNG",
    "TEXT",
    "WEBP",
    "XLSX",
    "ActiveContent",
    "AttachmentRefused",
    "Caps",
    "DamagedFile",
    "EmptyAttachment",
    "FileKind",
    "FileTooHeavy",
    "Incoming",
    "KindNotAccepted",
    "Prepared",
    "TogetherTooHeavy",
    "TooManyFiles",
    "UnfoldsTooBig",
    "prepare",
]
