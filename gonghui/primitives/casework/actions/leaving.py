"""Who may handle cases no more gives them back: they wait at their union to be given to somebody else."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import datetime
from uuid import UUID

from gonghui.kernel.callers import Caller
from gonghui.primitives.agenda import actions as agenda
from gonghui.primitives.journal import actions as journal
from gonghui.primitives.people.models import Office, Person, Union
from gonghui.primitives.people.rules import within
from gonghui.primitives.transactions import action

from ..agenda import sources_of
from ..kinds import NAMED, Kind
from ..models import Case


@action
def resigned(persons: Collection[UUID], *, by: Caller, now: datetime) -> None:
    """Offices of theirs have ended; what they may still handle by others stays theirs."""
    give_back(persons, by=by, now=now)


@action
def died(person: UUID, *, by: Caller, now: datetime) -> None:
    """Somebody has died: whatever office is still written down, they handle nothing."""
    give_back([person], all_of_it=True, by=by, now=now)


@action
def moved(union: UUID, persons: Collection[UUID], *, by: Caller, now: datetime) -> None:
    """A union hangs elsewhere: who reached its cases from above gives them back, and what is late there stands before
    the union that is above it now."""
    give_back(persons, by=by, now=now)
    late = Case.objects.open().filter(union=union, escalated_at__isnull=False).select_for_update(no_key=True)
    of_kind = defaultdict(list)
    for kind, pk in late.order_by("pk").values_list("kind", "pk"):
        of_kind[kind].append(pk)
    for kind, keys in of_kind.items():
        if kind in NAMED:
            _mine, _given, above, _queue, _left = sources_of(NAMED[kind])
            agenda.renew(above, keys, now=now)


def give_back(persons: Collection[UUID], *, all_of_it: bool = False, by: Caller, now: datetime) -> int:
    """Open cases that were given to these persons wait for somebody else, in their old time. Part of another action.

    Returns how many.
    """
    held = Case.objects.open().filter(assigned_to__in=persons).select_for_update(no_key=True, of=("self",))
    rows = list(held.select_related("union").order_by("pk").defer("key"))
    offices = defaultdict(list)
    if rows and not all_of_it:
        for office in Office.objects.open_at(now).filter(person__in=persons).select_related("union"):
            offices[office.person_id].append(office)
    of_kind = defaultdict(list)
    for one in rows:
        if one.kind in NAMED and not _may(one, offices[one.assigned_to_id]):
            of_kind[one.kind].append(one)
    for code, left in of_kind.items():
        _wait(NAMED[code], left, by=by, now=now)
    return sum(map(len, of_kind.values()))


def still_may(case: Case, person: Person, *, now: datetime) -> bool:
    """Whether who had it may handle it now."""
    offices = Office.objects.open_at(now).filter(person=person).select_related("union")
    return _may(case, offices) and Person.objects.who_can_sign_in().filter(pk=person.pk).exists()


def _may(case: Case, offices: Iterable[Office]) -> bool:
    roles = case.of_kind.act.roles | case.of_kind.handlers_at(case.stage).roles
    return any(office.role in roles and within(case.union.path, office.union.path) for office in offices)


def _wait(kind: Kind, left: list[Case], *, by: Caller, now: datetime) -> None:
    keys = [one.pk for one in left]
    Case.objects.filter(pk__in=keys).update(assigned_to=None, left_at=now, warned_at=None)
    lines = [journal.JournalLine(f"{kind.code}.left", one, one.code) for one in left]
    journal.record_many(lines, by=by, now=now)
    _mine, given, _late, _queue, waiting = sources_of(kind)
    agenda.done(given.key, keys)
    agenda.renew(waiting, sorted({one.union_id for one in left}), now=now)


def heir_of(union: Union, kind: Kind) -> Union | None:
    """Where the cases of a union that has ended go on: with its members, or above; never at the table of a firm."""
    found: Union | None = union.open_or_next
    while found is not None and (found.closed_at or found.kind in kind.unions_never):
        found = found.open_or_next if found.closed_at and found.open_or_next != found else found.parent
    return found
