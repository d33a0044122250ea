"""A day as its visitors see it, and what was measured, opened for whose it is."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from gonghui.primitives.admission.models import Place, Waiter
from gonghui.primitives.people.models import Person

from .. import rules
from ..models import Day, Finding, Slot
from ..models.sealing import unsealed

LAST = 50


@dataclass(frozen=True, slots=True)
class Cell:
    """A slot, how many places are free, who waits; `mine`: the asker's place, `waits`: they stand in its line."""

    slot: Slot
    free: int
    waiting: int
    over: bool
    mine: Place | None
    waits: bool


@dataclass(frozen=True, slots=True)
class Opened:
    """A finding, opened."""

    finding: Finding
    reads: list[rules.Read]
    departments: list[str]
    advice: str


def cells(day: Day, person: Person | None, *, now: datetime) -> list[Cell]:
    """In order of time; three queries."""
    slots = list(Slot.objects.filter(day=day).select_related("pool").order_by("starts"))
    mine, lines = None, set()
    if person is not None:
        mine = Place.objects.live().in_scope(day.pk).of(person).first()
        lines = set(Waiter.objects.live().filter(scope=day.pk, holder=person).values_list("pool", flat=True))
    return [
        Cell(
            slot, 0 if slot.pool.waiting else slot.pool.capacity - slot.pool.taken, slot.pool.waiting,
            slot.starts <= now, mine if mine and mine.pool_id == slot.pool_id else None, slot.pool_id in lines,
        )
        for slot in slots
    ]  # fmt: skip


def results(rows: Any) -> list[Opened]:
    """The newest first, of rows that are the asker's own."""
    return [opened(one) for one in rows[:LAST]]


def opened(finding: Finding) -> Opened:
    told = unsealed(finding)
    reads = rules.read(told["values"])
    return Opened(finding, reads, rules.departments(reads), told["advice"])
