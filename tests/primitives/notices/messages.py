"""Reading what the file backend wrote, as another program would."""

import json
from pathlib import Path


def lines(folder: Path) -> list[dict]:
    """Every message of every day file, in order; a torn line is passed over."""
    found = []
    for path in sorted(folder.glob("*.jsonl")):
        for line in path.read_text().splitlines():
            try:
                found.append(json.loads(line))
            except ValueError:
                continue
    return found
