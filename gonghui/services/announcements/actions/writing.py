"""Drafts: written, changed, copied from old ones, brought in a sheet, thrown away."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime

from gonghui.kernel.callers import Caller
from gonghui.kernel.sheets import BadRows, TableSheet
from gonghui.primitives.agenda import actions as agenda
from gonghui.primitives.files import actions as files
from gonghui.primitives.journal import actions as journal
from gonghui.primitives.people.models import Union
from gonghui.primitives.rows import insert_unless_taken
from gonghui.primitives.transactions import action

from .. import refusals, rules
from ..forms.sheets import ANNOUNCEMENTS
from ..models import Announcement
from ..pages.agenda import DUE
from ..querysets import plain
from ..rules import Content


@action
def draft(union: Union, content: Content, *, key: str = "", by: Caller, now: datetime) -> Announcement:
    """A new draft, which nobody but officers sees; the same key, the same one. Raises EndsBeforeStart, AlreadyOver."""
    made = Announcement(union=union, key=key, **fields_of(content, now), created_at=now)
    if not insert_unless_taken(made):
        return Announcement.objects.get(union=union, key=key)
    agenda.renew(DUE, [made.pk], now=now)
    journal.record("announcements.draft", made, by=by, now=now, label=made.title)
    return made


@action
def revise(announcement: Announcement, content: Content, *, seen: str = "", by: Caller, now: datetime) -> Announcement:
    """Change a draft; with `seen`, the one whose `mark` that is. Raises AlreadyOut, ChangedMeanwhile, AlreadyOver, …"""
    found = locked_draft(announcement)
    if seen and seen != found.mark:
        raise refusals.ChangedMeanwhile()
    for name, value in fields_of(content, now).items():
        setattr(found, name, value)
    found.save()
    agenda.renew(DUE, [found.pk], now=now)
    journal.record("announcements.revise", found, by=by, now=now, label=found.title)
    return found


@action
def copy(announcement: Announcement, *, key: str = "", by: Caller, now: datetime) -> Announcement:
    """The same words as a new draft, without its times, files and readers."""
    names = ("title", "text", "kind", "audience", "tells")
    content = Content(**{name: getattr(announcement, name) for name in names})
    return draft(announcement.union, content, key=key, by=by, now=now)


@action
def remove(announcement: Announcement, *, by: Caller, now: datetime) -> None:
    """Throw a draft away, with its files. Raises AlreadyOut, Removed."""
    found = locked_draft(announcement)
    journal.record("announcements.remove", found, by=by, now=now, label=found.title)
    agenda.done(DUE.key, [found.pk])
    kept = [each.file for each in found.attachments.select_related("file")]
    found.delete()
    for file in kept:
        files.take_off(file, now=now)


@action
def load(union: Union, sheet: TableSheet, *, by: Caller, now: datetime) -> int:
    """Every row of a sheet as a draft, or none; answers how many. Raises BadRows."""
    rows, troubles = ANNOUNCEMENTS.read(sheet)
    if troubles:
        raise BadRows(troubles, sheet)
    made: Sequence[Announcement] = Announcement.objects.bulk_create(
        Announcement(union=union, **fields_of(row.content, now, past=True), created_at=now) for row in rows
    )
    agenda.renew(DUE, [one.pk for one in made], now=now)
    journal.record_many(
        (
            journal.JournalLine("announcements.draft", each, each.title, facts={"file": sheet.file_name})
            for each in made
        ),
        by=by,
        now=now,
    )
    return len(made)


def fields_of(content: Content, now: datetime, *, past: bool = False) -> dict[str, object]:
    """What is stored of it. Raises EndsBeforeStart, AlreadyOver; `past`: its end may be over."""
    refusal = rules.refuse_times(content.starts_at, content.ends_at, now)
    if refusal and not past:
        raise refusal
    return asdict(content) | {"plain": plain(f"{content.title} {content.text}")}


def locked_draft(announcement: Announcement) -> Announcement:
    """The draft, held until the act is over. Raises AlreadyOut, Removed."""
    found = locked(announcement)
    if found.published_at:
        raise refusals.AlreadyOut()
    return found


def locked(announcement: Announcement) -> Announcement:
    """As it stands now, held until the act is over. Raises Removed."""
    found = Announcement.objects.select_for_update().filter(pk=announcement.pk).first()
    if found is None:
        raise refusals.Removed()
    return found
