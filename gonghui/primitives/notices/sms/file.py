"""Messages as lines of JSON, one file for each day: for sites without a provider, and for another program to send on.

A line is written once for each delivery, whoever asks and how often: the files themselves are the index, read
once and then only where they grew. Appending is under a lock of the file, so any number of processes may share a
folder. There is no fsync: after a power cut the last seconds may be missing here while the database says sent.
"""

import fcntl
import json
import os
import threading
import uuid
from collections.abc import Mapping, Sequence
from datetime import UTC, date
from pathlib import Path

from ..outcomes import Outcome
from .base import Backend, Message, day_of, days_of

AS_JSON = json.JSONEncoder(ensure_ascii=False).encode
DAYS_KEPT = 4  # day files whose index stays in memory


class FileBackend(Backend):
    batch = 5_000

    def __init__(self, options: Mapping[str, str]) -> None:
        super().__init__(options)
        self.folder = Path(options["folder"])
        self.days: dict[date, DayFile] = {}
        self.turn = threading.Lock()

    def send_batch(self, messages: Sequence[Message]) -> list[Outcome]:
        with self.turn:
            for day in {day_of(one.at) for one in messages}:
                self._append(day, [one for one in messages if day_of(one.at) == day])
        return [f"file-{one.delivery_id}" for one in messages]

    def was_sent(self, message: Message) -> bool | None:
        with self.turn:
            return any(self._file(day).holds(message.delivery_id) for day in days_of(message))

    def _append(self, day: date, messages: Sequence[Message]) -> None:
        earlier = {one.delivery_id for one in messages if self._sent_on_an_earlierday_of(one)}
        self._file(day).append([one for one in messages if one.delivery_id not in earlier])

    def _sent_on_an_earlierday_of(self, message: Message) -> bool:
        return any(self._file(day).holds(message.delivery_id) for day in days_of(message)[:-1])

    def _file(self, day: date) -> "DayFile":
        if day not in self.days:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            self.days[day] = DayFile(self.folder / f"{day.isoformat()}.jsonl")
            for oldest in sorted(self.days)[:-DAYS_KEPT]:
                if oldest != day:
                    del self.days[oldest]
        return self.days[day]


class DayFile:
    """One day's messages and the ids in them. `read_to` is how far the file is known."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.read_to = 0
        self.ids: set[bytes] = set()

    def holds(self, delivery_id: uuid.UUID) -> bool:
        if delivery_id.bytes in self.ids:
            return True
        if not self.path.exists():
            return False
        with self.path.open("rb") as file:
            fcntl.flock(file, fcntl.LOCK_SH)
            self._read_new(file.fileno())
        return delivery_id.bytes in self.ids

    def append(self, messages: Sequence[Message]) -> None:
        """Write those messages that are not in the file yet."""
        handle = os.open(self.path, os.O_RDWR | os.O_APPEND | os.O_CREAT, 0o600)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX)
            torn = self._read_new(handle)
            new = {one.delivery_id.bytes: one for one in messages if one.delivery_id.bytes not in self.ids}
            # A line without its end is what a crash left: close it, so that it spoils no line of ours.
            lines = (b"\n" if torn else b"") + b"".join(_line(one) for one in new.values())
            self._write(handle, lines)
            self.ids.update(new)
        finally:
            os.close(handle)

    def _read_new(self, handle: int) -> bool:
        """Learn the ids others wrote since. True when the file ends inside a line."""
        size = os.fstat(handle).st_size
        if size <= self.read_to:
            return False
        fresh = os.pread(handle, size - self.read_to, self.read_to)
        whole, _, rest = fresh.rpartition(b"\n")
        self.ids.update(found for line in whole.split(b"\n") if (found := _id_of(line)))
        self.read_to = size - len(rest)
        return bool(rest)

    def _write(self, handle: int, lines: bytes) -> None:
        while lines:
            lines = lines[os.write(handle, lines) :]
        self.read_to = os.fstat(handle).st_size


def _line(message: Message) -> bytes:
    told = {
        "id": str(message.delivery_id),  # first, see _id_of
        "to": message.to.e164,
        "text": message.text,
        "template": message.template,
        "params": dict(message.params),
        "at": message.at.astimezone(UTC).isoformat(timespec="seconds"),
    }
    return AS_JSON(told).encode() + b"\n"


def _id_of(line: bytes) -> bytes | None:
    # Cut, not parsed: a day may hold a million lines. A torn line has no closing brace and does not count.
    if not line.endswith(b"}") or not line.startswith(b'{"id": "'):
        return None
    try:
        return bytes.fromhex(line[8:44].decode().replace("-", ""))
    except ValueError:
        return None
