"""An officer's word: yes, not yet, no. Nobody decides on oneself, and a no has one of the grounds that there are."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from gonghui.kernel.callers import Caller
from gonghui.kernel.refusals import Refused
from gonghui.primitives.notices import actions as notices
from gonghui.primitives.notices.templates import Template
from gonghui.primitives.transactions import action

from .. import refusals, rules, words
from ..models import Application
from ..rules import grounds
from ..rules.features import check_features
from .approving import ready, take_in
from .holding import locked_many, reason_of, renew_many, tidied, today, written_many

PORTION = 100  # decided in one transaction
STATE = Application.State


@dataclass
class Decided:
    """What came of one word on many: those decided, as they stand now, and why not of each of the others."""

    done: list[Application] = field(default_factory=list)
    refused: dict[UUID, Refused] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Word:
    """What is said of an application; a no by its `ground`, which the `reason` explains."""

    state: str
    reason: str = ""
    ground: grounds.Ground | None = None


def word(state: str, *, ground: str = "", reason: str = "", now: datetime) -> Word:
    """An officer's, as it may be said. Raises ReasonNeeded, NamesFeature, GroundNeeded, UnknownGround, FactsNeeded."""
    if state == STATE.APPROVED:
        return Word(state)
    if state == STATE.REFUSED:
        reason = tidied(reason)
        return Word(state, reason, grounds.check_chosen(ground, reason=reason, on=today(now)))
    reason = reason_of(reason)
    check_features(reason)
    return Word(state, reason)


def decide_many(
    applications: Sequence[Application], state: str, *, ground: str = "", reason: str = "", by: Caller, now: datetime
) -> Decided:
    """One word on each of them, a hundred in one transaction: approved, returned or refused.

    Whoever cannot be decided so stays as they are, with the refusal that the same word on them alone raises. Not part
    of another action. Raises as `word`.
    """
    said, outcome = word(state, ground=ground, reason=reason, now=now), Decided()
    for at in range(0, len(applications), PORTION):
        _portion(applications[at : at + PORTION], said, outcome, by=by, now=now)
    return outcome


def _portion(part: Sequence[Application], said: Word, outcome: Decided, *, by: Caller, now: datetime) -> None:
    """What the database itself refuses of a portion, where somebody was quicker, each of it is asked alone."""
    try:
        decided = decide_together(part, said, by=by, now=now)
    except Refused as refusal:
        if len(part) == 1:
            outcome.refused[part[0].pk] = refusal
            return
        for one in part:
            _portion([one], said, outcome, by=by, now=now)
    else:
        outcome.done += decided.done
        outcome.refused |= decided.refused


def approve(application: Application, *, by: Caller, now: datetime) -> Application:
    """The membership begins, or moves, today. Whom a roster has made a member meanwhile is met, not doubled.

    Not part of another action: a conflict that it finds is written down with its no. Raises NotWaiting, OwnApplication,
    EnteredByYou, NotYours, DecidedBefore, InConflict, NotIdentified, IsMemberElsewhere, NotMemberYet, UnionClosed.
    """
    return _one(application, word(STATE.APPROVED, now=now), by=by, now=now)


def give_back(application: Application, *, reason: str, by: Caller, now: datetime) -> Application:
    """To be mended and sent again. Raises NotWaiting, NotYours, OwnApplication, ReasonNeeded, NamesFeature."""
    return _one(application, word(STATE.RETURNED, reason=reason, now=now), by=by, now=now)


def refuse(application: Application, *, ground: str, reason: str = "", by: Caller, now: datetime) -> Application:
    """No, for this ground, with the facts where they explain it; the union above may be asked.

    Raises NotWaiting, NotYours, OwnApplication, DecidedBefore, GroundNotFor, and as `word`.
    """
    return _one(application, word(STATE.REFUSED, ground=ground, reason=reason, now=now), by=by, now=now)


def _one(application: Application, said: Word, *, by: Caller, now: datetime) -> Application:
    decided = decide_together([application], said, by=by, now=now)
    for refusal in decided.refused.values():
        raise refusal
    return decided.done[0]


