"""The verbs of the tree's changes: planned for a day, undone before it, carried out on it."""

import logging
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.timezone import localdate

from gonghui.kernel.callers import SYSTEM, Caller
from gonghui.kernel.refusals import Refused
from gonghui.kernel.text import one_line
from gonghui.primitives.agenda import actions as agenda
from gonghui.primitives.journal import actions as journal
from gonghui.primitives.notices import actions as notices
from gonghui.primitives.people import actions as people
from gonghui.primitives.people.models import Office, Union
from gonghui.primitives.people.refusals import IntoItself, SameUnion, UnderItself, UnionClosed, UnionCodeTaken
from gonghui.primitives.people.rules import check_level, union_code, within
from gonghui.primitives.transactions import action, violated

from . import refusals as no
from . import rules, words
from .models import UnionChange
from .pages import CHANGES

logger = logging.getLogger("gonghui.membership")

AT_ONCE = 20  # changes that one look for work carries out


@action
def plan(change: UnionChange, *, reach: Sequence[Union], by: Caller, now: datetime) -> UnionChange:
    """A change for its day, checked as far as it can be today; one for today is carried out at once.

    Raises WhyMissing, ChangeNotWhole, DayPast, DayTooFar, OutOfReach, NotByItself, ChangeWaits, CodeWaits, and what the
    tree refuses: UnionClosed, UnderItself, IntoItself, WrongLevel, UnionCodeTaken, …
    """
    change.why = one_line(change.why, 200)
    if not change.why:
        raise no.WhyMissing()
    rules.check_whole(change.kind, {part: getattr(change, part) for part in rules.PARTS})
    rules.check_day(change.takes_on, today=localdate(now))
    _refuse(change, reach)
    change.by_person_id, change.created_at = by.person, now
    try:
        with transaction.atomic():
            change.save(force_insert=True)
    except IntegrityError as error:
        raise _waits(error, change) from error
    facts = {
        "kind": change.kind,
        "on": change.takes_on,
        "why": change.why,
        "target": getattr(change.target, "name", ""),
    }
    journal.record("membership.plan_change", change, by=by, now=now, label=change.about, facts=facts)
    if change.takes_on == localdate(now):
        return _carry_out(change, by=by, now=now)
    agenda.renew(CHANGES, [change.pk], now=now)
    _tell(words.PLANNED, change, {"why": change.why}, now=now)
    return change


@action
def undo(change: UnionChange, *, reach: Sequence[Union], by: Caller, now: datetime) -> UnionChange:
    """It will not happen. Raises PlannedAbove, and ChangeOver once it has happened, or was undone before."""
    decided = change.decided_from
    if decided and not rules.may_undo(decided.path, [union.path for union in reach]):
        raise no.PlannedAbove(union=decided.name)
    if not UnionChange.objects.open().filter(pk=change.pk).update(undone_at=now, undone_by=by.person):
        raise no.ChangeOver()
    agenda.done(CHANGES.key, [change.pk])
    journal.record("membership.undo_change", change, by=by, now=now, label=change.about)
    _tell(words.UNDONE, change, {}, now=now)
    return UnionChange.objects.for_list().get(pk=change.pk)


def work_changes(now: datetime) -> int:
    """Carry out what is due; what can no longer be is stopped and its officers are told. Returns how many."""
    due = list(UnionChange.objects.due(localdate(now)).values_list("pk", flat=True)[:AT_ONCE])
    for pk in due:
        try:
            take_effect(pk, now=now)
        except Refused as refusal:
            _stop(pk, refusal, now=now)
        except Exception:  # one bad row holds up nobody behind it; it is tried again
            logger.exception("change %s of the tree was not carried out", pk)
    return len(due)


@action
def take_effect(pk: object, *, now: datetime) -> UnionChange | None:
    """Carry out one whose day has come; None when it was undone meanwhile."""
    change = _held(pk)
    if change is None:
        return None
    if change.decided_from_id:  # unions move: who decided it must still be above
        _check_reach(change, Union.objects.filter(pk=change.decided_from_id))
    return _carry_out(change, by=SYSTEM, now=now)


@action
def _stop(pk: object, refusal: Refused, *, now: datetime) -> None:
    change = _held(pk)
    if change is None:
        return
    change.stopped_at, change.stopped = now, str(refusal)[:300]
    change.save(update_fields=["stopped_at", "stopped"])
    agenda.renew(CHANGES, [change.pk], now=now)
    facts = {"why": change.stopped}
    journal.record("membership.stop_change", change, by=SYSTEM, now=now, label=change.about, facts=facts)
    _tell(words.STOPPED, change, facts, now=now)


def _held(pk: object) -> UnionChange | None:
    """The row while it still waits, for this transaction alone: an undo waits, or was first."""
    return UnionChange.objects.open().select_for_update(of=("self",)).filter(pk=pk).first()


