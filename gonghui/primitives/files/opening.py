"""The bytes of a file, for whoever has loaded its owner through a queryset that knows who asks."""

import hashlib
import logging

from gonghui.kernel.sealing import Unsealable

from . import storing
from .models import File
from .refusals import FileGone, FileUnreadable
from .sealing import opened_bytes, opened_name

log = logging.getLogger("gonghui.files")


def read(file: File) -> bytes:
    """What was kept, unchanged. Raises FileGone, FileUnreadable, StorageAway."""
    return _read(file, bytes(file.digest), small=False)


def read_small(file: File) -> bytes:
    """The small one of a picture. Raises FileGone (also for what is no picture), FileUnreadable, StorageAway."""
    if not file.small_size:
        raise FileGone()
    return _read(file, bytes(file.small_digest or b""), small=True)


def name_of(file: File) -> str:
    """What it is called, for who may see it; "" where it does not open with this site's key."""
    try:
        return opened_name(file)
    except Unsealable:
        log.error("the name of file %s does not open with this site's key", file.pk)
        return ""


def _read(file: File, digest: bytes, *, small: bool) -> bytes:
    if file.taken_off_at is not None:
        raise FileGone()
    data = storing.read(storing.name_of(file.pk, file.created_at, small=small))
    if data is None or hashlib.sha256(data).digest() != digest:
        log.error("the bytes of file %s are %s", file.pk, "missing" if data is None else "not those that were kept")
        raise FileUnreadable(id=str(file.pk))
    if not file.sealed:
        return data
    try:
        return opened_bytes(file, data, small=small)
    except Unsealable as error:
        log.error("file %s does not open with this site's key", file.pk)
        raise FileUnreadable(id=str(file.pk)) from error
