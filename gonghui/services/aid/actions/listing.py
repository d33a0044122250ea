"""Who is on the list is looked at again once a year, or when something changed: they stay, or it ends."""

from datetime import datetime

from gonghui.kernel.callers import Caller
from gonghui.primitives import clock
from gonghui.primitives.casework import actions as casework
from gonghui.primitives.casework.actions.holding import written
from gonghui.primitives.casework.models import Case
from gonghui.primitives.notices import actions as notices
from gonghui.primitives.transactions import action

from .. import refusals, words
from ..models import Claim, review_after
from ..pages import homes
from .holding import check_kin, check_only_grant, locked, reason_of, renew


@action
def keep(case: Case, *, by: Caller, now: datetime) -> Claim:
    """Still in hardship, or after all: looked at again in a year. Raises NotListed, OwnOrKin, GrantedElsewhere."""
    claim = _reviewed(case, by)
    if claim.ended_on:
        check_only_grant(claim)
        claim.ended_on, claim.ended_because = None, b""
    claim.review_on, claim.changed_at = review_after(clock.date_of(now)), None
    claim.save(update_fields=["review_on", "changed_at", "ended_on", "ended_because"])
    _close(case, claim, "核对过，仍在困难职工名单里。", by=by, now=now)
    written("keep", claim.case, by=by, now=now, review_on=claim.review_on.isoformat())
    renew(claim, now=now)
    return claim


@action
def end(case: Case, why: str, *, by: Caller, now: datetime) -> Claim:
    """Off the list from today, with the reason, which the person is told. Raises NotListed, OwnOrKin, ReasonMissing."""
    why = reason_of(why)
    claim = _reviewed(case, by)
    claim.ended_on, claim.changed_at = claim.ended_on or clock.date_of(now), None
    homes.seal_end(claim, why)
    claim.save(update_fields=["ended_on", "ended_because", "changed_at"])
    _close(case, claim, f"从今天起退出困难职工名单：{why}", by=by, now=now)
    if claim.person:
        notices.tell(claim.person, words.ENDED, {"code": case.code}, about=[case.pk], sms=False, now=now)
    written("end", claim.case, by=by, now=now)
    renew(claim, now=now)
    return claim


def _close(case: Case, claim: Claim, said: str, *, by: Caller, now: datetime) -> None:
    """A case that its person opened once more has its answer."""
    if claim.case.closed_at is None:
        casework.close(case, "granted", said, by=by, now=now)


def _reviewed(case: Case, by: Caller) -> Claim:
    claim = locked(case)
    check_kin(claim, by)
    if not claim.is_reviewed:
        raise refusals.NotListed()
    return claim
