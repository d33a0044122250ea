"""Words as their reader has them: sentences of ours in another language, Chinese script in the other."""

import functools

from django.utils.translation import get_language, gettext
from opencc import OpenCC

# OpenCC takes these for words of computing; in a union's office they are plain words.
OFFICE = {"程式碼": "代碼", "釋出": "發布", "稽核": "審核", "制單": "製單", "專案": "項目", "座點陣圖": "座位圖"}


def sentence(words: str) -> str:
    """A source sentence held in data (a service's name, a queue of work), in the reader's language; "" stays "".

    Remembered: a list has hundreds, and looking one up takes as long as all of a cell.
    """
    return _sentence(words, get_language()) if words else ""


@functools.lru_cache(maxsize=4096)
def _sentence(words: str, _language: str | None) -> str:
    return gettext(words)


@functools.lru_cache(maxsize=4096)
def in_script(text: str, language: str) -> str:
    """`text`, written in simplified script, as readers of `language` read it. Not for names of persons."""
    return traditional(text) if language == "zh-hant" else text


def traditional(text: str) -> str:
    """`text` in Traditional script, with Taiwan's words."""
    converted: str = taiwan().convert(text)
    for computing, office in OFFICE.items():
        converted = converted.replace(computing, office)
    return converted


def simplified(text: str) -> str:
    """What a reader typed, in the script and the words that staff write in: 電視 -> 电视."""
    return _simplified().convert(text)


@functools.cache
def taiwan() -> OpenCC:
    return OpenCC("s2twp")


@functools.cache
def _simplified() -> OpenCC:
    return OpenCC("tw2sp")
