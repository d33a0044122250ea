"""What a title is found by: its words, how they sound, and the first letters of those sounds. Pure: no database.

A title holds tokens; what a reader types is a way to choose among them. Marks keep the three kinds apart:
"红楼" is a pair of characters, "~hong lou" a pair of sounds, "^hlm" three first letters.
"""

import re
from dataclasses import dataclass
from itertools import pairwise

from gonghui.kernel.sounds import sounds
from gonghui.kernel.syllables import readings
from gonghui.kernel.text import HAN_RUN, WORD, bigrams, fold, unmarked

LONGEST = 60  # characters of a question that are read
LATIN = re.compile(r"[a-z]+")
NUMBER = re.compile(r"[0-9xX\-\s]+")


@dataclass(frozen=True, slots=True)
class Key:
    """By what a title is found from its beginning: its plain name, its sounds and their first letters in one word."""

    name: str
    spelled: str
    initials: str


@dataclass(frozen=True, slots=True)
class Question:
    """What a reader typed. A title answers when it holds all tokens of one of `ways`; `plain` is the whole in one."""

    plain: str
    words: tuple[str, ...]
    ways: tuple[frozenset[str], ...]

    @property
    def is_latin(self) -> bool:
        return bool(LATIN.fullmatch(self.plain))


def key_of(name: str) -> Key:
    syllables = [sound for run in HAN_RUN.findall(fold(name)) for sound in sounds(run)]
    letters = "".join(sound[:1] for sound in syllables)
    return Key(unmarked(name)[:200], "".join(syllables)[:200], letters[:100])


def tokens_of(name: str, author: str) -> list[str]:
    """What a title is found by, each once: as it is written, and as if no mark stood in it."""
    texts = dict.fromkeys(spelling for text in (name, author) for spelling in (fold(text), unmarked(text)))
    found = dict.fromkeys(token for text in texts for token in bigrams(text))
    for run in dict.fromkeys(run for text in texts for run in HAN_RUN.findall(text)):
        syllables = sounds(run)
        found.update(dict.fromkeys([*_sounding(syllables), *_lettered(syllables)]))
    return list(found)


def question(text: str) -> Question:
    """How to look for what a reader typed; simplified script is given."""
    words = tuple(word for piece in text[:LONGEST].split() for word in WORD.findall(fold(piece).casefold()))
    ways = [frozenset[str]()]
    for word in words:
        ways = [way | more for way in ways for more in _ways(word)][:12]
    whole = unmarked(text[:LONGEST])
    if len(words) > 1 and LATIN.fullmatch(whole):
        ways += _spelled(whole)  # "hong lou meng" is one name
    return Question(whole, words, tuple(dict.fromkeys(way for way in ways if way)))


def _ways(word: str) -> list[frozenset[str]]:
    """Which tokens one word may mean; a lone character means none: only the beginning of a name finds it."""
    if not LATIN.fullmatch(word):
        return [frozenset() if len(word) == 1 else frozenset(bigrams(word))]
    return [frozenset([word]), *_spelled(word)]


def _spelled(letters: str) -> list[frozenset[str]]:
    ways = [frozenset(_sounding(list(reading))) for reading in readings(letters) if reading]
    return [*ways, frozenset(_lettered(list(letters)))] if len(letters) > 1 else ways


def _sounding(syllables: list[str]) -> list[str]:
    pairs = [f"~{one} {other}" for one, other in pairwise(syllables)]
    return pairs or [f"~{one}" for one in syllables]


def _lettered(syllables: list[str]) -> list[str]:
    """Three first letters at a time; a run of two, such as an author's name, is a token of its own."""
    letters = "".join(sound[:1] for sound in syllables)
    return ["^" + letters[at : at + 3] for at in range(len(letters) - 2)] or (["^" + letters] if letters else [])
