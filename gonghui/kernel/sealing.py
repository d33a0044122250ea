"""Encryption of what must not be read from a stolen database: AES-256-GCM, and blind indexes to find it again."""

import hmac
import os
from dataclasses import dataclass, field

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

VERSION = b"\x01"
NONCE_BYTES = 12
OVERHEAD = len(VERSION) + NONCE_BYTES + 16  # bytes a sealed text is longer than the plain one: the last is the tag


class Unsealable(Exception):
    """The bytes were changed, belong to another context, or were sealed under another key."""


@dataclass(frozen=True, slots=True)
class Keyring:
    """Keys derived from one 32-byte master key, one for each purpose. The two in daily use are derived once."""

    master: bytes = field(repr=False)
    _cipher: AESGCM = field(init=False, repr=False, compare=False)
    _index_key: bytes = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        if len(self.master) != 32:
            raise ValueError("the master key has 32 bytes")
        object.__setattr__(self, "_cipher", AESGCM(self.derive("seal")))
        object.__setattr__(self, "_index_key", self.derive("index"))

    def derive(self, purpose: str) -> bytes:
        """A 32-byte key for `purpose`; other purposes cannot be computed from it."""
        return HKDF(algorithm=SHA256(), length=32, salt=None, info=b"gonghui/" + purpose.encode()).derive(self.master)

    def seal(self, plain: bytes, *, context: str) -> bytes:
        """Encrypt `plain` so that it opens only under the same `context` ("people.Document.number:<row id>")."""
        nonce = os.urandom(NONCE_BYTES)
        return VERSION + nonce + self._cipher.encrypt(nonce, plain, context.encode())

    def unseal(self, sealed: bytes, *, context: str) -> bytes:
        """The bytes given to `seal`. Raises Unsealable."""
        sealed = bytes(sealed)
        if sealed[:1] != VERSION or len(sealed) < OVERHEAD:
            raise Unsealable("unknown sealing version, or cut off")
        nonce, body = sealed[1 : 1 + NONCE_BYTES], sealed[1 + NONCE_BYTES :]
        try:
            return self._cipher.decrypt(nonce, body, context.encode())
        except InvalidTag as error:
            raise Unsealable("wrong key or context, or changed bytes") from error

    def blind_index(self, value: str, *, kind: str) -> bytes:
        """32 bytes that are equal for equal values of one kind, and tell nothing else without the key."""
        return hmac.digest(self._index_key, f"{kind}\0{value}".encode(), "sha256")
