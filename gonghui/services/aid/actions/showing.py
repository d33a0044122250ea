"""Somebody objects to what is shown; the union looks into it and answers."""

from datetime import datetime

from gonghui.kernel.callers import Caller
from gonghui.kernel.words import gettext_noop as _
from gonghui.primitives.casework import actions as casework
from gonghui.primitives.casework.actions.holding import A_WORKER, written
from gonghui.primitives.casework.models import Case
from gonghui.primitives.people import actions as people
from gonghui.primitives.transactions import action

from .. import refusals, rules
from ..models import Claim, Ruling
from .holding import check_kin, locked, reason_of, renew, standing

DAY, A_DAY = 24 * 3600, 5  # objections of one person


@action
def object_to(ruling: Ruling, text: str, *, by: Caller, now: datetime) -> Claim:
    """Whoever signed in, as long as it is shown; only those who handle it read who and what. Nothing is paid before the
    answer. Raises ReasonMissing, NotShown, TooManyObjections."""
    text = reason_of(text)
    if not people.count_use(f"aid:objection:{by.person}", limit=A_DAY, seconds=DAY, now=now):
        raise refusals.TooManyObjections()
    claim = locked(ruling.claim.case)
    found = standing(claim)
    ends = found.shown_until if found else None
    if found is None or claim.case.stage != "notice" or ends is None or ends <= now:
        raise refusals.NotShown()
    casework.note(claim.case, f"公示异议：{text}", by=by, now=now)
    found.objected_at = now
    found.save(update_fields=["objected_at"])
    written("object", claim.case, by=Caller(None, A_WORKER, ""), now=now)
    renew(claim, now=now)
    return claim


@action
def answer_objection(case: Case, text: str, *, upheld: bool, by: Caller, now: datetime) -> Claim:
    """It was looked into: upheld, two others decide anew; if not, the notice goes on.

    Raises NotAtThisStage, OwnOrKin, NoObjection, ReasonMissing.
    """
    text = reason_of(text)
    claim = locked(case)
    rules.check_stage(claim.case.stage, ("notice",), _("处理异议"))
    check_kin(claim, by)
    ruling = standing(claim)
    if ruling is None or ruling.objected_at is None:
        raise refusals.NoObjection()
    casework.note(case, f"异议{'成立' if upheld else '不成立'}：{text}", by=by, now=now)
    ruling.objected_at = None
    if upheld:
        ruling.dropped_at = now
        casework.move(case, "deciding", by=by, now=now)
    ruling.save()
    written("answer_objection", claim.case, by=by, now=now, upheld=upheld)
    renew(claim, now=now)
    return claim
