"""The outside world: the messages that reached people's phones, read from the file backend's folder."""

import json
import re
import threading
from collections import Counter, defaultdict
from pathlib import Path

SIGN_IN_CODE = "people.sign_in_code"
SIX_DIGITS = re.compile(r"(?<!\d)\d{6}(?!\d)")


class Phones:
    """Reads new lines of the SMS files; knows each number's last sign-in code and how often it was told what."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.codes: dict[str, str] = {}
        self.by_template: dict[str, int] = defaultdict(int)
        self.told: dict[str, Counter[str]] = defaultdict(Counter)  # template -> number -> how often
        self.deliveries: set[str] = set()
        self.doubles = 0
        self._read_to: dict[Path, int] = {}
        self._turn = threading.Lock()

    def look(self) -> None:
        """Read what has arrived since the last look."""
        with self._turn:
            for path in sorted(self.folder.glob("*.jsonl")):
                with path.open("rb") as file:
                    file.seek(self._read_to.get(path, 0))
                    for line in file:
                        if not line.endswith(b"\n"):
                            break
                        self._read_to[path] = self._read_to.get(path, 0) + len(line)
                        self._take(json.loads(line))

    def code_of(self, mobile: str) -> str | None:
        return self.codes.get(mobile[-11:])

    def _take(self, message: dict[str, str]) -> None:
        self.doubles += message["id"] in self.deliveries
        self.deliveries.add(message["id"])
        self.by_template[message["template"]] += 1
        number = message["to"][-11:]
        self.told[message["template"]][number] += 1
        if message["template"] == SIGN_IN_CODE and (found := SIX_DIGITS.search(message["text"])):
            self.codes[number] = found[0]
