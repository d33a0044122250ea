"""Plain text: understood in full, so that it can be kept as UTF-8; what a browser would take for a page is none."""

import re

from gonghui.kernel.sheets import SheetRefused
from gonghui.kernel.sheets.texts import decode

MARKUP = re.compile(r"<\s*(?:!doctype|\?xml|html|head|body|script|svg|iframe|style|meta|table|a\s|img)", re.IGNORECASE)
START = 1_000  # characters that a browser looks at to guess what it has
CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")


def plain_text(data: bytes) -> bytes | None:
    """The text in UTF-8; None when the bytes are no text."""
    try:
        text = decode(data)
    except SheetRefused:
        return None
    return None if CONTROL.search(text) else text.encode()


def is_markup(text: bytes) -> bool:
    """A web page, an SVG or another XML."""
    return MARKUP.search(text[: START * 4].decode(errors="ignore")[:START]) is not None
