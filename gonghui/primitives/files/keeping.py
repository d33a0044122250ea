"""Files come, and are taken off again."""

import hashlib
from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime, timedelta

from gonghui.kernel.attachments import Prepared
from gonghui.kernel.callers import Caller
from gonghui.primitives.rows import insert_many
from gonghui.primitives.transactions import action, inside_an_action

from . import storing
from .models import File
from .refusals import StorageAway
from .sealing import sealed_bytes, set_name

AT_ONCE = timedelta(hours=1)  # between bringing and keeping; after a day the bytes would be taken for orphans


def bring(prepared: Sequence[Prepared], *, purpose: str, sealed: bool = False, now: datetime) -> list[File]:
    """Write the bytes of one act's files to the storage, all or none; the rows are for `keep` and not stored yet.

    `sealed`: encrypted with the platform's key, as what is confidential must be. Raises StorageAway. Inside an action,
    which may be repeated and holds its locks while the storage is slow, it is a RuntimeError.
    """
    if inside_an_action():
        raise RuntimeError("bytes are brought before the action begins, and kept inside it")
    brought: list[File] = []
    try:
        for each in prepared:
            row = File(
                purpose=purpose, kind=each.kind.code, width=each.width, height=each.height,
                sealed=sealed, only_download=each.only_download, created_at=now,
            )  # fmt: skip
            set_name(row, each.name)
            brought.append(row)
            write_bytes(row, each)
    except StorageAway:
        for row in brought:
            with suppress(StorageAway):  # what cannot be removed either is found as an orphan
                remove_bytes(row)
        raise
    return brought


def write_bytes(row: File, prepared: Prepared) -> None:
    """Store the bytes of one file, and set what its row says of them. Raises StorageAway."""
    data = sealed_bytes(row, prepared.data) if row.sealed else prepared.data
    row.size, row.digest = len(data), hashlib.sha256(data).digest()
    storing.write(storing.name_of(row.pk, row.created_at), data)
    if prepared.small:
        data = sealed_bytes(row, prepared.small, small=True) if row.sealed else prepared.small
        row.small_size, row.small_digest = len(data), hashlib.sha256(data).digest()
        storing.write(storing.name_of(row.pk, row.created_at, small=True), data)


@action
def keep(brought: Sequence[File], *, by: Caller, now: datetime) -> Sequence[File]:
    """Store the rows of files that were brought for this act; who points at them does so in the same transaction."""
    if any(now - row.created_at > AT_ONCE for row in brought):
        raise RuntimeError("files are kept in the act they were brought for")
    for row in brought:
        row.kept_by = None if row.sealed else by.person
    insert_many(brought)
    return brought


@action
def take_off(file: File, *, now: datetime) -> bool:
    """Nobody sees it any more, its bytes are removed a day later; False when it was taken off already.

    Not at once: a backup that is being written now holds its row, and must find its bytes.
    """
    return bool(File.objects.filter(pk=file.pk, taken_off_at=None).update(taken_off_at=now))


def remove_bytes(row: File) -> None:
    """Raises StorageAway."""
    for small in (False, True):
        storing.delete(storing.name_of(row.pk, row.created_at, small=small))
