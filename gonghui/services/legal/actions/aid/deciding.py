"""An officer decides by the rules: aid is granted and a lawyer appointed, or refused in writing with the article."""

from datetime import datetime

from gonghui.kernel.benefits import Judgement
from gonghui.kernel.callers import Caller
from gonghui.kernel.text import tidy
from gonghui.kernel.words import gettext_noop as _
from gonghui.primitives import clock
from gonghui.primitives.casework import actions as casework
from gonghui.primitives.casework.actions.holding import check_not_own, locked, locked_open, written
from gonghui.primitives.casework.models import Case
from gonghui.primitives.casework.refusals import ReasonMissing
from gonghui.primitives.people.models import Person, Union
from gonghui.primitives.rows import insert_many
from gonghui.primitives.transactions import action

from ... import refusals, rules
from ...models import AidApplication, AidDecision
from ...rules.aid import (
    DECIDING,
    GRANTED,
    HELPING,
    REFUSED,
    WAITING,
    check_grant,
    check_ground,
    check_stage,
)
from ...rules.entitled import ENTITLED, Facts

YES = "同意法律援助，三日内指派律师。"
APPOINTED = "已指派援助律师，律师会在这里联系你，不收费。"


@action
def grant(case: Case, *, by: Caller, now: datetime) -> Case:
    """A lawyer is to be appointed, in three days.

    Raises NotAtThisStage, OwnCase, DecidedBefore, FactsMissing, the first no of the rules, and as casework's `move`.
    """
    found = _to_decide(case, by)
    check_grant(_judged(found, now))
    _decided(AidDecision(case=found, granted=True, by_id=by.person, created_at=now))
    written("grant", found, by=by, now=now)
    return casework.answer(case, YES, stage=GRANTED, by=by, now=now)


@action
def refuse(case: Case, ground: str, why: str, *, by: Caller, now: datetime) -> Case:
    """It is over, in writing: the ground with its article, and why.

    Raises NotAtThisStage, OwnCase, DecidedBefore, NoSuchGround, GroundDoesNotHold, ReasonMissing, and as casework's
    `close`.
    """
    found = _to_decide(case, by)
    reason = tidy(why)[: rules.LONGEST_WHY].strip()
    if not reason:
        raise ReasonMissing()
    chosen = check_ground(ground, _judged(found, now))
    made = AidDecision(case=found, granted=False, ground=chosen.code, by_id=by.person, created_at=now)
    made.seal(reason)
    _decided(made)
    written("refuse", found, by=by, now=now, ground=chosen.code)
    return casework.close(case, REFUSED, f"{chosen.says}（{chosen.article}）。{reason}", by=by, now=now)


def _to_decide(case: Case, by: Caller) -> Case:
    """Held until the act is over: of two who decide at once the second finds it decided."""
    found = locked(case)
    check_not_own(found, by)
    check_stage(found.stage, (WAITING, DECIDING), _("作决定"))
    if AidDecision.objects.filter(case=found, granted=False, by=by.person).exists():
        raise refusals.DecidedBefore()
    return found


def _judged(case: Case, now: datetime) -> Judgement:
    facts = AidApplication.objects.get(case=case).facts
    return ENTITLED.judge(facts or Facts(case.topic), on=clock.date_of(now))


def _decided(made: AidDecision) -> None:
    insert_many([made])


@action
def assign(case: Case, person: Person, *, by: Caller, now: datetime) -> Case:
    """To an officer who examines it; once it was granted, to a lawyer, and its asker is told. Raises as casework's."""
    found = casework.assign(case, person, by=by, now=now)
    if found.stage == HELPING:
        casework.say(found, APPOINTED, by=by, now=now)
    return found


@action
def hand_over(case: Case, union: Union, *, why: str, by: Caller, now: datetime) -> Case:
    """To a union of another region. What was granted stays so: there a lawyer is appointed. Raises as casework's."""
    was = locked_open(case, by).stage
    found = casework.hand_over(case, union, why=why, by=by, now=now)
    return casework.move(found, GRANTED, by=by, now=now) if was in (GRANTED, HELPING) else found
