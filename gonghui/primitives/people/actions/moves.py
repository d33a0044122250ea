"""Many members at once, each into their own union: who has none yet joins, who has another moves. Few statements."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils.timezone import localdate

from gonghui.kernel.callers import Caller
from gonghui.kernel.identity import IdentityDocument
from gonghui.primitives.journal import actions as journal
from gonghui.primitives.rows import insert_many
from gonghui.primitives.transactions import action, violated

from ..models import Document, Employment, Membership, Person, Transfer, Union
from ..refusals import AlreadyEmployed, SameUnion
from ..rules import check_end, check_start
from .bulk import enter
from .employers import where
from .persons import insert_documents, new_document
from .standings import carry_standings


@action
def settle_many(homes: Sequence[tuple[Person, Union]], *, on: date, by: Caller, now: datetime) -> list[Membership]:
    """Each of these persons is a member of their union from this day, without a day between; all or none.

    Raises as `join` and `transfer` do, of the first that cannot.
    """
    today, persons = localdate(now), [person.pk for person, _union in homes]
    left = _left(persons)
    ended = dict(Membership.objects.filter(person__in=persons).values_list("person").annotate(Max("ends_on")))
    for person, union in homes:
        old = left.get(person.pk)
        if old is None:
            check_start(on, last_end=ended.get(person.pk), today=today)
        elif old.union_id == union.pk:
            raise SameUnion(union=union.name)
        else:
            check_end(on, starts_on=old.starts_on, today=today)
    Membership.objects.filter(pk__in=[one.pk for one in left.values()]).update(ends_on=on)
    made = [Membership(person=person, union=union, starts_on=on, created_at=now) for person, union in homes]
    enter(made)
    bonds = [(left[one.person_id], one) for one in made if one.person_id in left]
    insert_many([Transfer(old=old, new=new, created_at=now) for old, new in bonds])
    if bonds:
        carry_standings({old.pk: new for old, new in bonds}, on=on, now=now)
    journal.record_many((_line(one, left.get(one.person_id)) for one in made), by=by, now=now)
    return made


@action
def add_documents(documents: Sequence[tuple[Person, IdentityDocument]], *, by: Caller, now: datetime) -> None:
    """One more document of each; who has the same already keeps it; all or none. Raises DocumentTaken."""
    made = [new_document(person, document, now=now) for person, document in documents]
    rows = Document.objects.filter(person__in={one.person_id for one in made})
    known = {(person, kind, bytes(index)) for person, kind, index in rows.values_list("person", "kind", "number_index")}
    new = [one for one in made if (one.person_id, one.kind, one.number_index) not in known]
    insert_documents(new)
    journal.record_many(
        (
            journal.JournalLine("people.add_document", one, one.person.name, one.person_id, {"kind": one.kind})
            for one in new
        ),
        by=by,
        now=now,
    )


@action
def employ_many(works: Iterable[Employment], *, by: Caller, now: datetime) -> list[Employment]:
    """These persons work there from that day; what is open already is passed over. All or none.

    Raises BadDates, AlreadyEmployed where somebody else has just written the same.
    """
    asked = {_of(one): one for one in works}
    there = Employment.objects.filter(person__in={one.person_id for one in asked.values()}, ends_on=None)
    for known in there:
        asked.pop(_of(known), None)
    new = list(asked.values())
    for day in {one.starts_on for one in new}:
        check_start(day, last_end=None, today=localdate(now))
    try:
        with transaction.atomic():
            insert_many(new)
    except IntegrityError as error:
        if not violated(error).startswith("one_open_employment"):
            raise
        raise AlreadyEmployed(where=where(new[0])) from error
    journal.record_many(map(_work, new), by=by, now=now)
    return new


def _left(persons: Sequence[UUID]) -> dict[UUID, Membership]:
    """The open memberships of these persons, held until the act is over."""
    standing = Membership.objects.active().filter(person__in=persons).select_related("union").order_by("pk")
    return {one.person_id: one for one in standing.select_for_update(of=("self",))}


def _of(work: Employment) -> tuple[object, ...]:
    """What no person has open twice."""
    return (work.person_id, work.employer_id) if work.employer_id else (work.person_id, work.platform, work.trade)


def _line(made: Membership, old: Membership | None) -> journal.JournalLine:
    facts = {"union": made.union.name, "on": made.starts_on.isoformat()} | ({"left": old.union.name} if old else {})
    person = made.person
    return journal.JournalLine("people.transfer" if old else "people.join", made, person.name, person.pk, facts)


def _work(work: Employment) -> journal.JournalLine:
    facts: Mapping[str, object] = {"where": where(work), "on": work.starts_on.isoformat()}
    return journal.JournalLine("people.employ", work, work.person.name, work.person_id, facts)
