"""The files of an announcement. Those of what is out change before everybody's eyes: with a reason, as its words do."""

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
from .publishing import new_edition
from .writing import locked


def attach(
    announcement: Announcement, chosen: Sequence[Prepared], *, why: str | None = None, by: Caller, now: datetime
) -> list[Attachment]:
    """Several files, all or none; of what is out, `why`. Not part of another action.

    Raises AlreadyOut without a `why`, ReasonMissing for an empty one, GoneAlready, TooManyFiles, StorageAway.
    """
    brought = files.bring(chosen, purpose="announcements.attachment", now=now)
    return _attach(announcement, brought, why=why, by=by, now=now)


@action
def _attach(
    announcement: Announcement, brought: Sequence[File], *, why: str | None, by: Caller, now: datetime
) -> list[Attachment]:
    found = _open_to_change(announcement, why, by, now)
    if found.attachments.count() + len(brought) > rules.MOST_FILES:
        raise refusals.TooManyFiles(limit=rules.MOST_FILES)
    files.keep(brought, by=by, now=now)
    made = [Attachment.objects.create(announcement=found, file=file, created_at=now) for file in brought]
    facts = {"files": [file.name for file in brought]}
    journal.record("announcements.attach", found, by=by, now=now, label=found.title, facts=facts)
    return made


@action
def detach(attachment: Attachment, *, why: str | None = None, by: Caller, now: datetime) -> None:
    """Take a file off. Raises as `attach`."""
    found = _open_to_change(attachment.announcement, why, by, now)
    if attachment.delete()[0]:
        files.take_off(attachment.file, now=now)
        facts = {"files": [attachment.file.name]}
        journal.record("announcements.detach", found, by=by, now=now, label=found.title, facts=facts)


def _open_to_change(announcement: Announcement, why: str | None, by: Caller, now: datetime) -> Announcement:
    """A draft; or, with a reason, what is out, in a new edition that says so."""
    found = locked(announcement)
    if not found.published_at:
        return found
    if why is None:
        raise refusals.AlreadyOut()
    if found.withdrawn_at:
        raise refusals.GoneAlready()
    return new_edition(found, {}, why=why, by=by, now=now)