@action
def decide_together(asked: Sequence[Application], said: Word, *, by: Caller, now: datetime) -> Decided:
    """Each of them in one transaction, or, where the database refuses one, none; whom a rule keeps back is named."""
    decided, stood = Decided(), {one.pk: one.before_id for one in asked}
    held = locked_many(asked)
    for one in held:
        try:
            rules.check_waiting(one.state)
            _check_stands(one, stood[one.pk])
            rules.check_own(one.person_id, by.person)
            _check_second(one, said.state, by=by, now=now)
            if said.ground:
                grounds.check_kind(said.ground, one.kind)
        except Refused as refusal:
            decided.refused[one.pk] = refusal
    held = [one for one in held if one.pk not in decided.refused]
    if said.state == STATE.APPROVED:
        held, members, no = ready(held, now=now)
        decided.refused |= no
        take_in(held, members, by=by, now=now)
    write_down(held, said, by=by, now=now)
    decided.done = held
    return decided


def _check_stands(one: Application, before: UUID | None) -> None:
    """Raises NotYours for one that went on to another union since whoever decides was let at it."""
    if one.before_id != before:
        raise refusals.NotYours(union=one.before.name if one.before else "")


def _check_second(one: Application, state: str, *, by: Caller, now: datetime) -> None:
    """Two words of one officer are no second look. Raises DecidedBefore, EnteredByYou."""
    if by.person is None or by.person not in (one.entered_by_id, one.decided_by_id):
        return
    if one.appealed_at and one.decided_at and one.decided_at <= one.appealed_at and one.decided_by_id == by.person:
        raise refusals.DecidedBefore()
    undone = one.undo_until is not None and one.undo_until > now
    if state == STATE.APPROVED and undone and one.entered_by_id == by.person:
        raise refusals.EnteredByYou()


def write_down(held: Sequence[Application], said: Word, *, by: Caller, now: datetime) -> None:
    """What they are now, in the journal, to whom it was said, and what waits no more."""
    values: dict[str, object] = {"state": said.state, "decided_at": now, "decided_by_id": by.person}
    values |= {"reason": said.reason, "ground": said.ground.code if said.ground else ""}  # a yes leaves no former no
    for one in held:
        for name, value in values.items():
            setattr(one, name, value)
    gone = {"number_sealed": None, "number_index": None} if said.state == STATE.APPROVED else {}
    for met in (True, False):
        keys = [one.pk for one in held if one.met is met]
        if keys:
            Application.objects.filter(pk__in=keys).update(**values, **gone, met=met)
    facts = {name: value for name in ("ground", "reason") if (value := values.get(name))}
    written_many(((_act(one), one, facts) for one in held), by=by, now=now)
    for template in (words.MET, words.APPROVED, words.RETURNED, words.REFUSED):
        told = [(one.person, _facts(one, said, now), [one.pk]) for one in held if _template(one) is template]
        if told:
            notices.tell_each(told, template, sms=template is not words.MET, now=now)
    renew_many(held, now=now)


ACT_OF = {"approved": "approve", "returned": "return", "refused": "refuse"}
TOLD = {"approved": words.APPROVED, "returned": words.RETURNED, "refused": words.REFUSED}


def _is_met(one: Application) -> bool:
    return one.met and one.state == STATE.APPROVED


def _act(one: Application) -> str:
    return "met" if _is_met(one) else ACT_OF[one.state]


def _template(one: Application) -> Template:
    return words.MET if _is_met(one) else TOLD[one.state]


def _facts(one: Application, said: Word, now: datetime) -> dict[str, object]:
    union = one.union if one.state == STATE.APPROVED else one.before
    facts: dict[str, object] = {"union": union.name if union else "", "on": today(now), "reason": said.reason}
    if said.ground:
        why = [said.ground.says, said.reason] if said.reason else [said.ground.says]
        facts |= {"reason": "；".join(why), "rule": said.ground.rule, "mend": said.ground.mend}
    return facts
