"""Writing the journal, in the transaction of the act it speaks of; the chain of seals is in `sealing`."""

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice

from django.db import models, transaction

from gonghui.kernel.callers import SYSTEM, Caller
from gonghui.primitives.rows import insert_many
from gonghui.primitives.transactions import action

from .models import Entry
from .querysets import EntryQuerySet
from .rules import thing_name
from .sealing import Broken, head, seal_due, verify

__all__ = [
    "Broken",
    "Line",
    "entries_of",
    "head",
    "record",
    "record_many",
    "seal_due",
    "thing_name",
    "verify",
]

AT_ONCE = 2_000  # rows in one INSERT


@dataclass(frozen=True, slots=True)
class Line:
    """One entry to write: what was done (`act`, dotted) to which thing; `by` whom, where several acted."""

    act: str
    thing: models.Model
    label: str = ""
    on_person: uuid.UUID | models.Model | None = None
    facts: Mapping[str, object] = field(default_factory=dict)
    by: Caller | None = None


@action
def record(
    act: str,
    thing: models.Model,
    *,
    by: Caller,
    now: datetime,
    label: str = "",
    on_person: uuid.UUID | models.Model | None = None,
    facts: Mapping[str, object] | None = None,
) -> Entry:
    """Write down one act. `label` is how the thing is called today; `facts` must be JSON and hold no secret."""
    entry = _entry(Line(act, thing, label, on_person, facts or {}), by, now)
    entry.save(force_insert=True)
    return entry


def record_many(lines: Iterable[Line], *, by: Caller = SYSTEM, now: datetime) -> int:
    """Write down many acts, of `by` where a line names nobody, with few statements. Returns how many.

    `lines` may be a generator.

    All or none. Not an `@action`: a generator cannot be run through again, so a conflict is the caller's to repeat.
    """
    written, source = 0, iter(lines)
    with transaction.atomic(savepoint=False):
        while part := [_entry(line, line.by or by, now) for line in islice(source, AT_ONCE)]:
            written += insert_many(part)
    return written


def entries_of(thing: models.Model) -> EntryQuerySet:
    """What was done to a thing, newest first."""
    return Entry.objects.about(thing)


def _entry(line: Line, by: Caller, now: datetime) -> Entry:
    person = line.on_person
    return Entry(
        at=now,
        by_person=by.person,
        by_name=by.name[:60],
        origin=by.origin[:60],
        act=line.act,
        thing=thing_name(line.thing),
        label=(line.label or str(getattr(line.thing, "name", "")))[:160],
        on_person=person.pk if isinstance(person, models.Model) else person,
        facts=dict(line.facts),
    )
