"""转会 in one step: decided by the new union, without a gap, and without leaving the old one first."""

from datetime import datetime

from gonghui.kernel.callers import Caller
from gonghui.primitives.notices import actions as notices
from gonghui.primitives.people.models import Employer, Person, Union
from gonghui.primitives.people.refusals import SameUnion, UnionClosed
from gonghui.primitives.rows import insert_unless_taken
from gonghui.primitives.transactions import action

from .. import refusals, words
from ..models import Application
from .going_on import withdraw
from .holding import bring_before, renew, written


@action
def move(
    person: Person, union: Union, *, why: str = "own", employer: Employer | None = None, by: Caller, now: datetime
) -> Application:
    """Apply to move one's membership to this union. Raises NotMemberYet, SameUnion, UnionClosed, AlreadyOpen."""
    member = person.memberships.active().select_related("union").first()
    if member is None:
        raise refusals.NotMemberYet()
    if member.union_id == union.pk:
        raise SameUnion(union=union.name)
    if union.closed_at:
        raise UnionClosed(union=union.name)
    Application.objects.filter(person=person, state=Application.State.DRAFT).delete()
    returned = Application.objects.filter(person=person, kind=Application.Kind.TRANSFER)
    for former in returned.filter(state=Application.State.RETURNED):
        withdraw(former, by=by, now=now)  # the new one is what becomes of it
    made = Application(
        person=person, kind=Application.Kind.TRANSFER, name=person.name, mobile_tail=person.mobile_tail,
        union=union, why=why, employer=employer, leaves=member.union, sent_at=now, created_at=now,
    )  # fmt: skip
    bring_before(made, union, now=now)
    if not insert_unless_taken(made):
        raise refusals.AlreadyOpen()
    written("send", made, by=by, now=now, union=union.name, leaves=member.union.name)
    facts = {"union": union.name, "due": made.due_at, "code": made.code}
    notices.tell(person, words.SENT, facts, about=[made.pk], sms=False, now=now)
    renew(made, now=now)
    return made
