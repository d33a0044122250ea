"""Where the bytes lie: one object for each file, one more for a small picture, under the day it came and its id.

The day in the name tells the age of bytes that no row knows, and divides the storage into folders that can be looked
through one by one. Nothing is ever written twice under one name.
"""

import logging
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from typing import TypeVar
from uuid import UUID

from django.core.files.base import ContentFile
from django.core.files.storage import Storage, storages

from .refusals import StorageAway

V = TypeVar("V")
SMALL = ".small"

log = logging.getLogger("gonghui.files")


def storage() -> Storage:
    """The one of settings.STORAGES["files"]: a folder of the state folder, or a bucket."""
    return storages["files"]


def name_of(pk: UUID, created_at: datetime, *, small: bool = False) -> str:
    """ "2026-11-29/0192…": the day in UTC and the id in hexadecimal."""
    return f"{day_of(created_at)}/{pk.hex}{SMALL if small else ''}"


def day_of(at: datetime) -> date:
    return at.astimezone(UTC).date()


def start_of(day: date) -> datetime:
    return datetime.combine(day, datetime.min.time(), UTC)


def write(name: str, data: bytes) -> None:
    """Store the bytes, so that they are there when the machine loses its power. Raises StorageAway."""
    stored = _asked(lambda: storage().save(name, ContentFile(data)))
    if stored != name:
        delete(stored)
        raise RuntimeError(f"{name} was there already; a file is written once")


def read(name: str) -> bytes | None:
    """The stored bytes; None when there are none. Raises StorageAway."""

    def opened() -> bytes | None:
        try:
            with storage().open(name) as file:
                content: bytes = file.read()
                return content
        except FileNotFoundError:
            return None

    return _asked(opened)


def delete(name: str) -> None:
    """Remove the bytes, if they are there. Raises StorageAway."""
    _asked(lambda: storage().delete(name))


def days() -> list[date]:
    """The days that have a folder, the oldest first. Raises StorageAway."""
    found = []
    for folder in _listed("")[0]:
        with suppress(ValueError):  # none of ours
            found.append(date.fromisoformat(folder.strip("/")))
    return sorted(found)


def names_of(day: date) -> set[str]:
    """What lies in the folder of a day, as `name_of` names it. Raises StorageAway."""
    return {f"{day}/{name}" for name in _listed(str(day))[1]}


def is_settled(day: date, now: datetime) -> bool:
    """True when whoever wrote bytes on that day has long kept them or given up: it ended a day ago and more."""
    return start_of(day + timedelta(days=2)) < now


def _listed(folder: str) -> tuple[list[str], list[str]]:
    def listed() -> tuple[list[str], list[str]]:
        try:
            return storage().listdir(folder)
        except FileNotFoundError:
            return [], []

    return _asked(listed)


def _asked(question: Callable[[], V]) -> V:
    """What the storage answers; whatever its library raises when it cannot is a StorageAway."""
    try:
        return question()
    except Exception as error:
        log.exception("the storage of files does not answer")
        raise StorageAway() from error
