"""The order of a draw and who gets what. Exact: bytes and integers, no clock, no chance but the hash."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256

from gonghui.kernel.text import fold

FORMAT = "gonghui-draw-1"
MOST_CHOICES = 5
LONGEST_BEACON = 200
NUMERALS = [str(number).encode() for number in range(1024)]


@dataclass(frozen=True, slots=True)
class DrawEntry:
    """One entrant: a random code, so many lots, the entrant's own random number, and pools (from 1) as preferred."""

    code: str
    weight: int
    nonce: str
    choices: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Supply:
    """A pool and the places in it that are drawn for."""

    id: str
    places: int
    label: str


def commitment(draw: str, secret: str) -> str:
    """What is published before the draw: it fixes the secret (64 hex digits) and does not tell it."""
    return _hash(f"{FORMAT} secret {draw} {secret}")


def seed(draw: str, secret: str, list_hash: str, beacon: str) -> str:
    """What the order follows from: the secret, the frozen list with everyone's nonces, and the public number."""
    return _hash(f"{FORMAT} seed {draw} {secret} {list_hash} {beacon}")


def normal_beacon(text: str) -> str:
    """A public number as it enters the seed: small letters and digits only, so that one outcome has one spelling."""
    plain = fold(text).lower()
    return "".join(each for each in plain if each.isascii() and each.isalnum())[:LONGEST_BEACON]


def score(seed: str, code: str, weight: int) -> bytes:
    """The smallest hash among the entry's lots; the smaller, the earlier in the order."""
    start = f"{seed}:{code}:".encode()
    if weight == 1:
        return sha256(start + b"1").digest()
    return min(sha256(start + NUMERALS[lot]).digest() for lot in range(1, weight + 1))


def in_order(seed: str, entries: Iterable[DrawEntry]) -> list[DrawEntry]:
    """The entries as drawn. Whatever order they come in, this is the same."""
    scored = [(score(seed, entry.code, entry.weight), entry.code, entry) for entry in entries]
    scored.sort(key=lambda row: row[:2])
    return [entry for _score, _code, entry in scored]


def allot(ordered: Iterable[DrawEntry], places: Sequence[int]) -> list[int]:
    """The pool (from 1) that each gets, 0 for none: in drawn order, the first choice in which a place is left."""
    left = [0, *places]
    got = []
    for entry in ordered:
        pool = next((choice for choice in entry.choices if left[choice] > 0), 0)
        left[pool] -= 1
        got.append(pool)
    return got


def _hash(text: str) -> str:
    return sha256(text.encode()).hexdigest()
