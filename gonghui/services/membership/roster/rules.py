"""What a roster's row says, whether it can stand, and what it would do. Pure: no database, no clock."""

import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum, StrEnum

from gonghui.kernel.identity import AnyDocument
from gonghui.kernel.mobile import Mobile
from gonghui.kernel.refusals import Refused
from gonghui.kernel.sheets import Layout
from gonghui.kernel.text import same_name
from gonghui.primitives.people.powers import Act, Power
from gonghui.primitives.people.rules import Known, check_start, mask_name, within

from . import refusals as no

NAME, KIND, DOCUMENT, MOBILE, UNION, JOINED = "name", "kind", "document", "mobile", "union", "joined"  # columns

ROSTERS = Act("membership.rosters", Power.MANAGE)

# States of an import: those for the worker, those in which it may be given up, those in which its file is kept.
WAITING = ("uploaded", "checking", "committing")
OPEN = ("uploaded", "checking", "checked")
LIVE = ("uploaded", "checking", "checked", "committing")


class About(StrEnum):
    """What a trouble is about; the filter of the officer's list."""

    NAME = "name"
    DOCUMENT = "document"
    MOBILE = "mobile"
    UNION = "union"
    JOINED = "joined"
    ROW = "row"
    REPEAT = "repeat"  # twice in the file
    KNOWN = "known"  # does not agree with what is registered
    DOUBLE = "double"  # member of another union


FOR_THE_OFFICER = {About.REPEAT, About.KNOWN, About.DOUBLE}  # each row right by itself; a person must settle it
ABOUT = {
    "": About.ROW,
    NAME: About.NAME,
    KIND: About.DOCUMENT,
    DOCUMENT: About.DOCUMENT,
    MOBILE: About.MOBILE,
    UNION: About.UNION,
    JOINED: About.JOINED,
}


@dataclass(frozen=True, slots=True)
class RowTrouble:
    """One thing wrong with one row; `column` is a key of the roster's table, until it is `called`.

    `person` and `union` are set for a member of another union.
    """

    row: int
    column: str
    about: About
    refusal: Refused
    person: uuid.UUID | None = None
    union: uuid.UUID | None = None

    @property
    def mend(self) -> str:
        return self.refusal.advice()


@dataclass(frozen=True, slots=True)
class RosterEntry:
    """A row that makes sense by itself. `union` is as written, empty for the import's own."""

    row: int
    name: str
    document: AnyDocument
    mobile: Mobile | None
    union: str
    joined: date | None


@dataclass(frozen=True, slots=True)
class Home:
    """The union a row's person is to belong to. `named` is False when the row leaves it to the import."""

    union: uuid.UUID
    path: str
    named: bool


class Fate(Enum):
    """What a good row does."""

    ENROL = "enrol"  # a person not known yet
    JOIN = "join"  # a known person without a membership
    SAME = "same"  # nothing: it is so already


def called(trouble: RowTrouble, layout: Layout) -> RowTrouble:
    """The trouble with its column called as the file calls it."""
    return replace(trouble, column=layout.called[trouble.column])


def repeats(entries: Iterable[RosterEntry]) -> dict[int, list[RowTrouble]]:
    """Rows that claim the same document or mobile, by row.

    The same person written twice in the same way counts once: the first row stands. Where the rows differ
    nobody can tell which is right, so none stands.
    """
    found: dict[int, list[RowTrouble]] = defaultdict(list)
    documents: dict[AnyDocument, list[RosterEntry]] = defaultdict(list)
    mobiles: dict[Mobile, list[RosterEntry]] = defaultdict(list)
    for entry in entries:
        documents[entry.document].append(entry)
        if entry.mobile:
            mobiles[entry.mobile].append(entry)
    for group in documents.values():
        if len(group) > 1:
            _repeated_document(group, found)
    for group in mobiles.values():
        if len({entry.document for entry in group}) > 1:
            rows = Rows(group)
            for entry in group:
                refusal = no.MobileRepeated(rows=rows.besides(entry))
                found[entry.row].append(RowTrouble(entry.row, MOBILE, About.REPEAT, refusal))
    return dict(found)


def _repeated_document(group: Sequence[RosterEntry], found: dict[int, list[RowTrouble]]) -> None:
    first, rows = group[0], Rows(group)
    alike = len({(entry.name, entry.mobile, entry.union, entry.joined) for entry in group}) == 1
    for entry in group[1:] if alike else group:
        refusal: Refused = no.RowRepeated(row=first.row) if alike else no.DocumentRepeated(rows=rows.besides(entry))
        found[entry.row].append(RowTrouble(entry.row, DOCUMENT, About.REPEAT, refusal))


class Rows:
    """The rows of a group, named in few words however many they are: a whole company may have given one number."""

    NAMED = 5

    def __init__(self, group: Sequence[RosterEntry]) -> None:
        self.first, self.count = [entry.row for entry in group[: self.NAMED + 1]], len(group)

    def besides(self, entry: RosterEntry) -> str:
        """The other rows: "3、4、5", and of many the first five and how many there are."""
        named = [row for row in self.first if row != entry.row][: self.NAMED]
        more = f" 等 {self.count - 1}" if self.count - 1 > len(named) else ""
        return "、".join(map(str, named)) + more


def decide(
    entry: RosterEntry, home: Home, *, joined: date, holder: Known | None, owner: Known | None, mobile: bytes | None
) -> Fate | RowTrouble:
    """What an entry does, given who holds its document and who owns its mobile (by index `mobile`)."""
    if holder is None:
        return Fate.ENROL if owner is None else _owned(entry, owner)
    if not same_name(holder.name, entry.name):
        return RowTrouble(entry.row, NAME, About.KNOWN, no.NameDiffers(known=mask_name(holder.name)))
    if holder.union is not None and not _is_home(holder, home):
        refusal = no.MemberElsewhere(union=holder.union_name)
        return RowTrouble(entry.row, DOCUMENT, About.DOUBLE, refusal, person=holder.person, union=holder.union)
    if owner is not None and owner.person != holder.person:
        return _owned(entry, owner)
    if mobile is not None and mobile != holder.mobile:
        differs: Refused = no.MobileDiffers() if holder.mobile else no.MobileUnregistered()
        return RowTrouble(entry.row, MOBILE, About.KNOWN, differs)
    if holder.union is not None:
        return Fate.SAME
    try:
        check_start(joined, last_end=holder.last_end, today=joined)
    except Refused as refusal:
        return RowTrouble(entry.row, JOINED, About.JOINED, refusal)
    return Fate.JOIN


def _is_home(holder: Known, home: Home) -> bool:
    """A file without a union column speaks of the import's union and all below it."""
    return holder.union == home.union or (not home.named and within(holder.union_path, home.path))


def _owned(entry: RosterEntry, owner: Known) -> RowTrouble:
    refusal = (
        no.MobileOfSamePerson() if same_name(owner.name, entry.name) else no.MobileOfOther(known=mask_name(owner.name))
    )
    return RowTrouble(entry.row, MOBILE, About.KNOWN, refusal)


def tally(troubles: Mapping[int, Sequence[RowTrouble]]) -> tuple[int, int]:
    """(bad, double) rows: a row is bad with one thing wrong in it, double when only a person can settle it."""
    double = sum(all(trouble.about in FOR_THE_OFFICER for trouble in of_row) for of_row in troubles.values())
    return len(troubles) - double, double
