"""From an uploaded file to entries, and from entries to what each would do. Reads only; the verbs are in `actions`."""

import uuid
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple, TypeVar

from django.conf import settings
from django.db.models import Q

from gonghui.kernel.refusals import Refused
from gonghui.kernel.sheets import Cell, Sheet, read_sheet
from gonghui.primitives.people import keys, lookups
from gonghui.primitives.people.models import Union

from . import columns, rules
from .columns import UNION, Layout
from .refusals import NoSuchUnion, TwoUnions, UnionIsClosed
from .rules import About, Entry, Fate, Home, Trouble

MAX_ROWS = 50_000
AT_ONCE = 1_000  # rows looked up together, and written in one transaction

T = TypeVar("T")
Seen = Callable[[int], None]


@dataclass(slots=True)
class Reading:
    """A file understood: entries that can stand by themselves, and the troubles of the other rows."""

    layout: Layout
    rows: int
    entries: list[Entry]
    homes: dict[str, Home]
    troubles: dict[int, list[Trouble]]


def open_roster(data: bytes, file_name: str) -> tuple[Sheet, Layout]:
    """The sheet and its columns. Raises SheetRefused, MissingColumns, RepeatedColumn."""
    sheet = read_sheet(data, file_name, max_bytes=settings.MAX_UPLOAD_BYTES, max_rows=MAX_ROWS, known=columns.KNOWN)
    return sheet, columns.lay_out(sheet.header, row=sheet.header_row)


def remarks(sheet: Sheet, layout: Layout) -> dict[str, object]:
    """What the officer should know of the file besides its rows."""
    return {
        "sheet": sheet.name[:60],
        "unknown": list(layout.unknown[:30]),
        "other_sheets": [name[:60] for name in sheet.other_sheets[:10]],
        "hidden": len(sheet.hidden_rows),
    }


def read_roster(data: bytes, file_name: str, union: Union, *, today: date, seen: Seen) -> Reading:
    """Read every row; `seen` hears how many from time to time. Raises as `open_roster`, and UnionIsClosed."""
    sheet, layout = open_roster(data, file_name)
    reading = Reading(layout, len(sheet.rows), [], {}, {})
    for number, cells in drained(sheet.rows):
        row = rules.read_row(number, cells, layout, today=today, overlong=number in sheet.overlong)
        if isinstance(row, Entry):
            reading.entries.append(row)
        else:
            reading.troubles[number] = row
        if (count := len(reading.entries) + len(reading.troubles)) % AT_ONCE == 0:
            seen(count // 2)  # reading is about half of the work
    find_homes(reading, union)
    for row_number, repeated in rules.repeats(reading.entries).items():
        named = [rules.called(trouble, layout) for trouble in repeated]
        reading.troubles.setdefault(row_number, []).extend(named)
    reading.entries = [entry for entry in reading.entries if entry.row not in reading.troubles]
    return reading


def drained(rows: list[tuple[int, list[Cell]]]) -> Iterator[tuple[int, list[Cell]]]:
    """The rows in order, each let go once it is read: 50,000 rows of cells weigh more than all that follows."""
    rows.reverse()
    while rows:
        yield rows.pop()


def find_homes(reading: Reading, union: Union) -> None:
    """Look up the unions that rows name, by code or by name, within the import's own. Raises UnionIsClosed."""
    if union.closed_at is not None:
        raise UnionIsClosed(union=union.name)
    named = {entry.union for entry in reading.entries if entry.union}
    found = unions_named(named, union)
    reading.homes = {"": Home(union.pk, union.path, named=False)}
    refused: dict[str, Refused] = {}
    for text in named:
        homes = found.get(text, [])
        if len(homes) == 1:
            reading.homes[text] = Home(homes[0].pk, homes[0].path, named=True)
        else:
            refused[text] = TwoUnions(text=text[:40]) if homes else NoSuchUnion(text=text[:40], here=union.name)
    called = reading.layout.called(UNION)
    for entry in reading.entries:
        if refusal := refused.get(entry.union):
            reading.troubles[entry.row] = [Trouble(entry.row, called, About.UNION, refusal)]


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

    entry: Entry
    fate: Fate | Trouble
    person: uuid.UUID | None


def judge(reading: Reading, entries: Sequence[Entry], *, today: date) -> list[Judged]:
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
        if isinstance(fate, Trouble):
            fate = rules.called(fate, reading.layout)
        judged.append(Judged(entry, fate, holder.person if holder else None))
    return judged
