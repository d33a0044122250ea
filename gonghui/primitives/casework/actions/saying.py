"""Both sides write, with files; who handles it also for their own eyes."""

from collections.abc import Sequence
from datetime import datetime

from gonghui.kernel.callers import Caller
from gonghui.primitives.files.models import File
from gonghui.primitives.transactions import action

from .. import refusals
from ..models import Case, Message
from .holding import (
    check_here,
    check_not_own,
    is_askers,
    locked,
    renew,
    tell,
    tell_handler,
    words_of,
    write,
    written,
)


@action
def say(
    case: Case, words: str, *, brought: Sequence[File] = (), for_asker: bool = False, key: str = "", by: Caller,
    now: datetime,
) -> Message:  # fmt: skip
    """One more message: of the asker, of who handles it, or (`for_asker`) of the asker as they say it at a desk.

    The other side is told that there is one; with the same key of the same caller it is said once. Raises
    WordsMissing, CaseClosed, MovedOn, TooManyFilesOfCase.
    """
    words, found = words_of(words), locked(case)
    from_asker = for_asker or is_askers(found, by)
    made = write(found, Message.What.SAY, words, brought=brought, from_asker=from_asker, key=key, by=by, now=now)
    if made.repeated:
        return made
    if found.closed_at:
        raise refusals.CaseClosed()
    if not from_asker:
        check_here(found, case)
    written("say", found, by=by, now=now, files=len(brought))
    if from_asker:
        tell_handler(found, "more", now=now)
    else:
        first_answered(found, now=now)
        tell(found, "message", now=now)
    renew(found, now=now)
    return made


def first_answered(case: Case, *, now: datetime) -> None:
    """Somebody has answered at all."""
    if case.answered_at is None:
        case.answered_at = now
        case.save(update_fields=["answered_at"])


@action
def note(case: Case, words: str, *, what: str = Message.What.NOTE, key: str = "", by: Caller, now: datetime) -> Message:
    """For those who handle it: a note, a check of how it was handled (also once it is over), a call back (which its
    asker reads); with the same key of the same caller once. Raises WordsMissing, OwnCase, MovedOn."""
    found = locked(case)
    check_not_own(found, by)
    check_here(found, case)
    made = write(found, what, words_of(words), key=key, by=by, now=now)
    if not made.repeated:
        written(what, found, by=by, now=now)
    return made
