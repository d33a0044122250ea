"""From a draft to what people read: published, corrected before everybody's eyes, pinned, withdrawn."""

from datetime import datetime

from gonghui.kernel.callers import Caller
from gonghui.kernel.text import tidy
from gonghui.primitives.agenda import actions as agenda
from gonghui.primitives.journal import actions as journal
from gonghui.primitives.transactions import action

from .. import refusals, rules
from ..models import Announcement, Edition
from ..pages.agenda import DUE, UNREAD
from ..querysets import plain
from .writing import locked, locked_draft


@action
def publish(announcement: Announcement, *, by: Caller, now: datetime) -> Announcement:
    """Out now, or at its start where that is still to come. Raises AlreadyOut, AlreadyOver."""
    found = locked_draft(announcement)
    found.starts_at = max(found.starts_at or now, now)
    if refusal := rules.refuse_times(found.starts_at, found.ends_at, now):
        raise refusal
    found.published_at, found.edition_at = now, found.starts_at
    found.save(update_fields=["published_at", "starts_at", "edition_at"])
    agenda.renew(DUE, [found.pk], now=now)
    facts = {"starts": found.starts_at.isoformat(), "audience": found.audience}
    journal.record("announcements.publish", found, by=by, now=now, label=found.title, facts=facts)
    return found


@action
def correct(
    announcement: Announcement,
    *,
    title: str,
    text: str,
    kind: str,
    ends_at: datetime | None,
    why: str,
    edition: int,
    by: Caller,
    now: datetime,
) -> Announcement:
    """Other words for what is out; what it said before is kept, and whoever read that is told.

    `edition` is the one the officer saw. Raises NotYetOut, GoneAlready, ChangedMeanwhile, NothingChanged,
    ReasonMissing, EndsBeforeStart.
    """
    found = _published(announcement)
    if found.edition != edition:
        raise refusals.ChangedMeanwhile()
    new = {"title": title, "text": text, "kind": kind, "ends_at": ends_at}
    if all(getattr(found, name) == value for name, value in new.items()):
        raise refusals.NothingChanged()
    if refusal := rules.refuse_times(found.starts_at, ends_at, now):
        raise refusal
    return new_edition(found, new, why=why, by=by, now=now)


def new_edition(found: Announcement, new: dict[str, object], *, why: str, by: Caller, now: datetime) -> Announcement:
    """Put the edition in force aside, as the database demands, and write the new one. Raises ReasonMissing."""
    why = _reason(why)
    said = {name: getattr(found, name) for name in ("kind", "title", "text", "ends_at")}
    Edition.objects.create(announcement=found, number=found.edition, why=why, created_at=now, **said)
    for name, value in new.items():
        setattr(found, name, value)
    found.edition, found.plain = found.edition + 1, plain(f"{found.title} {found.text}")
    found.edition_at = max(now, found.starts_at or now)
    found.readers_told = None  # who reads these words is counted anew
    found.save(update_fields=[*new, "edition", "plain", "edition_at", "readers_told"])
    for source in (DUE, UNREAD):
        agenda.renew(source, [found.pk], now=now)
    facts = {"edition": found.edition, "why": why}
    journal.record("announcements.correct", found, by=by, now=now, label=found.title, facts=facts)
    return found


@action
def pin(announcement: Announcement, *, pinned: bool, by: Caller, now: datetime) -> None:
    """Above the others, or no longer. Once is enough."""
    if Announcement.objects.filter(pk=announcement.pk, pinned=not pinned).update(pinned=pinned):
        agenda.renew(DUE, [announcement.pk], now=now)
        act = "announcements.pin" if pinned else "announcements.unpin"
        journal.record(act, announcement, by=by, now=now, label=announcement.title)


@action
def withdraw(announcement: Announcement, *, reason: str, by: Caller, now: datetime) -> Announcement:
    """Nobody reads it any more; who opens it is told why. Raises NotYetOut, GoneAlready, ReasonMissing."""
    found = _published(announcement)
    found.withdrawn_at, found.withdrawn_because = now, _reason(reason)
    found.save(update_fields=["withdrawn_at", "withdrawn_because"])
    for source in (DUE, UNREAD):
        agenda.done(source.key, [found.pk])
    facts = {"reason": found.withdrawn_because}
    journal.record("announcements.withdraw", found, by=by, now=now, label=found.title, facts=facts)
    return found


def _published(announcement: Announcement) -> Announcement:
    """One that is out, held until the act is over. Raises Removed, NotYetOut, GoneAlready."""
    found = locked(announcement)
    if found.published_at is None:
        raise refusals.NotYetOut()
    if found.withdrawn_at:
        raise refusals.GoneAlready()
    return found


def _reason(text: str) -> str:
    reason = tidy(text)[: rules.LONGEST_REASON]
    if not reason:
        raise refusals.ReasonMissing()
    return reason
