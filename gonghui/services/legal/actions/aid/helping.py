"""What a lawyer does for a worker, step by step, and what came of it."""

from dataclasses import dataclass
from datetime import date, datetime

from gonghui.kernel import dates
from gonghui.kernel.callers import Caller
from gonghui.kernel.money import Fen
from gonghui.kernel.words import gettext_noop as _
from gonghui.primitives import clock
from gonghui.primitives.casework import actions as casework
from gonghui.primitives.casework.actions.holding import locked
from gonghui.primitives.casework.models import Case
from gonghui.primitives.rows import insert_many
from gonghui.primitives.transactions import action

from ... import refusals
from ...models import AidStep
from ...rules.aid import GRANTED, HELPING, REFUSED, check_stage
from ..asking import recover


@dataclass(frozen=True, slots=True)
class Step:
    """What was done (an AidStep.What), on which day, for how many minutes; `words` the worker reads."""

    what: str
    on: date
    minutes: int
    words: str


@action
def step(case: Case, said: Step, *, key: str = "", by: Caller, now: datetime) -> Case:
    """One more, by the lawyer who has it: its asker reads it, and the clock of the next begins. A key writes it once.

    Raises NotAtThisStage, NotGivenToYou, StepAhead, and as casework's `say` and `move`.
    """
    found = locked(case)
    check_stage(found.stage, (HELPING,), _("写办理记录"))
    if found.assigned_to_id != by.person:
        raise refusals.NotGivenToYou()
    if said.on > clock.date_of(now):
        raise refusals.StepAhead(day=dates.day(said.on))
    what = AidStep.What(said.what)
    words = f"{what.label}（{dates.day(said.on)}）：{said.words}" if said.words.strip() else ""
    if casework.say(case, words, key=key, by=by, now=now).repeated:
        return found
    row = AidStep(case=found, person_id=by.person, what=what, on=said.on, minutes=said.minutes, created_at=now)
    insert_many([row])
    return casework.move(case, HELPING, by=by, now=now)


@action
def end(
    case: Case, outcome: str, words: str, *, recovered: Fen | None, hours: int = 0, by: Caller, now: datetime
) -> Case:
    """What it came to, with what came back to the worker. Raises NotAtThisStage, NotByClosing, and as casework's
    `close`."""
    check_stage(locked(case).stage, (GRANTED, HELPING), _("办结"))
    if outcome == REFUSED:
        raise refusals.NotByClosing()
    return recover(casework.close(case, outcome, words, by=by, now=now), recovered, hours, by=by, now=now)
