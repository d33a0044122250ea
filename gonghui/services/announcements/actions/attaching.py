"""The files of a draft. Those of what is out change with a correction alone."""

from collections.abc import Sequence
from datetime import datetime

from gonghui.kernel.attachments import Prepared
from gonghui.kernel.callers import Caller
from gonghui.primitives.files import actions as files
from gonghui.primitives.files.models import File
from gonghui.primitives.journal import actions as journal
from gonghui.primitives.transactions import action

from .. import refusals, rules
from ..models import Announcement, Attachment
from .writing import locked_draft


def attach(announcement: Announcement, chosen: Sequence[Prepared], *, by: Caller, now: datetime) -> list[Attachment]:
    """Several files, all or none. Not part of another action. Raises AlreadyOut, TooManyFiles, StorageAway."""
    brought = files.bring(chosen, purpose="announcements.attachment", now=now)
    return _attach(announcement, brought, by=by, now=now)


@action
def _attach(announcement: Announcement, brought: Sequence[File], *, by: Caller, now: datetime) -> list[Attachment]:
    draft = locked_draft(announcement)
    if draft.attachments.count() + len(brought) > rules.MOST_FILES:
        raise refusals.TooManyFiles(limit=rules.MOST_FILES)
    files.keep(brought, by=by, now=now)
    made = [Attachment.objects.create(announcement=draft, file=file, created_at=now) for file in brought]
    facts = {"files": [file.name for file in brought]}
    journal.record("announcements.attach", draft, by=by, now=now, label=draft.title, facts=facts)
    return made


@action
def detach(attachment: Attachment, *, by: Caller, now: datetime) -> None:
    """Take a file off a draft. Raises AlreadyOut."""
    draft = locked_draft(attachment.announcement)
    if attachment.delete()[0]:
        files.take_off(attachment.file, now=now)
        facts = {"files": [attachment.file.name]}
        journal.record("announcements.detach", draft, by=by, now=now, label=draft.title, facts=facts)
