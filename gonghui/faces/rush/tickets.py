"""A place in the visible queue that survives a reload: the moment of arrival, signed for whoever asked.

Nothing is stored: any process of the lane that is shown the ticket puts the ask where it belongs.
"""

import base64
import hmac
import time
from functools import lru_cache

from gonghui.kernel.sealing import Keyring
from gonghui.primitives.people.keys import keyring

LIVES = 3600.0  # seconds; who stayed away longer stands at the end again
BYTES = 16


def ticket(name: str, arrived: float) -> str:
    """The proof that the ask called `name` arrived at this Unix time."""
    moment = int(arrived * 1_000_000).to_bytes(8, "big")
    return base64.urlsafe_b64encode(moment + _proof(name, moment)).decode()


def arrival(name: str, shown: str) -> float:
    """When the ask arrived, by its ticket; now, when it has none that is good."""
    now = time.time()
    if not shown:
        return now
    try:
        raw = base64.urlsafe_b64decode(shown.encode("ascii"))
    except ValueError:
        return now
    moment, proof = raw[:8], raw[8:]
    if not hmac.compare_digest(proof, _proof(name, moment)):
        return now
    arrived = int.from_bytes(moment, "big") / 1_000_000
    return arrived if now - LIVES < arrived <= now else now


def _proof(name: str, moment: bytes) -> bytes:
    return hmac.digest(_key(), name.encode() + b"\0" + moment, "sha256")[:BYTES]


def _key() -> bytes:
    return _derived(keyring())


@lru_cache(maxsize=4)
def _derived(keys: Keyring) -> bytes:
    return keys.derive("rush ticket")
