"""From an uploaded file to entries, and from entries to what each would do. Reads only; the verbs are in `actions`."""

import uuid
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, NamedTuple, TypeVar

from django.db.models import Q

from gonghui.kernel.sheets import Layout
from gonghui.primitives.people import keys, lookups
from gonghui.primitives.people.models import Union

from .. import rules
from ..refusals import NoSuchUnion, TwoUnions, UnionIsClosed
from ..rules import ABOUT, UNION, About, Fate, Home, RosterEntry, RowTrouble
from ..sheets import ROSTER

AT_ONCE = 1_000  # rows looked up together, and written in one transaction

T = TypeVar("T")
Seen = Callable[[int], None]


@dataclass(slots=True)
class RosterRead:
    """A file understood: entries that can stand by themselves, and the troubles of the other rows.

    `named` are the rows that name a union, by what they write.
    """

    layout: Layout
    remarks: dict[str, Any]
    rows: int
    entries: list[RosterEntry] = field(default_factory=list)
    homes: dict[str, Home] = field(default_factory=dict)
    troubles: dict[int, list[RowTrouble]] = field(default_factory=dict)
    named: dict[str, list[int]] = field(default_factory=dict)


def read_roster(data: bytes, file_name: str, union: Union, *, today: date, seen: Seen) -> RosterRead:
    """Read every row; `seen` hears how many from time to time. Raises SheetRefused, UnionIsClosed."""
    sheet = ROSTER.open(data, file_name)
    reading = RosterRead(sheet.layout, sheet.remarks, len(sheet.rows))
    for count, row in enumerate(ROSTER.rows(sheet, let_go=True, today=today), start=1):
        if row.troubles:
            reading.troubles[row.number] = [
                RowTrouble(row.number, trouble.column, ABOUT[trouble.key], trouble.refusal) for trouble in row.troubles
            ]
        else:
            reading.entries.append(ROSTER.row(number=row.number, **row.values))
        if text := row.values.get(UNION):
            reading.named.setdefault(text, []).append(row.number)
        if count % AT_ONCE == 0:
            seen(count // 2)  # reading is about half of the work
    find_homes(reading, union)
    for row_number, repeated in rules.repeats(reading.entries).items():
        named = [rules.called(trouble, reading.layout) for trouble in repeated]
        reading.troubles.setdefault(row_number, []).extend(named)
    reading.entries = [entry for entry in reading.entries if entry.row not in reading.troubles]
    return reading


def find_homes(reading: RosterRead, union: Union) -> None:
    """Look up the unions that rows name, by code or by name, within the import's own. Raises UnionIsClosed.

    Rows that are bad in something else are told of a bad union too.
    """
    if union.closed_at is not None:
        raise UnionIsClosed(union=union.name)
    found = unions_named(reading.named, union)
    reading.homes = {"": Home(union.pk, union.path, named=False)}
    for text, rows in reading.named.items():
        homes = found.get(text, [])
        if len(homes) == 1:
            reading.homes[text] = Home(homes[0].pk, homes[0].path, named=True)
            continue
        refusal = TwoUnions(text=text[:40]) if homes else NoSuchUnion(text=text[:40], here=union.name)
        trouble = rules.called(RowTrouble(0, UNION, About.UNION, refusal), reading.layout)
        for row in rows:
            reading.troubles.setdefault(row, []).append(replace(trouble, row=row))


def unions_named(texts: Iterable[str], union: Union) -> dict[str, list[Union]]:
    """Open unions at or below `union`, by the text that names them; a code counts before a name."""
    codes: dict[str, list[Union]] = {}
    names: dict[str, list[Union]] = {}
    for some in parts(sorted(texts)):
        wanted = Q(code__in=[text.upper() for text in some]) | Q(name__in=some)
        for found in Union.objects.under([union]).open().filter(wanted).only("pk", "path", "code", "name"):
            codes.setdefault(found.code, []).append(found)
            names.setdefault(found.name, []).append(found)
    return {text: codes.get(text.upper()) or names.get(text, []) for text in texts}


def parts(things: Sequence[T]) -> Iterator[Sequence[T]]:
    """The things in order, AT_ONCE at a time."""
    return (things[at : at + AT_ONCE] for at in range(0, len(things), AT_ONCE))


class Judged(NamedTuple):
    """An entry, what it would do, and the person who holds its document already."""

    entry: RosterEntry
    fate: Fate | RowTrouble
    person: uuid.UUID | None


def judge(reading: RosterRead, entries: Sequence[RosterEntry], *, today: date) -> list[Judged]:
    """What each entry would do now, with two look-ups for all of them."""
    documents = [keys.document_index(entry.document.kind, entry.document.number) for entry in entries]
    mobiles = [keys.mobile_index(entry.mobile) if entry.mobile else None for entry in entries]
    holders = lookups.known_documents(documents)
    owners = lookups.known_mobiles([mobile for mobile in mobiles if mobile])
    judged = []
    for entry, document, mobile in zip(entries, documents, mobiles, strict=True):
        holder = holders.get(document)
        owner = owners.get(mobile) if mobile else None
        home, joined = reading.homes[entry.union], entry.joined or today
        fate = rules.decide(entry, home, joined=joined, holder=holder, owner=owner, mobile=mobile)
        if isinstance(fate, RowTrouble):
            fate = rules.called(fate, reading.layout)
        judged.append(Judged(entry, fate, holder.person if holder else None))
    return judged
