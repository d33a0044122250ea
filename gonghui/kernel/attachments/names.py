"""A file's name as it is kept: what people read of it, without what misleads them or a disk."""

import re
import unicodedata

from .kinds import FileKind

LONGEST = 100  # characters, its extension among them
EXTENSION = re.compile(r"\.[A-Za-z][A-Za-z0-9]{0,7}$")
FORBIDDEN = re.compile(r'[<>:"|?*]')
NAMELESS = "附件"


def kept_name(name: str, kind: FileKind) -> str:
    """The last part of `name`, in one direction of reading, with the extension of what the file is."""
    stem = FORBIDDEN.sub("_", shown_name(name))
    while found := EXTENSION.search(stem):  # "a.pdf.exe" is no program when its bytes are a picture
        stem = stem[: found.start()]
    stem = stem.strip(". ")[: LONGEST - len(kind.extension) - 1].strip(". ")
    return f"{stem or NAMELESS}.{kind.extension}"


def shown_name(name: str) -> str:
    """The last part of a path, its hidden characters left out, at most 100 characters: as it may be said to people."""
    last = re.split(r"[/\\]", name)[-1]
    visible = "".join(each for each in unicodedata.normalize("NFC", last) if not hidden(each))
    return " ".join(visible.split())[-LONGEST:]


def hidden(character: str) -> bool:
    """Control characters, and marks that turn the direction of reading: they make exe.gpj of jpg.exe."""
    return unicodedata.category(character) in {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
