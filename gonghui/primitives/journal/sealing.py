"""The chain of seals: a later change of any sealed entry shows, and names its seal."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from gonghui.primitives.rows import new_id
from gonghui.primitives.statements import Uuids, run
from gonghui.primitives.transactions import action

from .models import Seal
from .rules import GENESIS, digest, first_id_at

BATCH = 5_000
# An id is made when the act runs, but its row is seen only after commit. Half a minute is longer than ordinary acts
# take, so seals follow the order of ids; an entry of a longer act (a roster import) simply goes into a later seal:
# a seal covers the entries that point to it, not a range of ids.
SETTLED = timedelta(seconds=30)
LONG = timedelta(hours=1)  # after the longest act has ended, and a worker that was stopped for an upgrade runs again
SEALED_FIELDS = ("id", "at", "by_person", "by_name", "origin", "act", "thing", "label", "on_person", "facts")

# Read and written in binary: the ORM takes twice as long for either, and this runs while people wait for their turn.
UNSEALED = f"""
SELECT {", ".join(SEALED_FIELDS)} FROM journal_entry WHERE seal_id IS NULL AND id < %(end)s ORDER BY id LIMIT %(most)s
"""  # noqa: S608 - put together from constants
OVERDUE = "SELECT 1 FROM journal_entry WHERE seal_id IS NULL AND id < %(end)s LIMIT %(most)s"
CLOSE = """
WITH closed AS (
    UPDATE journal_entry SET seal_id = %(seal)s WHERE id = ANY (%(entries)b::uuid[]) AND seal_id IS NULL RETURNING 1
)
SELECT count(*) FROM closed
"""


@dataclass(frozen=True, slots=True)
class Broken:
    """A seal that no longer fits. `why`: entries (changed), count (entries lost or added), missing (the seal)."""

    number: int
    why: str


@action
def seal_due(*, now: datetime) -> int:
    """Close up to 5,000 settled entries with one seal. Returns how many; 0 when another worker was faster."""
    before = Seal.objects.order_by("-number").first()  # read before the entries: see the conflict below
    entries = _unsealed(before=now - SETTLED)
    if not entries:
        return 0
    number = before.number + 1 if before else 1
    seal = Seal(
        id=new_id(),
        created_at=now,
        number=number,
        entries_count=len(entries),
        last_entry=entries[-1]["id"],
        digest=digest(bytes(before.digest) if before else GENESIS, entries),
    )
    # Two workers compute the same number; the second waits here for the first and then writes nothing.
    Seal.objects.bulk_create([seal], ignore_conflicts=True)
    if not Seal.objects.filter(pk=seal.pk).exists():
        return 0
    [(closed,)] = run(CLOSE, {"seal": seal.pk, "entries": Uuids(entry["id"] for entry in entries)})
    return int(closed)


def verify() -> list[Broken]:
    """Every seal whose entries or place in the chain were changed since it was closed, in order.

    Someone who can rewrite the whole database can also recompute the whole chain: compare `head()` with a copy kept
    elsewhere (the daily report prints it).
    """
    return list(_broken_seals())


def unlike(kept: Iterable[tuple[int, str]]) -> list[int]:
    """The numbers of seals kept elsewhere, by number and (beginning of) hex digest, that are not in the chain."""
    asked = list(kept)
    found = Seal.objects.filter(number__in=[number for number, _digest in asked]).values_list("number", "digest")
    digests = {number: bytes(digest).hex() for number, digest in found}
    return [number for number, digest in asked if not digest or not digests.get(number, "").startswith(digest.lower())]


def overdue(*, now: datetime) -> int:
    """How many entries should have been sealed long ago: nobody seals, or somebody took seals off."""
    return len(run(OVERDUE, {"end": first_id_at(now - LONG), "most": BATCH}))


def head() -> tuple[int, str]:
    """Number and digest (hex) of the newest seal, to be kept outside the database; (0, "") before the first."""
    newest = Seal.objects.order_by("-number").first()
    return (newest.number, bytes(newest.digest).hex()) if newest else (0, "")


def _unsealed(*, before: datetime) -> list[dict[str, Any]]:
    """The oldest entries made before that moment that no seal holds yet, as they are sealed."""
    rows = run(UNSEALED, {"end": first_id_at(before), "most": BATCH})
    return [dict(zip(SEALED_FIELDS, row, strict=True)) for row in rows]


def _broken_seals() -> Iterator[Broken]:
    expected, previous = 1, GENESIS
    for seal in Seal.objects.order_by("number").iterator():
        yield from (Broken(number, "missing") for number in range(expected, seal.number))
        if fault := _fault(seal, previous):
            yield Broken(seal.number, fault)
        expected, previous = seal.number + 1, bytes(seal.digest)


def _fault(seal: Seal, previous: bytes) -> str:
    entries = list(seal.entries.order_by("id").values(*SEALED_FIELDS))
    if len(entries) != seal.entries_count:
        return "count"
    if digest(previous, entries) != bytes(seal.digest):
        return "entries"
    return ""
