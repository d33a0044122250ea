"""One case as its asker and those who handle it see it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from gonghui.faces.attachments import Attached, attached
from gonghui.primitives import clock
from gonghui.primitives.casework import rules as casework
from gonghui.primitives.casework.kinds import Kind
from gonghui.primitives.casework.models import Attachment, Case
from gonghui.primitives.casework.speaking import Said, history, looks, messages
from gonghui.primitives.people.models import Person

from .words import OVER, outcome_of

Url = Callable[[Attachment], str]


@dataclass(frozen=True, slots=True)
class Shown:
    """One message with its files."""

    said: Said
    files: list[Attached]


def whole(case: Case, url: Url, *, internal: bool, now: datetime) -> dict[str, Any]:
    """What templates/cases/state.html and thread.html show."""
    asked, kind = clock.date_of(case.created_at), case.of_kind
    return {
        "case": case,
        "stage": case.at_stage,
        "topic": case.topic_word,
        "level": case.level_word if len(kind.levels) > 1 else "",
        "outcome": outcome_of(kind, case.outcome),
        "limit": casework.limit(kind, case.stage, case.level, on=asked),
        "late": case.due_at is not None and case.due_at <= now,
        "thread": [
            Shown(one, [attached(each.file, url(each)) for each in one.files])
            for one in messages(case, internal=internal)
        ],
    }


def for_asker(case: Case, url: Url, *, now: datetime) -> dict[str, Any]:
    """And what its asker may do."""
    kind = case.of_kind
    soon = case.closed_at is None or case.closed_at >= now - kind.reopened_within
    answered = (case.at_stage.answered or case.closed_at is not None) and case.outcome not in OVER
    return whole(case, url, internal=False, now=now) | {
        "looks": looks(case),
        "may_rate": answered and case.rated_at is None,
        "may_reopen": answered and soon,
    }


def for_handler(case: Case, url: Url, *, now: datetime) -> dict[str, Any]:
    return whole(case, url, internal=True, now=now) | {"history": history(case)}


def mine(person: Person, kind: Kind) -> Any:
    """A person's own, the newest first."""
    return Case.objects.of(person, kind).select_related("union").order_by("-pk")
