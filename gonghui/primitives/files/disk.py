"""The default storage: a folder on this machine's disk, or on one that all web servers and workers share."""

import os
from pathlib import Path
from typing import Any

from django.core.files.base import File
from django.core.files.storage import FileSystemStorage

FILE_MODE, FOLDER_MODE = 0o600, 0o700


class Disk(FileSystemStorage):
    """Writes whole files or none, and lets nobody else on the machine read them.

    Django's own writes in place and leaves it to the system when the disk has it: a row could outlive a loss of power
    that its bytes do not.
    """

    def _save(self, name: str, content: "File[Any]") -> str:
        target = Path(self.path(name))
        made_folder(target.parent)
        half = target.with_name(target.name + ".part")
        handle = os.open(half, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, FILE_MODE)
        try:
            with os.fdopen(handle, "wb") as file:
                for piece in content.chunks():
                    file.write(piece)
                file.flush()
                os.fsync(file.fileno())
            half.rename(target)
        except BaseException:
            half.unlink(missing_ok=True)
            raise
        settle(target.parent)
        return name


def made_folder(folder: Path) -> None:
    """Make it, and those above it that are missing."""
    if not folder.is_dir():
        made_folder(folder.parent)
        folder.mkdir(mode=FOLDER_MODE, exist_ok=True)
        settle(folder.parent)


def settle(folder: Path) -> None:
    """See to it that the disk has what was made or renamed in a folder."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
