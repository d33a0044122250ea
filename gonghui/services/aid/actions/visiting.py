"""Somebody of the union goes and looks."""

from datetime import date, datetime

from gonghui.kernel.callers import Caller
from gonghui.kernel.words import gettext_noop as _
from gonghui.primitives import clock
from gonghui.primitives.casework import actions as casework
from gonghui.primitives.casework.actions.holding import written
from gonghui.primitives.casework.models import Case
from gonghui.primitives.people.models import Person
from gonghui.primitives.transactions import action

from .. import refusals, rules
from ..models import Claim
from .holding import check_kin, locked, renew


@action
def visit(case: Case, words: str, *, on: date, key: str = "", by: Caller, now: datetime) -> Claim:
    """What was seen at home, for those who handle it, once for a key; who takes it up first has it from now on.

    Raises NotAtThisStage, OwnOrKin, VisitInFuture, and as casework's note and assign.
    """
    claim = locked(case)
    rules.check_stage(claim.case.stage, ("waiting", "visiting"), _("写走访记录"))
    check_kin(claim, by)
    if on > clock.date_of(now):
        raise refusals.VisitInFuture()
    if casework.note(case, f"入户走访 {on:%Y-%m-%d}：{words}", key=key, by=by, now=now).repeated:
        return claim
    if claim.case.stage == rules.AID.first:
        casework.assign(case, Person.objects.get(pk=by.person), by=by, now=now)
    claim.visited_on, claim.visited_by_id = on, by.person
    claim.save(update_fields=["visited_on", "visited_by"])
    written("visit", claim.case, by=by, now=now)
    renew(claim, now=now)
    return claim
