"""A membership that was written down wrongly, put right together with the transfers that it is part of."""

from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.timezone import localdate

from gonghui.kernel.callers import Caller
from gonghui.primitives.journal import actions as journal
from gonghui.primitives.transactions import action, violated

from .. import departures
from ..models import Membership, Person, Transfer, Union
from ..refusals import MembershipsOverlap
from ..rules import check_end, check_start
from .members import ONE_AT_A_TIME, already, check_open
from .standings import follow_end


@action
def correct_membership(
    membership: Membership, *, union: Union, starts_on: date, ends_on: date | None, why: str, by: Caller, now: datetime
) -> Membership:
    """What was written down wrongly; open again where no end is given. The old words stay in the journal.

    The day of a transfer is one day: the membership on its other side moves with it.
    Raises BadDates, EndsBeforeStart, MembershipsOverlap, UnionClosed.
    """
    Person.objects.select_for_update(no_key=True).get(pk=membership.person_id)  # one correction at a time
    found = Membership.objects.select_related("union", "person").get(pk=membership.pk)
    check_start(starts_on, last_end=None, today=localdate(now))
    if ends_on is not None:
        check_end(ends_on, starts_on=starts_on, today=localdate(now))
    before = {"union": found.union.name, "starts_on": found.starts_on, "ends_on": found.ends_on}
    if union.pk != found.union_id:
        check_open(union.pk)
    bonds = list(Transfer.objects.filter(Q(old=found) | Q(new=found)).select_related("old__union", "new__union"))
    found.union, found.starts_on, found.ends_on = union, starts_on, ends_on
    carried = _carried(found, bonds, today=localdate(now))
    _check_days(found, carried)
    _write(found, carried, bonds)
    if before["ends_on"] is None and not found.person.memberships.active().exists():
        departures.left(found.person_id, by=by, now=now)
    facts = {"before": before, "union": union.name, "starts_on": starts_on, "ends_on": ends_on, "why": why}
    person = found.person
    journal.record("people.correct_membership", found, by=by, now=now, label=person.name, on_person=person, facts=facts)
    return found


def _carried(found: Membership, bonds: list[Transfer], *, today: date) -> list[Membership]:
    """The memberships on the other side of its transfers, with the day to which the transfer moves."""
    moved = []
    for bond in bonds:
        if bond.new_id == found.pk:
            bond.old.ends_on = found.starts_on
            check_end(found.starts_on, starts_on=bond.old.starts_on, today=today)
            moved.append(bond.old)
        elif found.ends_on is not None:
            if bond.new.ends_on is not None:
                check_end(bond.new.ends_on, starts_on=found.ends_on, today=today)
            bond.new.starts_on = found.ends_on
            moved.append(bond.new)
    return moved


def _check_days(found: Membership, carried: list[Membership]) -> None:
    others = found.person.memberships.exclude(pk__in=[found.pk, *(one.pk for one in carried)])
    for other in [*others.select_related("union"), *carried]:
        before_its_end = found.starts_on < (other.ends_on or date.max)
        if before_its_end and other.starts_on < (found.ends_on or date.max):
            raise MembershipsOverlap(union=other.union.name, starts_on=other.starts_on)


def _write(found: Membership, carried: list[Membership], bonds: list[Transfer]) -> None:
    """Apart, moved, and joined again: no guard is off meanwhile. What gets shorter goes first."""
    Transfer.objects.filter(pk__in=[bond.pk for bond in bonds]).delete()
    stored = Membership.objects.in_bulk([found.pk, *(one.pk for one in carried)])
    shorter = [one for one in carried if _days(one) < _days(stored[one.pk])]
    try:
        with transaction.atomic():
            for one in [*shorter, found, *(one for one in carried if one not in shorter)]:
                one.save(update_fields=["union", "starts_on", "ends_on"])
    except IntegrityError as error:  # opened again while somebody joined elsewhere
        if violated(error) not in ONE_AT_A_TIME:
            raise
        raise already(found.person, found.union) from error
    for one in [found, *carried]:
        follow_end(one, before=stored[one.pk].ends_on)
    for bond in bonds:
        Transfer.objects.create(pk=bond.pk, old_id=bond.old_id, new_id=bond.new_id, created_at=bond.created_at)


def _days(one: Membership) -> int:
    return ((one.ends_on or date.max) - one.starts_on).days
