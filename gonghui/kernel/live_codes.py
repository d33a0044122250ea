"""Codes that do not travel: a text good for about a minute, made of a place's code and a key that its holder never has.

"GH1.K7M2PX9QR4.ZK3F1.ABCDEFGHIJ234567" is the version, the code, the half-minute in base 36 and 80 bits of
HMAC-SHA256. The browser's twin is faces/static/faces/gate/codes.js; tests/browser holds the two against each other.
"""

import hmac
import re
from base64 import b32encode, urlsafe_b64encode
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from urllib.parse import unquote_plus

from .codes import BadCode, parse_code
from .refusals import Refused
from .text import fold
from .words import gettext_noop as _

STEP = timedelta(seconds=30)  # a code is made anew so often
SKEW = 1  # steps a code may be older or newer than the clock that reads it: clocks differ, scanning takes a moment
MARK = "GH1"
MAC_BYTES = 10
ADDRESS = re.compile(r"https?://[^?#]*\?(?:[^#]*&)?code=([^&#]{1,120})")
SHAPE = re.compile(r"GH1\.([^.]{1,30})\.([0-9A-Z]{1,9})\.([A-Z2-7]{16})")


class ForgedCode(Refused):
    code = "codes.forged"
    says = _("这个二维码不是本系统发出的，或已被改动")
    mend = _("请持有人在自己手机上打开凭证页，再扫一次")


class StaleCode(Refused):
    """Facts: seconds (how old the code is)."""

    code = "codes.stale"
    says = _("这是截图或过期的码，已经过了%(seconds)s秒")
    mend = _("请打开凭证页，出示正在更换的二维码；打不开时报凭证码和姓名")


class EarlyCode(Refused):
    code = "codes.early"
    says = _("这个码的时间比现在晚，多半是本机时间不对")
    mend = _("请校准时间后再扫，或报凭证码和姓名")


@dataclass(frozen=True, slots=True)
class LiveCode:
    code: str
    step: int
    mac: str


def step_at(now: datetime) -> int:
    """The number of the half-minute, counted from 1970."""
    return int(now.timestamp()) // int(STEP.total_seconds())


def starts(step: int) -> datetime:
    return datetime.fromtimestamp(step * STEP.total_seconds(), UTC)


def tag(key: bytes, kind: str, *texts: str) -> str:
    """What stands for `texts` where they need not be read: 128 bits of HMAC, equal only for equal ones of one kind."""
    return urlsafe_b64encode(_hmac(key, kind, *texts)[:16]).decode().rstrip("=")


def write(key: bytes, code: str, bound: str, step: int) -> str:
    """The text of the QR code in one half-minute; `bound` says whose place it is (a `tag` of place and holder)."""
    return f"{MARK}.{code}.{_base36(step)}.{_mac(key, code, bound, step)}"


def carried(text: str) -> str:
    """The code in an address that a QR may be, so that a phone's own camera opens its page; else the text itself."""
    found = ADDRESS.match(text.strip())
    return unquote_plus(found[1]) if found else text


def read(text: str) -> LiveCode | None:
    """What a scanner read, or None if it is no live code at all. Raises ForgedCode for one that nobody made."""
    plain = fold(text).upper()
    if not plain.startswith(MARK + "."):
        return None
    found = SHAPE.fullmatch(plain)
    if not found:
        raise ForgedCode()
    try:
        return LiveCode(parse_code(found[1]), int(found[2], 36), found[3])
    except BadCode as bad:
        raise ForgedCode() from bad


def check(live: LiveCode, key: bytes, bound: str, *, now: datetime) -> None:
    """Raises ForgedCode, StaleCode or EarlyCode unless the code was made for this place's holder, just now."""
    if not is_made_for(live, key, bound):
        raise ForgedCode()
    late = step_at(now) - live.step
    if late > SKEW:
        raise StaleCode(seconds=int((now - starts(live.step)).total_seconds()))
    if late < -SKEW:
        raise EarlyCode()


def is_made_for(live: LiveCode, key: bytes, bound: str) -> bool:
    """Whether the code was made for this place's holder, whenever."""
    return hmac.compare_digest(live.mac, _mac(key, live.code, bound, live.step))


def _mac(key: bytes, code: str, bound: str, step: int) -> str:
    return b32encode(_hmac(key, "live", code, bound, str(step))[:MAC_BYTES]).decode()


def _hmac(key: bytes, *texts: str) -> bytes:
    return hmac.digest(key, "\0".join(texts).encode(), "sha256")


def _base36(number: int) -> str:
    digits = ""
    while number:
        number, digit = divmod(number, 36)
        digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"[digit] + digits
    return digits or "0"