def _carry_out(change: UnionChange, *, by: Caller, now: datetime) -> UnionChange:
    went = _DO[change.kind](change, by, now)
    change.members, change.done_at = len(went), now
    change.save(update_fields=["union", "members", "done_at"])
    agenda.done(CHANGES.key, [change.pk])
    if went and change.union and change.target:
        how, day = words.HOW[change.kind], localdate(now)
        facts = {"old": change.union.name, "new": change.target.name, "day": day, "how": how}
        notices.tell_many([(pk, facts) for pk in went], words.MOVED, sms=False, now=now)
    return change


def _found(change: UnionChange, by: Caller, now: datetime) -> list[UUID]:
    said = {"code": change.code, "name": change.name, "kind": change.level}
    change.union = people.found_union(**said, parent=change.target, division=change.division, by=by, now=now)
    return []


def _rename(change: UnionChange, by: Caller, now: datetime) -> list[UUID]:
    people.rename_union(_union(change), change.name, by=by, now=now)
    return []


def _move(change: UnionChange, by: Caller, now: datetime) -> list[UUID]:
    people.move_union(_union(change), _target(change), by=by, now=now)
    return []


def _merge(change: UnionChange, by: Caller, now: datetime) -> list[UUID]:
    return people.merge_union(_union(change), _target(change), by=by, now=now)


def _close(change: UnionChange, by: Caller, now: datetime) -> list[UUID]:
    return people.dissolve_union(_union(change), members_to=_target(change), kept=change.kept, by=by, now=now)


_DO: dict[str, Callable[[UnionChange, Caller, datetime], list[UUID]]] = {
    rules.FOUND: _found,
    rules.RENAME: _rename,
    rules.MOVE: _move,
    rules.MERGE: _merge,
    rules.CLOSE: _close,
}


def _union(change: UnionChange) -> Union:
    return Union.objects.get(pk=change.union_id)


def _target(change: UnionChange) -> Union:
    return Union.objects.get(pk=change.target_id)


def _check_reach(change: UnionChange, reach: Iterable[Union]) -> Union:
    """The union that decides it, of those whose officer asks. Raises OutOfReach, NotByItself."""
    unions = {union.path: union for union in reach}
    union, target = (one.path if one else "" for one in (change.union, change.target))
    return unions[rules.check_reach(unions, union=union, target=target)]


def _refuse(change: UnionChange, reach: Sequence[Union]) -> None:
    """What can be seen today that would stand in its way on its day."""
    union, target = change.union, change.target
    if change.kind == rules.CLOSE and target is None and union:
        if union.parent is None:
            raise no.NoUnionAbove(union=union.name)
        target = change.target = union.parent
        change.kept = True
    each = [one for one in (union, target) if one]
    change.decided_from = _check_reach(change, reach)
    for one in each:
        if one.closed_at:
            raise UnionClosed(union=one.name)
    _REFUSE[change.kind](change)


def _refuse_founding(change: UnionChange) -> None:
    change.code = union_code(change.code)
    check_level(change.level, _target(change).kind)
    if Union.objects.filter(code=change.code).exists():
        raise UnionCodeTaken(code=change.code)


def _refuse_rename(change: UnionChange) -> None:
    if change.name == _union(change).name:
        raise no.SameName()


def _refuse_move(change: UnionChange) -> None:
    union, target = _union(change), _target(change)
    if within(target.path, union.path):
        raise UnderItself()
    if union.parent_id == target.pk:
        raise no.SameParent(union=union.name)
    check_level(union.kind, target.kind)


def _refuse_ending(change: UnionChange) -> None:
    union, target = _union(change), _target(change)
    if union.pk == target.pk and change.kind == rules.MERGE:
        raise SameUnion(union=union.name)
    if within(target.path, union.path):
        raise IntoItself(union=union.name)


_REFUSE: dict[str, Callable[[UnionChange], None]] = {
    rules.FOUND: _refuse_founding,
    rules.RENAME: _refuse_rename,
    rules.MOVE: _refuse_move,
    rules.MERGE: _refuse_ending,
    rules.CLOSE: _refuse_ending,
}


def _waits(error: IntegrityError, change: UnionChange) -> Exception:
    match violated(error):
        case "one_open_change":
            return no.ChangeWaits(union=change.about)
        case "one_open_founding_of_a_code":
            return no.CodeWaits(code=change.code)
    return error


def _tell(template: notices.Template, change: UnionChange, facts: dict[str, str], *, now: datetime) -> None:
    """Officers of the unions concerned: their own, or those of the nearest union above that has any."""
    offices = list(Office.objects.open_at(now).allowing(rules.TREE).select_related("union"))
    each = [one for one in (change.union, change.target) if one]
    said = {"what": words.what(change), "day": change.takes_on} | facts
    who = {person for one in each for person in _officers_of(one, offices)}
    notices.tell_many([(person, said) for person in who], template, about=[each[0].pk], sms=False, now=now)


def _officers_of(union: Union, offices: Sequence[Office]) -> set[object]:
    over = [office for office in offices if within(union.path, office.union.path)]
    nearest = max((len(office.union.path) for office in over), default=0)
    return {office.person_id for office in over if len(office.union.path) == nearest}
