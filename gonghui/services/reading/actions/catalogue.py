"""Books come in: one by one, or as a list; the same file twice is once, and a row with a trouble stays out."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.timezone import localdate

from gonghui.faces.scripts import simplified
from gonghui.faces.speech import speak
from gonghui.kernel.attachments import Prepared
from gonghui.kernel.callers import Caller
from gonghui.kernel.codes import new_code
from gonghui.kernel.sheets import RowTrouble, TableSheet
from gonghui.primitives.files import actions as files
from gonghui.primitives.files.models import File
from gonghui.primitives.journal import actions as journal
from gonghui.primitives.rows import insert_many, insert_unless_taken, new_id
from gonghui.primitives.transactions import action

from ..forms.sheets import BOOKS, BookRow, CodeElsewhere
from ..models import CatalogueImport, Copy, Cover, ReadingRoom, Title
from ..rules import title_key
from ..rules.tokens import key_of, tokens_of

DESCRIBED = ("author", "publisher", "year", "subject", "kind", "about")


@action
def import_books(room: ReadingRoom, sheet: TableSheet, *, by: Caller, now: datetime) -> CatalogueImport:
    """Let the good rows of a sheet of BOOKS in; the others are kept with the import, and what is wrong with them.

    The same file for the same room answers the import it was.
    """
    ReadingRoom.objects.select_for_update().get(pk=room.pk)  # of a double click the second waits, and finds the first's
    known = CatalogueImport.objects.filter(premises=room.premises_id, digest=sheet.digest).first()
    if known is not None:
        return known
    made = _import(room, sheet, by=by, now=now)
    facts = {"rows": made.rows, "copies": made.copies_new, "titles": made.titles_new, "troubles": len(made.troubles)}
    journal.record("reading.import_books", made, by=by, now=now, label=room.premises.name, facts=facts)
    return made


def _import(room: ReadingRoom, sheet: TableSheet, *, by: Caller, now: datetime) -> CatalogueImport:
    rows, troubles = BOOKS.read(sheet)
    titles, new_titles = titles_of(rows, room.premises.union, now=now)
    there = _codes_there([row.code for row in rows if row.code])
    clashing = [row for row in rows if row.code in there and there[row.code].title_id != titles[_key(row)].pk]
    for row in clashing:
        title = there[row.code].title.name
        troubles.append(sheet.trouble(row.number, "code", CodeElsewhere(code=row.code, title=title)))
    fresh = [row for row in rows if row.code not in there]
    made = CatalogueImport(digest=sheet.digest, file_name=sheet.file_name[-160:])
    made.premises, made.by_id, made.rows, made.created_at = room.premises, by.person, len(sheet.rows), now
    made.titles_new = new_titles
    made.copies_new = insert_many([copy for row in fresh for copy in _copies(row, titles[_key(row)].pk, room, now)])
    made.copies_known = len(rows) - len(fresh) - len(clashing)
    made.troubles = [_told(trouble) for trouble in sorted(troubles, key=lambda each: each.row)]
    made.bad_rows = (
        [sheet.sheet.header, *map(list, sheet.rows_at({trouble.row for trouble in troubles}))] if troubles else []
    )
    made.save(force_insert=True)
    return made


def titles_of(rows: Iterable[BookRow], union: Any, *, now: datetime) -> tuple[dict[str, Title], int]:
    """The title of each row by its key, made where there is none; and how many were made. What is known stays."""
    wanted = {_key(row): row for row in reversed(list(rows))}
    known = {title.key: title for title in Title.objects.filter(key__in=wanted).only("pk", "key")}
    new = [_title(row, key, union, now) for key, row in wanted.items() if key not in known]
    stored = {title.key: title for title in _insert_titles(new)}
    return known | stored, len(stored)


def _insert_titles(new: Sequence[Title]) -> list[Title]:
    """Two offices may bring the same book in the same moment: whoever is second uses the first's."""
    Title.objects.bulk_create(new, batch_size=1_000, ignore_conflicts=True)
    return list(Title.objects.filter(key__in=[title.key for title in new]).only("pk", "key"))


