"""Are all bytes there, unchanged, and somebody's? Asked by `bin/gonghui check`."""

import hashlib
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

from . import storing
from .models import File
from .querysets import FileQuerySet
from .sweeping import TooManyOrphans, orphans_of

SAMPLE = 500  # files whose bytes are read when not all are
A_DAY = timedelta(days=1)


@dataclass(slots=True)
class Audit:
    """What was found. `read` of `kept` files were read in full; ids are of files, orphans are names in the storage."""

    kept: int = 0
    read: int = 0
    missing: list[str] = field(default_factory=list)
    altered: list[str] = field(default_factory=list)
    orphans: list[str] = field(default_factory=list)
    strange: list[str] = field(default_factory=list)  # days of which most bytes belong to no row
    ownerless: list[str] = field(default_factory=list)


def audit(*, every: bool, now: datetime) -> Audit:
    """Hold every row against the storage by name, and the bytes of all files, or of a sample, against their digest.

    Changes nothing. Raises StorageAway.
    """
    rows = File.objects.filter(taken_off_at=None)
    ownerless = File.objects.without_owner(now - A_DAY).values_list("pk", flat=True)
    found = Audit(kept=rows.count(), ownerless=[str(pk) for pk in ownerless])
    for day in sorted({*storing.days(), *_days_of(rows)}):
        _look_through(day, found, now)
    for file in rows.iterator() if every else rows.order_by("?")[:SAMPLE]:
        found.read += 1
        if not _is_whole(file):
            found.altered.append(str(file.pk))
    return found


def _days_of(rows: FileQuerySet) -> list[date]:
    return [at.date() for at in rows.datetimes("created_at", "day", tzinfo=UTC)]


def _look_through(day: date, found: Audit, now: datetime) -> None:
    """The rows are asked for first: what comes meanwhile is stored before it has a row."""
    rows = list(File.objects.of_day(day).filter(taken_off_at=None).only("pk", "created_at", "small_size"))
    stored = storing.names_of(day)
    for file in rows:
        wanted = {storing.name_of(file.pk, file.created_at, small=small) for small in (False, file.small_size > 0)}
        if not wanted <= stored:
            found.missing.append(str(file.pk))
    if storing.is_settled(day, now):
        try:
            found.orphans += orphans_of(day, stored)
        except TooManyOrphans as error:
            found.strange.append(str(error))


def _is_whole(file: File) -> bool:
    """Whether the stored bytes, if they are there, are those that were kept."""
    digests = [(False, file.digest)] + ([(True, file.small_digest)] if file.small_size else [])
    for small, digest in digests:
        data = storing.read(storing.name_of(file.pk, file.created_at, small=small))
        if data is not None and hashlib.sha256(data).digest() != bytes(digest or b""):
            return False
    return True
