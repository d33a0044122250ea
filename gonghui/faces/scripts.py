"""Chinese script: what is written in one, read in another."""

import functools

from opencc import OpenCC


@functools.lru_cache(maxsize=4096)
def in_script(text: str, language: str) -> str:
    """`text`, written in simplified script, as readers of `language` read it. Not for names of persons."""
    return taiwan().convert(text) if language == "zh-hant" else text


def simplified(text: str) -> str:
    """What a reader typed, in the script and the words that staff write in: 電視 -> 电视."""
    return _simplified().convert(text)


@functools.cache
def taiwan() -> OpenCC:
    return OpenCC("s2twp")


@functools.cache
def _simplified() -> OpenCC:
    return OpenCC("tw2sp")
