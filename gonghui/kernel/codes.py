"""Public codes (receipts, member cards, batches): short, not guessable, safe to say and to copy by hand.

31 letters without 0, 1, I, L and O. The last one is a check: the sum of value times place (counted from the right,
from 1) is 0 modulo 31. As 31 is prime, one wrong letter or two letters exchanged anywhere never pass.
"""

import secrets
from functools import cache

from gonghui.kernel.refusals import Refused
from gonghui.kernel.text import fold
from gonghui.kernel.words import gettext_noop as _

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
BASE = len(ALPHABET)
VALUE = {letter: value for value, letter in enumerate(ALPHABET)}
LENGTH = 10
LONGEST = 30  # beyond it two places would share a weight
SEPARATORS = dict.fromkeys(map(ord, " -‐‑‒–—―−_.·"))


class BadCode(Refused):
    code = "codes.bad_code"
    says = _("这个码不对，可能有一位抄错或两位颠倒")
    mend = _("请对照凭证再输入一次，或直接扫码")


class CodeMissing(BadCode):
    code = "codes.missing"
    says = _("没有输入码")
    mend = _("请扫码，或输入凭证上的码")


class CodeLength(BadCode):
    code = "codes.length"
    says = _("码应有 %(expected)s 位，现在是 %(length)s 位")


class CodeLetter(BadCode):
    code = "codes.letter"
    says = _("码里不会有“%(character)s”")
    mend = _("码只用数字 2 到 9 和大写字母，没有 0、1、I、L、O；请对照凭证再看一次")


def new_code(length: int = LENGTH) -> str:
    """A random code of `length` letters, the check included."""
    if not 2 <= length <= LONGEST:
        raise ValueError(f"a code has 2 to {LONGEST} letters")
    number, total, letters = secrets.randbelow(BASE ** (length - 1)), 0, []
    for place in range(length, 1, -1):
        number, value = divmod(number, BASE)
        letters.append(ALPHABET[value])
        total += place * value
    letters.append(ALPHABET[-total % BASE])
    return "".join(letters)


def parse_code(text: str, *, length: int = LENGTH) -> str:
    """The code a person typed or a scanner read: any case, spaces, hyphens, full width. Raises BadCode."""
    code = fold(text).translate(SEPARATORS).upper()
    if not code:
        raise CodeMissing()
    for character in code:
        if character not in VALUE:
            raise CodeLetter(character=character)
    if len(code) != length:
        raise CodeLength(expected=length, length=len(code))
    if _weigh(code):
        raise BadCode()
    return code


def may_be_code(text: str, *, length: int = LENGTH) -> bool:
    """Whether these letters, in one spelling, are those of a code, its check aside."""
    return len(text) == length and all(letter in VALUE for letter in text)


def shown(code: str) -> str:
    """Grouped for reading aloud: "K7M-2PX-9QR4"."""
    return "-".join([code[part] for part in _groups(len(code))])


@cache
def _groups(length: int) -> list[slice]:
    groups, longer = divmod(length, 3)
    if groups < 2:
        return [slice(length)]
    parts, at = [], 0
    for group in range(groups):
        size = 4 if group >= groups - longer else 3
        parts.append(slice(at, at + size))
        at += size
    return parts


def _weigh(code: str) -> int:
    return sum(place * VALUE[letter] for place, letter in enumerate(reversed(code), 1)) % BASE