def _title(row: BookRow, key: str, union: Any, now: datetime) -> Title:
    described = {name: getattr(row, name) for name in DESCRIBED}
    title = Title(key=key, isbn=row.isbn, name=row.name, catalogued_by=union, created_at=now, **described)
    index(title)
    return title


def index(title: Title) -> None:
    """Set what a title is found by. Saves nothing."""
    name, author = simplified(title.name), simplified(title.author)
    key = key_of(name)
    title.plain, title.spelled, title.initials = key.name, key.spelled, key.initials
    title.tokens = tokens_of(name, author)


def _copies(row: BookRow, title: UUID, room: ReadingRoom, now: datetime) -> list[Copy]:
    return [
        Copy(
            id=new_id(),
            created_at=now,
            title_id=title,
            home_id=room.premises_id,
            at_id=room.premises_id,
            code=row.code or new_code(),
            shelf=row.shelf,
            price=row.price,
            came_on=localdate(now),
        )
        for _each in range(row.copies)
    ]


def _key(row: BookRow) -> str:
    return title_key(row.isbn, row.name, row.author, row.publisher, row.year)


def _codes_there(codes: Sequence[str]) -> dict[str, Copy]:
    found = Copy.objects.filter(code__in=codes).select_related("title").only("code", "title__name")
    return {copy.code: copy for copy in found}


def _told(trouble: RowTrouble) -> list[Any]:
    spoken = speak(trouble.refusal)
    return [trouble.row, trouble.column, spoken.says, spoken.mend]


@action
def add_copies(room: ReadingRoom, row: BookRow, *, by: Caller, now: datetime) -> list[Copy]:
    """One title by hand, with its copies. Raises CodeElsewhere when the barcode is another book's."""
    titles, _new = titles_of([row], room.premises.union, now=now)
    title = titles[_key(row)]
    copies = _copies(row, title.pk, room, now)
    for copy in copies:
        if not insert_unless_taken(copy):
            known = Copy.objects.select_related("title").get(code=copy.code)
            raise CodeElsewhere(code=row.code, title=known.title.name)
    facts = {"copies": len(copies), "place": room.premises.name}
    journal.record("reading.add_copies", title, by=by, now=now, label=row.name, facts=facts)
    return copies


@action
def describe(title: Title, *, by: Caller, now: datetime, **changes: Any) -> Title:
    """Correct a title: name, author, publisher, year, subject, kind, about. Its key stays: copies keep their title."""
    for name, value in changes.items():
        setattr(title, name, value)
    index(title)
    title.save(update_fields=[*changes, "plain", "spelled", "initials", "tokens"])
    journal.record("reading.describe", title, by=by, now=now, label=title.name, facts={"fields": sorted(changes)})
    return title


def set_cover(title: Title, picture: Prepared, *, by: Caller, now: datetime) -> Cover:
    """The picture shown for a title, in place of the one before. Not part of another action. Raises StorageAway."""
    [file] = files.bring([picture], purpose="reading.cover", now=now)
    return _set_cover(title, file, by=by, now=now)


@action
def _set_cover(title: Title, file: File, *, by: Caller, now: datetime) -> Cover:
    Title.objects.select_for_update().get(pk=title.pk)  # of two at once the second takes off the first's
    _take_cover_off(title, now=now)
    files.keep([file], by=by, now=now)
    cover = Cover.objects.create(title=title, file=file, created_at=now)
    journal.record("reading.set_cover", title, by=by, now=now, label=title.name, facts={"bytes": file.size})
    return cover


@action
def remove_cover(title: Title, *, by: Caller, now: datetime) -> bool:
    """The title has no picture any more; True if this call took it away."""
    removed = _take_cover_off(title, now=now)
    if removed:
        journal.record("reading.remove_cover", title, by=by, now=now, label=title.name)
    return removed


def _take_cover_off(title: Title, *, now: datetime) -> bool:
    cover = Cover.objects.select_related("file").filter(title=title).first()
    if cover is None or not cover.delete()[0]:
        return False
    return files.take_off(cover.file, now=now)
