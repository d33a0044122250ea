"""Whose turn it is to work at an import: a claim is a conditional update, and lapses when nobody renews it."""

from datetime import datetime, timedelta

from django.db.models import F

from gonghui.primitives.transactions import action

from ..models import RosterImport
from ..querysets import RosterImportQuerySet

State = RosterImport.State

LEASE = timedelta(seconds=60)
STARTS = {State.UPLOADED: State.CHECKING, State.CHECKING: State.CHECKING, State.COMMITTING: State.COMMITTING}


class LostClaim(Exception):
    """Another worker has taken the import over, or the officer has given it up."""


@action
def claim(*, now: datetime) -> RosterImport | None:
    """Take the oldest import that waits, or that a killed worker left; None when there is none."""
    for roster in RosterImport.objects.waiting(now).select_related("union")[:5]:
        if take(roster, now=now):
            return roster
    return None


@action
def take(roster: RosterImport, *, now: datetime, reserved: datetime | None = None) -> bool:
    """Claim one import, unless somebody else is at it. `reserved`: the lease under which the caller uploaded it."""
    if roster.claimed_until not in (None, reserved) and roster.claimed_until >= now:
        return False
    until, state = now + LEASE, STARTS[State(roster.state)]
    # Only as it was read: who claimed it since has changed `claimed_until`, and perhaps how far it is.
    if not held(roster).update(state=state, claimed_until=until, tries=F("tries") + 1):
        return False
    roster.state, roster.claimed_until, roster.tries = state, until, roster.tries + 1
    return True


def renew(roster: RosterImport, *, now: datetime, **fields: object) -> datetime:
    """Hold the claim for another lease and write `fields`; the new end, to be kept once it is committed.

    Raises LostClaim.
    """
    until = now + LEASE
    if not held(roster).update(claimed_until=until, **fields):
        raise LostClaim()
    return until


def let_go(roster: RosterImport, **fields: object) -> None:
    """End the claim and write `fields`. Raises LostClaim."""
    fields = {**fields, "claimed_until": None}
    if not held(roster).update(**fields):
        raise LostClaim()
    for name, value in fields.items():
        setattr(roster, name, value)


def held(roster: RosterImport) -> RosterImportQuerySet:
    """The import, if the claim still stands."""
    return RosterImport.objects.filter(pk=roster.pk, state=roster.state, claimed_until=roster.claimed_until)
