"""One touch: a sentence in everyday words, pinyin or initials finds the services it may mean."""

import functools
import re
from collections.abc import Sequence
from dataclasses import dataclass

from gonghui.kernel.sounds import initials, sounds
from gonghui.kernel.text import bigrams, fold

from .scripts import simplified
from .services import Sign

NAME, SYNONYM, SUMMARY = 6, 4, 1  # how much a hit in each field counts
LATIN = re.compile(r"[a-z']+")
EMPTY_WORDS = frozenset("我想要去找个的了吗呢啊呀在哪里有没什么怎么样办请问一下可以能不给帮")


@dataclass(frozen=True, slots=True)
class Index:
    """What of a sign is searched: its words, their pinyin and their initials."""

    sign: Sign
    fields: tuple[tuple[int, str], ...]
    spelled: tuple[str, ...]
    initials: tuple[str, ...]


def find(sentence: str, signs: Sequence[Sign], limit: int = 8) -> list[Sign]:
    """The signs that `sentence` may mean, best first; built ones first among equals."""
    text = plain(sentence)
    if not text:
        return []
    ranked = [(score(text, index), index.sign) for index in indexes(tuple(signs))]
    hits = [(points, sign) for points, sign in ranked if points > 0]
    best = max((points for points, _ in hits), default=0)
    hits = [(points, sign) for points, sign in hits if points >= best / 3]
    hits.sort(key=lambda hit: (-hit[0], not hit[1].built))
    return [sign for _, sign in hits[:limit]]


def score(text: str, index: Index) -> float:
    points = sum(weight * overlap(text, words) for weight, words in index.fields)
    latin = "".join(LATIN.findall(text)).replace("'", "")
    if len(latin) >= 2:
        points += 8 * any(name.startswith(latin) for name in (*index.spelled, *index.initials))
        points += 4 * (len(latin) >= 4 and any(latin in name for name in index.spelled))
        points += 4 * any(len(name) >= 5 and name in latin for name in index.spelled)
    return points


def overlap(text: str, words: str) -> float:
    """How much of `words` (separated by spaces) the sentence touches: whole words, then pairs of characters."""
    points = 0.0
    for word in words.split():
        if word == text:
            points += 5
        elif len(word) > 1 and word in text:
            points += len(word)
        elif len(text) > 1 and text in word:
            points += len(text)
    pairs = set(bigrams(words))
    return points + 0.5 * sum(pair in pairs for pair in content_pairs(text))


def content_pairs(text: str) -> list[str]:
    return [pair for pair in bigrams(text) if not set(pair) <= EMPTY_WORDS]


def plain(sentence: str) -> str:
    """One spelling of what was asked: simplified script (Taiwan's words too), lower case, no punctuation."""
    sentence = simplified(sentence[:60])
    return re.sub(r"[\s，。？！、,.?!·\-]+", "", fold(sentence).lower())


@functools.lru_cache(maxsize=4)
def indexes(signs: tuple[Sign, ...]) -> tuple[Index, ...]:
    return tuple(index_of(sign) for sign in signs)


def index_of(sign: Sign) -> Index:
    words = [sign.name, *sign.synonyms.split()]
    return Index(
        sign=sign,
        fields=((NAME, fold(sign.name)), (SYNONYM, fold(sign.synonyms)), (SUMMARY, fold(sign.summary))),
        spelled=tuple("".join(sounds(word)) for word in words),
        initials=tuple(initials(word) for word in words),
    )
