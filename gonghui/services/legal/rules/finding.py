"""Which answers come first for what somebody wrote: by the everyday words that each answer is asked with."""

from collections.abc import Hashable, Iterable
from typing import TypeVar

from gonghui.kernel.text import fold

from . import MOST_FOUND

K = TypeVar("K", bound=Hashable)


def ranked(said: str, answers: Iterable[tuple[K, str, str]], *, most: int = MOST_FOUND) -> list[K]:
    """The keys of the answers that fit best, of (key, title, everyday words); none that shares no word with it.

    A word counts by its length: 没签合同 says more than 合同. Of equals the earlier stands first.
    """
    text = plain(said)
    scored = [(score(text, title, asked), key) for key, title, asked in answers]
    best = sorted((one for one in scored if one[0]), key=lambda one: -one[0])
    return [key for _points, key in best[:most]]


def score(text: str, title: str, asked: str) -> int:
    """Every everyday word that stands in the text, and the title where all of it does."""
    words = {plain(word) for word in asked.split()} - {""}
    return sum(len(word) ** 2 for word in words if word in text) + (len(title) ** 2 if plain(title) in text else 0)


def plain(text: str) -> str:
    return fold(text).replace(" ", "").lower()
