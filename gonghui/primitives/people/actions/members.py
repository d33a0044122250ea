"""会籍: where a person belongs, from one day to another, in at most one union at a time."""

from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, connection, transaction
from django.utils.timezone import localdate

from gonghui.kernel.callers import Caller
from gonghui.primitives.journal import actions as journal
from gonghui.primitives.transactions import action, violated

from .. import departures
from ..models import Membership, Person, Transfer, Union
from ..refusals import AlreadyMember, MembershipsOverlap, NotAMember, SameUnion, UnionClosed
from ..rules import check_end, check_start
from .standings import carry_standings, end_standings

ONE_AT_A_TIME = {"one_active_membership", "no_day_of_two_memberships"}  # the second sees closed ones too
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
    """End the membership on a day, today at the latest, its standing with it. Raises NotAMember, BadDates,
    EndsBeforeStart."""
    membership = _end(person, ends_on=ends_on, now=now)
    end_standings(membership)
    departures.left(person.pk, by=by, now=now)
    _journal("people.leave", membership, by=by, now=now, **({"why": why} if why else {}))
    return membership


@action
def transfer(person: Person, union: Union, *, on: date, by: Caller, now: datetime) -> Membership:
    """Move the membership to another union, without a day between. Returns the new one.

    Raises NotAMember, SameUnion, UnionClosed, BadDates, EndsBeforeStart.
    """
    old = _end(person, ends_on=on, now=now)
    if old.union_id == union.pk:
        raise SameUnion(union=union.name)
    new = _begin(person, union, starts_on=on, now=now)
    Transfer.objects.create(old=old, new=new, created_at=now)
    carry_standings({old.pk: new}, on=on, now=now)
    _journal("people.transfer", new, by=by, now=now, left=old.union.name)
    return new


def _begin(person: Person, union: Union, *, starts_on: date, now: datetime) -> Membership:
    membership = Membership(person=person, union=union, starts_on=starts_on, created_at=now)
    try:
        with transaction.atomic():
            membership.save(force_insert=True)
    except IntegrityError as error:
        if violated(error) not in ONE_AT_A_TIME:
            raise
        raise already(person, union) from error
    check_open(union.pk)
    return membership


def already(person: Person, union: Union) -> AlreadyMember | MembershipsOverlap:
    """Why a membership at `union` cannot begin: another one holds on that day."""
    standing = person.memberships.active().select_related("union").first()
    if standing is not None:
        return AlreadyMember(union=standing.union.name)
    last = person.memberships.select_related("union").order_by("-starts_on", "-pk").first()
    if last is None:
        return AlreadyMember(union=union.name)
    return MembershipsOverlap(union=last.union.name, starts_on=last.starts_on)


def check_open(*unions: UUID) -> None:
    """Raises UnionClosed; open unions then stay open until this transaction ends, as closing needs a row alone."""
    # The foreign key would lock the rows in the same way, but only at commit, which is after the question.
    with connection.cursor() as cursor:
        cursor.execute(HOLD_OPEN, [list(unions)])
        for name, closed_at in cursor.fetchall():
            if closed_at is not None:
                raise UnionClosed(union=name)


def _end(person: Person, *, ends_on: date, now: datetime) -> Membership:
    # By itself: one whose union was corrected while this waited would be dropped from a join with the former union.
    standing: Membership | None = person.memberships.active().select_for_update().first()
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
