"""It is given to somebody, graded, handed over to another union, brought to its next stage."""

from collections.abc import Sequence
from datetime import datetime

from gonghui.kernel.callers import Caller
from gonghui.primitives.files.models import File
from gonghui.primitives.people.models import Person, Union
from gonghui.primitives.people.permissions import may
from gonghui.primitives.people.refusals import UnionClosed
from gonghui.primitives.transactions import action

from .. import refusals, rules
from ..kinds import Party
from ..models import Case, Message
from .holding import (
    check_able,
    handler,
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
from .saying import first_answered
from .timing import clock_of, set_clock, set_stage


@action
def assign(case: Case, person: Person, *, by: Caller, now: datetime) -> Case:
    """Theirs to handle, in place of who had it; the first time its handling begins, or what its stage says.

    Raises CaseClosed, OwnCase (also of who is to have it), NotForThem, CannotSignIn.
    """
    found = locked_open(case, by)
    check_able(person)
    if person.pk == found.person_id:
        raise refusals.OwnCase()
    if not may(person, found.of_kind.handlers_at(found.stage), found.union, now=now):
        raise refusals.NotForThem(union=found.union.name)
    found.assigned_to, found.left_at, found.warned_at = person, None, None
    then = found.of_kind.taken if found.stage == found.of_kind.first else found.at_stage.given
    if then and not found.paused_at:
        set_stage(found, then, now=now)
    found.save()
    written("assign", found, by=by, now=now, to=handler(person))
    if person.pk != by.person:
        tell_handler(found, "given", now=now)
    renew(found, now=now)
    return found


@action
def grade(case: Case, level: str, *, why: str, by: Caller, now: datetime) -> Case:
    """Another level: its limit counts anew, and the asker reads why. Raises CaseClosed, CasePaused, UnknownWord."""
    found, why = locked_open(case, by), reason_of(why)
    rules.check_listed(found.of_kind, "levels", level)
    if found.paused_at:
        raise refusals.CasePaused()
    if level == found.level:
        return found
    found.level, found.held_on = level, None
    set_clock(found)
    found.save()
    write(found, Message.What.LEVEL, f"{found.level_word}：{why}", by=by, now=now)
    written("grade", found, by=by, now=now, level=level)
    tell(found, "message", now=now)
    renew(found, now=now)
    return found


@action
def hand_over(case: Case, union: Union, *, why: str, by: Caller, now: datetime) -> Case:
    """To another union, from the one at which it was read (`case.union`); nobody has it there yet.

    What its asker was promised is never put off by it: it is due when it was, or earlier, and what is late stays late.
    Raises CaseClosed, CasePaused, OwnCase, MovedOn, SamePlace, FirmsUnion, UnionClosed, ReasonMissing.
    """
    found, why = locked_open(case, by), reason_of(why)
    if found.paused_at:
        raise refusals.CasePaused()
    if union.pk == found.union_id:
        raise refusals.SamePlace(union=union.name)
    rules.check_union(found.of_kind, union_kind=union.kind, union=union.name)
    if union.closed_at:
        raise UnionClosed(union=union.name)
    former, found.union, found.assigned_to, found.left_at = found.union, union, None, None
    clock = clock_of(found)
    if found.stage == found.of_kind.taken and clock is not None:
        found.held_on, found.held_days = clock[0], clock[1] - found.days_paused
    set_stage(found, found.of_kind.first, clock=clock, now=now)
    found.save()
    write(found, Message.What.MOVE, why, by=by, now=now)
    written("hand_over", found, by=by, now=now, union=former.name, to=union.name)
    tell(found, "moved", now=now, union=union.name, due=found.due_at)
    renew(found, former.pk, now=now)
    return found


@action
def move(case: Case, stage: str, *, by: Caller, now: datetime) -> Case:
    """To a stage that may come next. Raises CaseClosed, CasePaused, OwnCase, NotThere."""
    found = locked_open(case, by)
    if found.paused_at:
        raise refusals.CasePaused()
    rules.check_move(found.of_kind, found.stage, stage, Party.STAFF)
    set_stage(found, stage, now=now)
    found.save()
    written("move", found, by=by, now=now, stage=stage)
    renew(found, now=now)
    return found


@action
def answer(
    case: Case, words: str, *, stage: str, brought: Sequence[File] = (), key: str = "", by: Caller, now: datetime
) -> Case:
    """What was done about it, said to the asker, and the stage to which that brings it; once for a key of a caller.

    Raises as `move`.
    """
    found = locked(case)
    said = write(found, Message.What.SAY, words_of(words), brought=brought, key=key, by=by, now=now)
    if said.repeated:
        return found
    found = move(case, stage, by=by, now=now)
    first_answered(found, now=now)
    tell(found, "answered", now=now, sms=True)
    return found
