"""Bytes that nobody needs: of acts that did not end, and of what was taken off."""

import logging
from datetime import date, datetime, timedelta

from gonghui.primitives.transactions import action

from . import storing
from .keeping import remove_bytes
from .models import File

KEPT_AFTER = timedelta(days=1)  # how long bytes outlive what was taken off
RECENT = timedelta(days=9)  # folders that are looked through every time
AN_HOUR = 3600  # seconds
AT_ONCE = 200
FEW = 50  # orphans in one look that need no explanation

log = logging.getLogger("gonghui.files")


class TooManyOrphans(Exception):
    """Most of what is stored belongs to no row: more likely the wrong database or the wrong bucket than waste."""


def forget_orphans(*, now: datetime) -> int:
    """Remove bytes that no row has known for a day, and those of files taken off a day ago; how many files that was.

    The folders of the last days are looked through each time, of the older ones one an hour, in turn. Where most
    belongs to no row nothing is removed, and `bin/gonghui check` says so. Raises StorageAway.
    """
    return _empty_taken_off(now) + _remove_orphans(now)


def _empty_taken_off(now: datetime) -> int:
    gone = list(File.objects.to_empty(now - KEPT_AFTER)[:AT_ONCE])
    for file in gone:
        remove_bytes(file)
        _mark_emptied(file, now=now)
    return len(gone)


@action
def _mark_emptied(file: File, *, now: datetime) -> None:
    File.objects.filter(pk=file.pk).update(emptied_at=now, name="", name_sealed=None)


def _remove_orphans(now: datetime) -> int:
    removed = 0
    for day in _turn(storing.days(), now):
        try:
            names = orphans_of(day, storing.names_of(day))
        except TooManyOrphans as error:
            log.error("nothing is removed: %s", error)
            continue
        for name in names:
            storing.delete(name)
        removed += len(names)
    return removed


def _turn(days: list[date], now: datetime) -> list[date]:
    """The settled days whose folders are looked through this time."""
    settled = [day for day in days if storing.is_settled(day, now)]
    recent = [day for day in settled if storing.start_of(day) > now - RECENT]
    older = settled[: len(settled) - len(recent)]
    return recent + ([older[int(now.timestamp() // AN_HOUR) % len(older)]] if older else [])


def orphans_of(day: date, stored: set[str]) -> list[str]:
    """Those of the names stored on a day that no row has. Raises TooManyOrphans."""
    known = {
        storing.name_of(pk, created_at, small=small)
        for pk, created_at in File.objects.of_day(day).with_bytes().values_list("pk", "created_at")
        for small in (False, True)
    }
    found = sorted(stored - known)
    if len(found) > max(FEW, len(stored) // 2):
        raise TooManyOrphans(f"{len(found)} of {len(stored)} files stored on {day} belong to no row")
    return found
