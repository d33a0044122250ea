"""The worker: notices that are over go on to be paid, deadlines are watched, what is long over is forgotten."""

from datetime import datetime

from gonghui.kernel.callers import SYSTEM
from gonghui.primitives.casework import actions as casework
from gonghui.primitives.casework.actions.holding import written
from gonghui.primitives.casework.models import Case
from gonghui.primitives.transactions import action

from .. import rules
from ..models import Claim, Home, Kin, Ruling
from ..querysets import ClaimQuerySet
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
    return casework.forget(rules.AID, spared=_kept(now).values("case"), now=now) + _forget_homes(now=now)


def _kept(now: datetime) -> ClaimQuerySet:
    """Households on the list, and those that left it not long ago: their papers and whose they are stay with them."""
    return Claim.objects.listed() | Claim.objects.filter(ended_on__gte=(now - rules.AID.kept).date())


@action
def _forget_homes(*, now: datetime) -> int:
    """Of cases that are long over, unless the household is still on the list."""
    over = Claim.objects.filter(case__closed_at__lt=now - rules.AID.kept, person__isnull=False)
    over = over.exclude(pk__in=_kept(now).values("pk"))
    claims = [one.pk for one in over.select_for_update(of=("self",), skip_locked=True).order_by("pk")[:AT_ONCE]]
    Home.objects.filter(claim__in=claims).update(told=b"")
    Kin.objects.filter(claim__in=claims).delete()
    Ruling.objects.filter(claim__in=claims).update(why=b"")
    Claim.objects.filter(pk__in=claims).update(person=None, account=b"", account_tail="", ended_because=b"")
    return len(claims)
