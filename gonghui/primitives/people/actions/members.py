"""会籍: where a person belongs, from one day to another, in at most one union at a time."""

from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, connection, transaction
from django.utils.timezone import localdate

from gonghui.kernel.callers import Caller
from gonghui.primitives.journal import actions as journal
from gonghui.primitives.transactions import action, violated

from ..models import Membership, Person, Union
from ..refusals import AlreadyMember, MembershipsOverlap, NotAMember, SameUnion, UnionClosed
from ..rules import check_end, check_start

HOLD_OPEN = "SELECT name, closed_at FROM people_union WHERE id = ANY(%s) ORDER BY id FOR KEY SHARE"


@action
def join(person: Person, union: Union, *, starts_on: date, by: Caller, now: datetime) -> Membership:
    """Begin a membership. Raises AlreadyMember, UnionClosed, BadDates, StartsBeforeEnd."""
    last = person.memberships.exclude(ends_on=None).order_by("-ends_on", "-pk").first()
    check_start(starts_on, last_end=last.ends_on if last else None, today=localdate(now))
    membership = _begin(person, union, starts_on=starts_on, now=now)
    _journal("people.join", membership, by=by, now=now)
    return membership


@action
def leave(person: Person, *, ends_on: date, why: str = "", by: Caller, now: datetime) -> Membership:
    """End the membership on a day, today at the latest. Raises NotAMember, BadDates, EndsBeforeStart."""
    membership = _end(person, ends_on=ends_on, now=now)
    _journal("people.leave", membership, by=by, now=now, **({"why": why} if why else {}))
    return membership


@action
def correct_membership(
    membership: Membership, *, union: Union, starts_on: date, ends_on: date | None, why: str, by: Caller, now: datetime
) -> Membership:
    """What was written down wrongly; open again where no end is given. The old words stay in the journal.

    Raises BadDates, EndsBeforeStart, MembershipsOverlap, UnionClosed.
    """
    Person.objects.select_for_update(no_key=True).get(pk=membership.person_id)  # one correction at a time
    found = Membership.objects.select_related("union", "person").get(pk=membership.pk)
    check_start(starts_on, last_end=None, today=localdate(now))
    if ends_on is not None:
        check_end(ends_on, starts_on=starts_on, today=localdate(now))
    for other in found.person.memberships.exclude(pk=found.pk).select_related("union"):
        if starts_on < (other.ends_on or date.max) and other.starts_on < (ends_on or date.max):
            raise MembershipsOverlap(union=other.union.name, starts_on=other.starts_on)
    before = {"union": found.union.name, "starts_on": found.starts_on, "ends_on": found.ends_on}
    if union.pk != found.union_id:
        check_open(union.pk)
    found.union, found.starts_on, found.ends_on = union, starts_on, ends_on
    try:
        with transaction.atomic():
            found.save(update_fields=["union", "starts_on", "ends_on"])
    except IntegrityError as error:  # opened again while somebody joined elsewhere
        if violated(error) != "one_active_membership":
            raise
        raise AlreadyMember(union=union.name) from error
    facts = {"before": before, "union": union.name, "starts_on": starts_on, "ends_on": ends_on, "why": why}
    person = found.person
    journal.record("people.correct_membership", found, by=by, now=now, label=person.name, on_person=person, facts=facts)
    return found


@action
def transfer(person: Person, union: Union, *, on: date, by: Caller, now: datetime) -> Membership:
    """Move the membership to another union, without a day between. Returns the new one.

    Raises NotAMember, SameUnion, UnionClosed, BadDates, EndsBeforeStart.
    """
    old = _end(person, ends_on=on, now=now)
    if old.union_id == union.pk:
        raise SameUnion(union=union.name)
    new = _begin(person, union, starts_on=on, now=now)
    _journal("people.transfer", new, by=by, now=now, left=old.union.name)
    return new


def _begin(person: Person, union: Union, *, starts_on: date, now: datetime) -> Membership:
    membership = Membership(person=person, union=union, starts_on=starts_on, created_at=now)
    try:
        with transaction.atomic():
            membership.save(force_insert=True)
    except IntegrityError as error:
        if violated(error) != "one_active_membership":
            raise
        standing = person.memberships.active().select_related("union").first()
        raise AlreadyMember(union=standing.union.name if standing else union.name) from error
    check_open(union.pk)
    return membership


def check_open(*unions: UUID) -> None:
    """Raises UnionClosed; open unions then stay open until this transaction ends, as closing needs a row alone."""
    # The foreign key would lock the rows in the same way, but only at commit, which is after the question.
    with connection.cursor() as cursor:
        cursor.execute(HOLD_OPEN, [list(unions)])
        for name, closed_at in cursor.fetchall():
            if closed_at is not None:
                raise UnionClosed(union=name)


def _end(person: Person, *, ends_on: date, now: datetime) -> Membership:
    standing: Membership | None = (
        person.memberships.active().select_for_update(of=("self",)).select_related("union").first()
    )
    if standing is None:
        raise NotAMember()
    check_end(ends_on, starts_on=standing.starts_on, today=localdate(now))
    standing.ends_on = ends_on
    standing.save(update_fields=["ends_on"])
    return standing


def _journal(act: str, membership: Membership, *, by: Caller, now: datetime, **more: str) -> None:
    day = membership.ends_on or membership.starts_on
    facts = {"union": membership.union.name, "on": day.isoformat()} | more
    person = membership.person
    journal.record(act, membership, by=by, now=now, label=person.name, on_person=person, facts=facts)
