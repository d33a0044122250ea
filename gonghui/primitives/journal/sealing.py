"""The chain of seals: a later change of any sealed entry shows, and names its seal."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from gonghui.primitives.rows import new_id
from gonghui.primitives.transactions import action

from .models import Entry, Seal
from .rules import GENESIS, digest

BATCH = 5_000
# An id is made when the act runs, but its row is seen only after commit. Half a minute is longer than ordinary acts
# take, so seals follow the order of ids; an entry of a longer act (a roster import) simply goes into a later seal:
# a seal covers the entries that point to it, not a range of ids.
SETTLED = timedelta(seconds=30)
SEALED_FIELDS = ("id", "at", "by_person", "by_name", "origin", "act", "thing", "label", "on_person", "facts")


@dataclass(frozen=True, slots=True)
class Broken:
    """A seal that no longer fits. `why`: entries (changed), count (entries lost or added), missing (the seal)."""

    number: int
    why: str


@action
def seal_due(*, now: datetime) -> int:
    """Close up to 5,000 settled entries with one seal. Returns how many; 0 when another worker was faster."""
    before = Seal.objects.order_by("-number").first()  # read before the entries: see the conflict below
    entries = list(Entry.objects.unsealed_before(now - SETTLED).values(*SEALED_FIELDS)[:BATCH])
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
    return Entry.objects.filter(id__in=[entry["id"] for entry in entries], seal=None).update(seal=seal)


def verify() -> list[Broken]:
    """Every seal whose entries or place in the chain were changed since it was closed, in order.

    Someone who can rewrite the whole database can also recompute the whole chain: compare `head()` with a copy kept
    elsewhere (the daily report prints it).
    """
    return list(_broken_seals())


def head() -> tuple[int, str]:
    """Number and digest (hex) of the newest seal, to be kept outside the database; (0, "") before the first."""
    newest = Seal.objects.order_by("-number").first()
    return (newest.number, bytes(newest.digest).hex()) if newest else (0, "")


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
