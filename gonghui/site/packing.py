"""A backup is a tar: the dump of the database first, then every attachment under the name it has in its folder.

What a name in a tar says is believed only when it is one that we write.
"""

import os
import re
import shutil
import tarfile
from collections.abc import Callable
from pathlib import Path
from typing import IO

from .trouble import CommandTrouble

DUMP = "database.dump"
FILES = "files/"
OURS = re.compile(r"files/(\d{4}-\d\d-\d\d/[0-9a-f]{32}(?:\.small)?)")
RESTORED, BEFORE = ".restored", ".before"  # inside the folder, which may be a disk of its own
BLOCK = tarfile.BLOCKSIZE


def begin(file: IO[bytes], dump: Callable[[IO[bytes]], None]) -> None:
    """Let `dump` write into the empty file, as the first entry of a tar whose length nobody knows before."""
    file.write(bytes(BLOCK))
    dump(file)
    entry = tarfile.TarInfo(DUMP)
    entry.size, entry.mode = file.tell() - BLOCK, 0o600
    file.write(bytes(-entry.size % BLOCK))
    file.seek(0)
    file.write(entry.tobuf(tarfile.GNU_FORMAT))
    file.seek(0, os.SEEK_END)


def add_files(file: IO[bytes], folder: Path | None) -> int:
    """Append the attachments of the folder and close the tar; how many they were."""
    count = 0
    with tarfile.open(fileobj=file, mode="w") as archive:
        for path in sorted(folder.glob("*/*")) if folder else ():
            name = f"{FILES}{path.parent.name}/{path.name}"
            if OURS.fullmatch(name):
                archive.add(path, name, recursive=False, filter=plain)
                count += not name.endswith(".small")
    return count


def plain(entry: tarfile.TarInfo) -> tarfile.TarInfo:
    """Whose file it was on this machine means nothing on another."""
    entry.uid = entry.gid = 0
    entry.uname = entry.gname = ""
    return entry


def where_the_dump_is(path: Path) -> int:
    """How many bytes into a backup the dump begins: at 0 in one of an older release. Raises CommandTrouble."""
    with open(path, "rb") as file:
        start = file.read(BLOCK)
    if start.startswith(b"PGDMP"):
        return 0
    if not start.startswith(DUMP.encode() + b"\0"):
        raise CommandTrouble(f"{path} is no backup")
    return BLOCK


def unpack_files(path: Path, folder: Path | None) -> int:
    """Write the attachments of a backup beside those of the folder, nothing yet in their place; how many they are.

    Raises CommandTrouble, OSError.
    """
    count = 0
    try:
        with tarfile.open(path, mode="r:") as archive:
            for entry in archive:
                if entry.name != DUMP:
                    unpack(archive, entry, folder)
                    count += not entry.name.endswith(".small")
    except tarfile.TarError as error:
        raise CommandTrouble(f"{path} was cut off or changed ({error}); nothing was restored") from error
    return count


def unpack(archive: tarfile.TarFile, entry: tarfile.TarInfo, folder: Path | None) -> None:
    name = OURS.fullmatch(entry.name)
    content = archive.extractfile(entry) if entry.isreg() else None
    if not name or content is None:
        raise CommandTrouble(f"the backup holds {entry.name!r}, which no backup of ours does; nothing was restored")
    if folder is None:
        raise CommandTrouble(
            "the backup holds attachments, and GONGHUI_FILES_BUCKET is set: restore without it, then copy the folder"
            " of attachments into the bucket"
        )
    target = folder / RESTORED / name[1]
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with open(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        shutil.copyfileobj(content, file)


def put_in_place(folder: Path) -> None:
    """What was unpacked stands in the folder, and nothing else does."""
    before = folder / BEFORE
    before.mkdir(mode=0o700, parents=True, exist_ok=True)
    for old in [each for each in folder.iterdir() if not each.name.startswith(".")]:
        old.rename(before / old.name)
    if (folder / RESTORED).exists():
        for new in (folder / RESTORED).iterdir():
            new.rename(folder / new.name)
    discard(folder)


def discard(folder: Path | None) -> None:
    """Remove what was unpacked or replaced."""
    if folder:
        for name in (RESTORED, BEFORE):
            shutil.rmtree(folder / name, ignore_errors=True)
