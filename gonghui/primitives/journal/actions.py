"""Writing the journal, in the transaction of the act it speaks of; the chain of seals is in `sealing`."""

import json
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models, transaction

from gonghui.kernel.callers import SYSTEM, Caller
from gonghui.primitives.rows import insert_columns, insert_many, new_ids
from gonghui.primitives.transactions import action

from .models import Entry
from .querysets import EntryQuerySet
from .rules import thing_name
from .sealing import Broken, head, overdue, seal_due, unlike, verify

__all__ = [
    "Broken",
    "JournalLine",
    "entries_of",
    "head",
    "overdue",
    "record",
    "record_many",
    "seal_due",
    "thing_name",
    "unlike",
    "verify",
]

AT_ONCE = 2_000  # rows in one INSERT


@dataclass(frozen=True, slots=True)
class JournalLine:
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
    line = JournalLine(act, thing, label, on_person, facts or {})
    entry = Entry(
        at=now,
        by_person=by.person,
        by_name=by.name[:60],
        origin=by.origin[:60],
        act=act,
        thing=thing_name(thing),
        label=_label(line),
        on_person=_person(line),
        facts=dict(line.facts),
    )
    insert_many([entry])
    return entry


def record_many(lines: Iterable[JournalLine], *, by: Caller = SYSTEM, now: datetime) -> int:
    """Write down many acts, of `by` where a line names nobody, with few statements. Returns how many.

    `lines` may be a generator.

    All or none. Not an `@action`: a generator cannot be run through again, so a conflict is the caller's to repeat.
    """
    written, source = 0, iter(lines)
    with transaction.atomic(savepoint=False):
        while part := list(islice(source, AT_ONCE)):
            written += _write(part, by, now)
    return written


def _write(lines: Sequence[JournalLine], by: Caller, now: datetime) -> int:
    callers = [line.by or by for line in lines]
    facts = [json.dumps(line.facts, cls=DjangoJSONEncoder) if line.facts else "{}" for line in lines]
    return insert_columns(
        Entry,
        id=new_ids(len(lines)),
        at=now,
        by_person=[caller.person for caller in callers],
        by_name=[caller.name[:60] for caller in callers],
        origin=[caller.origin[:60] for caller in callers],
        act=[line.act for line in lines],
        thing=[thing_name(line.thing) for line in lines],
        label=[_label(line) for line in lines],
        on_person=[_person(line) for line in lines],
        facts=facts if any(line.facts for line in lines) else "{}",
    )


def entries_of(thing: models.Model) -> EntryQuerySet:
    """What was done to a thing, newest first."""
    return Entry.objects.about(thing)


def _label(line: JournalLine) -> str:
    return (line.label or str(getattr(line.thing, "name", "")))[:160]


def _person(line: JournalLine) -> uuid.UUID | None:
    person = line.on_person
    return person.pk if isinstance(person, models.Model) else person
