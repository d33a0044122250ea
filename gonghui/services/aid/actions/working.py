"""The worker: notices that are over go on to be paid, deadlines are watched, what is long over is forgotten."""

from datetime import datetime, timedelta

from gonghui.kernel.callers import SYSTEM
from gonghui.primitives.casework import actions as casework
from gonghui.primitives.casework.actions.holding import written
from gonghui.primitives.casework.models import Case
from gonghui.primitives.transactions import action

from .. import rules
from ..models import Claim, Home, Kin, Ruling
from .holding import locked, renew, standing

AT_ONCE = 200


def work(now: datetime) -> int:
    """Returns how many it moved, warned or escalated."""
    over = Ruling.objects.over(now).select_related("claim__case").order_by("shown_until", "pk")[:AT_ONCE]
    return sum(_go_on(one.claim.case, now=now) for one in over) + casework.sweep(rules.AID, now)


@action
def _go_on(case: Case, *, now: datetime) -> bool:
    """Nobody objects: it waits to be paid."""
    claim = locked(case)
    ruling = standing(claim)
    ends = ruling.shown_until if ruling else None
    if claim.case.stage != "notice" or ends is None or ends > now or (ruling and ruling.objected_at):
        return False
    if claim.case.paused_at:
        return False
    casework.move(claim.case, "paying", by=SYSTEM, now=now)
    written("go_on", claim.case, by=SYSTEM, now=now)
    renew(claim, now=now)
    return True


def forget(now: datetime) -> int:
    """Words, incomes, accounts and who it was, long after the end. Returns how many cases."""
    return casework.forget(rules.AID, now=now) + _forget_homes(now=now)


@action
def _forget_homes(*, now: datetime) -> int:
    """Of cases that are long over, unless the household is still on the list."""
    long_ago = now - rules.AID.kept
    ended = (now - timedelta(days=rules.AID.kept.days)).date()
    rows = Claim.objects.filter(case__closed_at__lt=long_ago, person__isnull=False)
    over = rows.filter(listed_on=None) | rows.filter(ended_on__lt=ended)
    claims = [one.pk for one in over.select_for_update(of=("self",), skip_locked=True).order_by("pk")[:AT_ONCE]]
    Home.objects.filter(claim__in=claims).update(told=b"")
    Kin.objects.filter(claim__in=claims).delete()
    Ruling.objects.filter(claim__in=claims).update(why=b"")
    Claim.objects.filter(pk__in=claims).update(person=None, account=b"", account_tail="")
    return len(claims)
