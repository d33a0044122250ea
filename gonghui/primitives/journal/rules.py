"""How things are named in the journal, and how a seal is computed. Pure."""

import hashlib
import json
import uuid
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Protocol

GENESIS = bytes(32)  # what the first seal has before it


class Labelled(Protocol):
    @property
    def label(self) -> str: ...


class Thing(Protocol):
    """Anything with a Django model's name and key."""

    @property
    def pk(self) -> object: ...
    @property
    def _meta(self) -> Labelled: ...


def thing_name(thing: Thing) -> str:
    """How the journal names a row: "fairs.Fair:<id>"."""
    return f"{thing._meta.label}:{thing.pk}"


def first_id_at(moment: datetime) -> uuid.UUID:
    """The smallest UUIDv7 that could be made at `moment`: ids below it are older."""
    return uuid.UUID(int=int(moment.timestamp() * 1000) << 80)


def canonical(entry: Mapping[str, object]) -> bytes:
    """One entry as bytes that are the same whenever and wherever they are computed."""
    return json.dumps(entry, sort_keys=True, ensure_ascii=False, separators=(",", ":"), default=_plain).encode()


def digest(previous: bytes, entries: Iterable[Mapping[str, object]]) -> bytes:
    """SHA-256 over the digest before and the entries, each on a line of its own."""
    chain = hashlib.sha256(previous)
    for entry in entries:
        chain.update(canonical(entry) + b"\n")
    return chain.digest()


def _plain(value: object) -> str:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    if isinstance(value, uuid.UUID):
        return str(value)
    raise TypeError(f"the journal cannot seal a {type(value).__name__}")
