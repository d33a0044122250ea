"""Seals of the journal kept outside the database: whoever rewrites the whole chain there cannot rewrite these.

The worker writes one an hour into the state folder; an operator keeps others where nobody of this machine reaches them,
and gives them to `check --seal`.
"""

import argparse
import re
import time
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from . import places

EVERY_SECONDS = 3600
WRITTEN = re.compile(r"([1-9]\d{0,17}):([0-9a-fA-F]{16,64})")


def seal(now: datetime) -> int:
    """The worker's task: close what is due, and keep the newest seal now and then."""
    from gonghui.primitives.journal import actions as journal

    done = journal.seal_due(now=now)
    if done:
        keep(kept_file(), *journal.head())
    return done


def keep(path: Path, number: int, digest: str) -> None:
    """Append a seal, unless the last is younger than an hour."""
    if not path.exists() or time.time() - path.stat().st_mtime >= EVERY_SECONDS:
        with open(path, "a") as file:
            file.write(f"{number}:{digest}\n")


def kept(path: Path) -> Iterator[tuple[int, str]]:
    """The seals of a file; what is no seal in it is passed over (a disk that was full)."""
    for line in path.read_text().splitlines() if path.exists() else ():
        if found := WRITTEN.fullmatch(line.strip()):
            yield int(found[1]), found[2]


def begin_anew(path: Path) -> None:
    """After a restore the chain is the backup's, which may be older; what was kept is put aside, not thrown away."""
    if path.exists():
        path.rename(path.with_name(f"{path.name}.{int(time.time())}"))


def kept_file() -> Path:
    return places.state_folder() / "seals"


def read(text: str) -> tuple[int, str]:
    """For the command line: number:digest, as `check` prints it."""
    found = WRITTEN.fullmatch(text.strip())
    if found is None:
        raise argparse.ArgumentTypeError(f"{text!r} is no seal: number:digest, as check prints it")
    return int(found[1]), found[2]
