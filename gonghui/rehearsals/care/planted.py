"""Sentences that nobody else should ever read: planted in the story, looked for in the database and on phones."""

import base64
import itertools
import os
import subprocess
import threading
from collections.abc import Iterable, Iterator
from pathlib import Path

from psycopg.pq import Conninfo

from gonghui.rehearsals.driver import Failed
from gonghui.rehearsals.stage import Stage

MARK = "魃鬯暗记"  # stands in every planted sentence, and in no name, place or word of the product
ACCOUNT = "62220299887"  # begins every bank account of the story
AT_ONCE = 1 << 20


class Planter:
    """Gives sentences, each another one, and knows how many."""

    def __init__(self) -> None:
        self._numbers, self._turn, self.many = itertools.count(1), threading.Lock(), 0

    def sentence(self, words: str) -> str:
        """`words` with a mark of its own; from any thread."""
        with self._turn:
            self.many = next(self._numbers)
            return f"{words}（{MARK}{self.many:05}）"


def account(number: int) -> str:
    """An invented bank account."""
    return f"{ACCOUNT}{number:05}"


def spellings(text: str) -> list[bytes]:
    """How a text may lie in a dump: as it is, as the hexadecimal digits of bytes, escaped in JSON, in base64."""
    raw = text.encode()
    inside = [base64.b64encode(b"\0" * lead + raw)[4 if lead else 0 : -4] for lead in range(3)]
    escaped = json_escaped(text)
    return [raw, raw.hex().encode(), escaped, *inside] if escaped != raw else [raw, raw.hex().encode(), *inside]


def json_escaped(text: str) -> bytes:
    return "".join(one if one.isascii() else f"\\u{ord(one):04x}" for one in text).encode()


def found(parts: Iterable[bytes], texts: Iterable[str] = (MARK, ACCOUNT)) -> int:
    """How often one of these stands in what comes in parts, also across their borders."""
    sought = [spelled for text in texts for spelled in spellings(text)]
    longest, many, tail = max(map(len, sought)) - 1, 0, b""
    for part in parts:
        whole = tail + part
        tail = whole[-longest:]
        many += sum(whole.count(one) - tail.count(one) for one in sought)
    return many + sum(tail.count(one) for one in sought)


def dump(stage: Stage) -> Iterator[bytes]:
    """The whole database as pg_dump writes it. Raises Failed."""
    named = {
        one.envvar.decode(): one.val.decode()
        for one in Conninfo.parse(stage.url.encode()) if one.envvar and one.val
    }  # fmt: skip
    program = stage.programs / "pg_dump"
    command = [str(program) if program.exists() else program.name, "--no-owner", "--no-privileges"]
    with subprocess.Popen(command, env=os.environ | named, stdout=subprocess.PIPE) as running:
        assert running.stdout
        yield from iter(lambda: running.stdout.read(AT_ONCE), b"")  # type: ignore[union-attr]
    if running.returncode:
        raise Failed(f"pg_dump ended with {running.returncode}")


def messages(folder: Path) -> Iterator[bytes]:
    """What went to phones."""
    return (path.read_bytes() for path in sorted(folder.glob("*.jsonl")))


def left_readable(stage: Stage, known: str) -> int:
    """How many planted sentences stand readable in the database or went to a phone; `known` is something that does.

    Raises Failed where even that is not found: then nothing was looked at.
    """
    seen = 0

    def watched() -> Iterator[bytes]:
        nonlocal seen
        for part in dump(stage):
            seen += part.count(known.encode())
            yield part

    many = found(watched())
    if not seen:
        raise Failed(f"the dump does not even hold {known}")
    return many + found(messages(stage.sms_folder))
