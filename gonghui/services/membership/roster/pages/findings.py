"""What a check of a roster finds: how many rows would do what, a masked sample, and every trouble."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from gonghui.primitives.people.models import Document, Union
from gonghui.primitives.people.rules import mask_name

from .. import rules
from ..rules import Fate, RosterEntry, RowTrouble
from .roster_sheet import Seen, judge, parts, read_roster

SAMPLE = 8  # rows shown


@dataclass(slots=True)
class Findings:
    rows: int
    new: int = 0
    same: int = 0
    bad: int = 0
    double: int = 0
    remarks: dict[str, Any] = field(default_factory=dict)  # TableSheet.remarks
    sample: list[list[object]] = field(default_factory=list)
    troubles: list[RowTrouble] = field(default_factory=list)  # by row


def examine(data: bytes, file_name: str, union: Union, *, today: date, seen: Seen) -> Findings:
    """Look at a roster without writing anything. Raises SheetRefused, UnionIsClosed."""
    reading = read_roster(data, file_name, union, today=today, seen=seen)
    findings = Findings(reading.rows, remarks=reading.remarks)
    fates: Counter[Fate] = Counter()
    done = reading.rows - len(reading.entries)
    for some in parts(reading.entries):
        for entry, fate, _person in judge(reading, some, today=today):
            if isinstance(fate, RowTrouble):
                reading.troubles[entry.row] = [fate]
                continue
            fates[fate] += 1
            if fate is not Fate.SAME and len(findings.sample) < SAMPLE:
                findings.sample.append(masked(entry))
        done += len(some)
        seen((reading.rows + done) // 2)
    findings.new, findings.same = fates[Fate.ENROL] + fates[Fate.JOIN], fates[Fate.SAME]
    findings.bad, findings.double = rules.tally(reading.troubles)
    findings.troubles = [trouble for row in sorted(reading.troubles) for trouble in reading.troubles[row]]
    return findings


def masked(entry: RosterEntry) -> list[object]:
    """Row, name, kind of document, number, mobile, union as written, day of joining: nothing that names a person."""
    return [
        entry.row,
        mask_name(entry.name),
        str(Document.Kind(entry.document.kind).label),
        entry.document.masked,
        entry.mobile.masked if entry.mobile else "",
        entry.union,
        entry.joined.isoformat() if entry.joined else "",
    ]
