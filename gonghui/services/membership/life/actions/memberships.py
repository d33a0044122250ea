"""A membership ended, or corrected where it was written down wrongly; whose it is hears of it and why."""

from datetime import date, datetime

from gonghui.kernel.callers import Caller
from gonghui.kernel.text import one_line
from gonghui.primitives import clock
from gonghui.primitives.notices import actions as notices
from gonghui.primitives.people import actions as people
from gonghui.primitives.people.models import Membership, Union
from gonghui.primitives.people.refusals import NotAMember, NothingToCorrect, ReasonMissing
from gonghui.primitives.transactions import action

from .. import words

LONGEST_WHY = 200


@action
def end_membership(membership: Membership, *, why: str, by: Caller, now: datetime) -> Membership:
    """It ends today. Raises ReasonMissing, NotAMember for one that has ended meanwhile."""
    why = _why(why)
    found = Membership.objects.active().select_for_update().filter(pk=membership.pk).first()
    if found is None:
        raise NotAMember()
    today = clock.date_of(now)
    ended = people.leave(found.person, ends_on=today, why=why, by=by, now=now)
    notices.tell(found.person, words.ENDED, {"union": found.union.name, "on": today, "why": why}, sms=False, now=now)
    return ended


@action
def correct_membership(
    membership: Membership, *, union: Union, starts_on: date, ends_on: date | None, why: str, by: Caller, now: datetime
) -> Membership:
    """Its union or its days. Raises ReasonMissing, NothingToCorrect, and as people's `correct_membership`."""
    why = _why(why)
    if (membership.union_id, membership.starts_on, membership.ends_on) == (union.pk, starts_on, ends_on):
        raise NothingToCorrect()
    said = {"union": union, "starts_on": starts_on, "ends_on": ends_on}
    found = people.correct_membership(membership, **said, why=why, by=by, now=now)
    facts = {"union": union.name, "starts_on": starts_on, "ends_on": ends_on or words.STILL, "why": why}
    notices.tell(found.person, words.CORRECTED, facts, sms=False, now=now)
    return found


def _why(text: str) -> str:
    why = one_line(text, LONGEST_WHY)
    if not why:
        raise ReasonMissing()
    return why
