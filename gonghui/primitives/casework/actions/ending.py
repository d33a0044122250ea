"""How a case ends, begins again, and what its asker thought of it."""

from collections.abc import Sequence
from datetime import datetime

from gonghui.kernel.callers import Caller
from gonghui.primitives.files.models import File
from gonghui.primitives.transactions import action

from .. import refusals, rules
from ..models import Case, Message
from .holding import (
    check_here,
    is_askers,
    locked,
    locked_open,
    reason_of,
    renew,
    tell,
    tell_handler,
    words_of,
    write,
    written,
)
from .leaving import still_may
from .timing import set_stage, stop_clock


@action
def close(case: Case, outcome: str, words: str, *, brought: Sequence[File] = (), by: Caller, now: datetime) -> Case:
    """It is over: what it came to, said to the asker, with files that were brought.

    Raises CaseClosed, OwnCase, UnknownWord, WordsMissing, TooManyFilesOfCase.
    """
    found, text = locked_open(case, by), words_of(words)
    rules.check_listed(found.of_kind, "outcomes", outcome)
    _end(found, outcome, by=by, now=now)
    write(found, Message.What.CLOSE, text, brought=brought, by=by, now=now)
    tell(found, "closed", now=now, sms=True)
    renew(found, now=now)
    return found


@action
def withdraw(case: Case, *, by: Caller, now: datetime) -> Case:
    """Its asker does not want it any more. Raises CaseClosed."""
    found = locked_open(case, by, own=True)
    _end(found, rules.WITHDRAWN, by=by, now=now)
    tell_handler(found, "withdrawn", now=now)
    renew(found, now=now)
    return found


@action
def merge(case: Case, into: Case, *, by: Caller, now: datetime) -> Case:
    """The same was asked twice: it ends, and leads to the other, which is open.

    Raises CaseClosed, OwnCase, MovedOn, NotTheSame.
    """
    held = {one.pk: locked(one) for one in sorted((case, into), key=lambda one: one.pk)}
    found, into = locked_open(case, by), held[into.pk]
    same = found.person_id is not None and found.person_id == into.person_id and found.kind == into.kind
    if not same or found.pk == into.pk or into.merged_into_id is not None:
        raise refusals.NotTheSame()
    if into.closed_at:
        raise refusals.CaseClosed()
    found.merged_into = into
    _end(found, rules.MERGED, by=by, now=now)
    write(found, Message.What.CLOSE, f"与 {into.code} 合并办理", by=by, now=now)
    tell(found, "closed", now=now)
    renew(found, now=now)
    return found


def _end(found: Case, outcome: str, *, by: Caller, now: datetime) -> None:
    """The state of what is over; in the journal."""
    found.stage, found.stage_since = found.of_kind.ended, now
    found.outcome, found.closed_at, found.closed_by_id = outcome, now, by.person
    found.left_at = None
    stop_clock(found)
    found.save()
    written("close", found, by=by, now=now, outcome=outcome)


@action
def reopen(case: Case, why: str, *, by: Caller, now: datetime) -> Case:
    """It was not solved: handled again, by who had it. Its asker may, for a while, and whoever handles it.

    Its clock is that of something asked now, also where it was paused. Raises NotClosed, ReopenTooLate, ReasonMissing,
    MovedOn, WithdrawnByAsker.
    """
    found, why = locked(case), reason_of(why)
    if not is_askers(found, by):
        check_here(found, case)
        if found.outcome == rules.WITHDRAWN:
            raise refusals.WithdrawnByAsker()
    kind = found.of_kind
    if (found.closed_at is None and not found.at_stage.answered) or found.merged_into_id:
        raise refusals.NotClosed()
    rules.check_reopen(kind, found.closed_at, now=now)
    found.closed_at, found.closed_by, found.outcome = None, None, ""
    found.stars = found.rated_at = found.paused_at = found.paused_until = found.held_on = None
    found.days_paused, found.pauses, found.reopened = 0, 0, found.reopened + 1
    write(found, Message.What.REOPEN, why, from_asker=is_askers(found, by), by=by, now=now)
    if found.assigned_to is not None and not still_may(found, found.assigned_to, now=now):
        found.assigned_to, found.left_at = None, now  # who had it went meanwhile: it waits to be given to another
    set_stage(found, kind.taken if found.assigned_to_id else kind.first, now=now)
    found.save()
    written("reopen", found, by=by, now=now)
    if not is_askers(found, by):
        tell(found, "reopened", now=now, due=found.due_at)
    renew(found, now=now)
    return found


@action
def rate(case: Case, stars: int, words: str, *, by: Caller, now: datetime) -> Case:
    """What its asker thinks, once; an answer that they rate is accepted, and the case is over.

    Raises NotClosed, RatedAlready, UnknownWord.
    """
    found = locked(case)
    if stars not in rules.STARS:
        raise refusals.UnknownWord(word=str(stars)[:20])
    if found.rated_at:
        raise refusals.RatedAlready()
    if found.closed_at is None:
        if not found.at_stage.answered:
            raise refusals.NotClosed()
        _end(found, found.of_kind.outcomes[0][0], by=by, now=now)
    elif found.outcome in (rules.WITHDRAWN, rules.MERGED):
        raise refusals.NotClosed()
    found.stars, found.rated_at = stars, now
    found.save(update_fields=["stars", "rated_at"])
    write(found, Message.What.RATE, words.strip()[: rules.LONGEST_REASON], from_asker=True, by=by, now=now)
    written("rate", found, by=by, now=now, stars=stars)
    renew(found, now=now)
    return found
