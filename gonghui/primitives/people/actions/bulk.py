"""Many persons at once, for rosters whose rows have been checked: a constant number of statements."""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils.timezone import localdate

from gonghui.kernel.callers import Caller
from gonghui.kernel.identity import IdentityDocument
from gonghui.kernel.mobile import Mobile
from gonghui.primitives.journal import actions as journal
from gonghui.primitives.rows import insert_many
from gonghui.primitives.transactions import action, violated

from ..models import Document, Membership, Person, Union
from ..refusals import AlreadyMember
from ..rules import check_start
from .members import ONE_AT_A_TIME, check_open
from .persons import insert, insert_documents, new_document, new_person


@dataclass(frozen=True, slots=True)
class Enrolment:
    """One row of a roster, parsed: a person who is not known yet. `union` and `starts_on` may be left to the whole."""

    name: str
    mobile: Mobile | None = None
    documents: Sequence[IdentityDocument] = field(default_factory=tuple)
    union: uuid.UUID | None = None
    starts_on: date | None = None


@action
def enrol_many(
    rows: Iterable[Enrolment],
    *,
    union: Union | None = None,
    starts_on: date | None = None,
    by: Caller,
    now: datetime,
) -> list[Person]:
    """Persons, documents and memberships for checked rows, in their order; all or none.

    `union` and `starts_on` hold for the rows that name none of their own. Each person's enrolment is in the journal.
    Raises BadName, BadDates, UnionClosed, and MobileTaken or DocumentTaken when somebody else came first
    since the check: check again.
    """
    people: list[Person] = []
    documents: list[Document] = []
    memberships: list[Membership] = []
    for row in rows:
        person = new_person(row.name, row.mobile, now=now)
        people.append(person)
        documents += [new_document(person, document, now=now) for document in row.documents]
        home, day = row.union or (union.pk if union else None), row.starts_on or starts_on
        if home is None or day is None:
            raise ValueError("every row needs a union and a day")
        memberships.append(Membership(person=person, union_id=home, starts_on=day, created_at=now))
    for day in {membership.starts_on for membership in memberships}:
        check_start(day, last_end=None, today=localdate(now))
    insert(people)
    insert_documents(documents)
    enter(memberships)
    journal.record_many(map(_line, memberships), by=by, now=now)
    return people


@action
def join_many(persons: Iterable[uuid.UUID], *, union: Union, starts_on: date, by: Caller, now: datetime) -> int:
    """Begin memberships of persons who have none; all or none.

    Raises AlreadyMember, UnionClosed, BadDates, StartsBeforeEnd.
    """
    ids = list(persons)
    last_end = Membership.objects.filter(person__in=ids).aggregate(last=Max("ends_on"))["last"]
    check_start(starts_on, last_end=last_end, today=localdate(now))
    enter([Membership(person_id=pk, union=union, starts_on=starts_on, created_at=now) for pk in ids])
    _journal("people.join_many", union, len(ids), starts_on, by=by, now=now)
    return len(ids)


def enter(memberships: Sequence[Membership]) -> None:
    """These memberships begin; all or none. Raises AlreadyMember, UnionClosed."""
    ids = [membership.person_id for membership in memberships]
    try:
        with transaction.atomic():
            insert_many(memberships)
    except IntegrityError as error:
        if violated(error) not in ONE_AT_A_TIME:
            raise
        standing = Membership.objects.active().filter(person__in=ids).select_related("union").first()
        raise AlreadyMember(union=standing.union.name if standing else "…") from error
    check_open(*{membership.union_id for membership in memberships})


def _line(membership: Membership) -> journal.JournalLine:
    person = membership.person
    facts = {"on": membership.starts_on.isoformat()}
    return journal.JournalLine("people.enrol", person, label=person.name, on_person=person.pk, facts=facts)


def _journal(act: str, union: Union, count: int, starts_on: date, *, by: Caller, now: datetime) -> None:
    facts = {"persons": count, "starts_on": starts_on.isoformat()}
    journal.record(act, union, by=by, now=now, label=union.name, facts=facts)
