"""The standing that a union gives a membership; whose it is hears of it."""

from datetime import date, datetime

from gonghui.kernel.callers import Caller
from gonghui.primitives.notices import actions as notices
from gonghui.primitives.people import actions as people
from gonghui.primitives.people.models import Membership, Standing
from gonghui.primitives.transactions import action

from .. import words
from ..refusals import NotOneself, StatementMissing


@action
def set_standing(
    membership: Membership, kind: str, *, starts_on: date, why: str, by: Caller, now: datetime
) -> Standing | None:
    """Raises NotOneself, StatementMissing, and as people's `set_standing`."""
    if by.person == membership.person_id:
        raise NotOneself()
    if not why.strip():
        raise StatementMissing()
    made = people.set_standing(membership, kind, starts_on=starts_on, why=why.strip(), by=by, now=now)
    facts = {
        "union": membership.union.name,
        "day": starts_on,
        "standing": Standing.Kind(kind).label,
        "why": why.strip(),
    }
    notices.tell(membership.person, words.STANDING, facts, sms=False, now=now)
    return made
