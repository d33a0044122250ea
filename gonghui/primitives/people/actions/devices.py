"""A browser that signs in: recognised without being followed, and known once it has let somebody in.

What it keeps is a number of its own and one mark for each sign-in name that was right there. A mark says nothing to
whoever reads it, cannot be made by others, and opens nothing: it only sets the browser apart from strangers.
"""

import hashlib
import hmac
import secrets

from gonghui.kernel.callers import Caller

from .. import keys
from ..models import Account

LENGTH = 22  # of the number and of each mark
MARKS = 6  # of people who share a browser


def new_device() -> str:
    """What a browser keeps that was never here."""
    return secrets.token_urlsafe(16)


def remembering(device: str, account: Account) -> str:
    """What it keeps after this account was entered there."""
    number, *before = _parts(device or new_device())
    names = [bytes(account.person.mobile_index or b""), (account.username or "").encode()]
    marks = [_mark(number, name) for name in names if name]
    return ".".join([number, *marks, *(one for one in before if one not in marks)][: MARKS + 1])


def knows(by: Caller, name: bytes) -> bool:
    """True when this name was right in the caller's browser before."""
    number, *marks = _parts(by.device)
    return any(hmac.compare_digest(mark.encode(), _mark(number, name).encode()) for mark in marks)


def number_of(by: Caller) -> str:
    """The browser's own number; "" without one."""
    return _parts(by.device)[0]


def _parts(device: str) -> list[str]:
    return [part[:LENGTH] for part in device.split(".")[: MARKS + 1]]


def _mark(number: str, name: bytes) -> str:
    key = keys.keyring().derive("known-device")
    return hmac.new(key, number.encode() + b"." + name, hashlib.sha256).hexdigest()[:LENGTH]
