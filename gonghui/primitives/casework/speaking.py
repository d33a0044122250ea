"""A case as pages and the API show it: what was said, by whom, and who has looked. Reads only."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from gonghui.primitives.forms.speaking import Line, lines
from gonghui.primitives.journal import actions as journal

from .models import Attachment, Case, Message
from .sealing import unsealed

MOST = 500  # messages of one case
LAST_LOOKS, LAST_ACTS = 300, 30
MOST_LOOKS = 3_000  # entries that are read for them
AN_HOUR = timedelta(hours=1)  # in which looks of one person are shown as one
LOOKS = ("look", "open_file")  # whoever has opened it, or a file of it


@dataclass(frozen=True, slots=True)
class Said:
    """One message, opened."""

    what: str
    title: str
    words: str
    at: datetime
    who: str  # masked; "" for the asker themselves, and the system
    from_asker: bool
    internal: bool
    files: tuple[Attachment, ...]


def messages(case: Case, *, internal: bool) -> list[Said]:
    """What was said of it, the oldest first, of more than MOST the newest; `internal`: the notes of those who handle it
    too. Two queries."""
    rows = Message.objects.filter(case=case).select_related("person").order_by("-pk")
    rows = rows if internal else rows.exclude(what__in=Message.INTERNAL)
    attached: dict[Any, list[Attachment]] = {}
    files = Attachment.objects.filter(message__case=case).select_related("file", "message").defer("message__words")
    for one in files.order_by("pk"):
        attached.setdefault(one.message_id, []).append(one)
    return [
        Said(
            what=one.what, title=one.get_what_display(), words=unsealed(one), at=one.created_at,
            who=one.person.masked_name if one.person and one.person_id != case.person_id else "",
            from_asker=one.from_asker, internal=one.what in Message.INTERNAL, files=tuple(attached.get(one.pk, ())),
        )
        for one in reversed(rows[:MOST])
    ]  # fmt: skip


@dataclass(slots=True)
class Looked:
    """Somebody opened it, or a file of it: the last of `times` within an hour. Named as a journal entry."""

    act: str
    by_person: UUID | None
    by_name: str
    at: datetime
    times: int = 1


def looks(case: Case) -> list[Looked]:
    """Who has opened it, the newest first: for its asker. One query."""
    entries = journal.entries_of(case).filter(act__in=[f"{case.kind}.{act}" for act in LOOKS])
    found: list[Looked] = []
    last: dict[tuple[object, ...], Looked] = {}
    for one in entries[:MOST_LOOKS]:
        who = one.act, one.by_person, one.by_name
        before = last.get(who)
        if before is not None and before.at - one.at <= AN_HOUR:
            before.times += 1
        else:
            found.append(Looked(*who, one.at))
            last[who] = found[-1]
    return found[:LAST_LOOKS]


def history(case: Case) -> Any:
    """What was done with it, the newest first. Where its asker wrote from, older entries tell: not here."""
    entries = list(journal.entries_of(case)[:LAST_ACTS])
    for one in entries:
        one.origin = one.origin if one.by_person else ""
    return entries


def answered(case: Case) -> list[Line]:
    """What was answered to the form of its kind, numbers masked; nothing where there is none."""
    return lines(case.answers) if case.answers else []
