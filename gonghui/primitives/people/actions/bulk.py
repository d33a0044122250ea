"""Many persons at once, for rosters whose rows have been checked: a constant number of statements."""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import IntegrityError, connection, transaction
from django.db.models import Max
from django.utils.timezone import localdate

from gonghui.kernel.callers import Caller
from gonghui.kernel.identity import IdentityDocument
from gonghui.kernel.mobile import Mobile
from gonghui.primitives.journal import actions as journal
from gonghui.primitives.transactions import action, violated

from ..models import Document, Membership, Person, Union
from ..refusals import AlreadyMember
from ..rules import check_start
from .members import check_open
from .persons import insert, insert_documents, new_document, new_person

Known = tuple[uuid.UUID, uuid.UUID | None, str]

KNOWN_DOCUMENTS = """
SELECT d.number_index, p.id, m.union_id, p.name
FROM people_document d JOIN people_person p ON p.id = d.person_id
LEFT JOIN people_membership m ON m.person_id = p.id AND m.ends_on IS NULL
WHERE d.number_index = ANY(%s)
"""
KNOWN_MOBILES = """
SELECT p.mobile_index, p.id, m.union_id, p.name
FROM people_person p LEFT JOIN people_membership m ON m.person_id = p.id AND m.ends_on IS NULL
WHERE p.mobile_index = ANY(%s)
"""


@dataclass(frozen=True, slots=True)
class Enrolment:
    """One row of a roster, parsed: a person who is not known yet."""

    name: str
    mobile: Mobile | None = None
    documents: Sequence[IdentityDocument] = field(default_factory=tuple)


@action
def enrol_many(rows: Iterable[Enrolment], *, union: Union, starts_on: date, by: Caller, now: datetime) -> list[Person]:
    """Persons, documents and memberships for checked rows, in their order; all or none.

    Raises BadName, BadDates, UnionClosed, and MobileTaken or DocumentTaken when somebody else came first
    since the check: check again.
    """
    check_start(starts_on, last_end=None, today=localdate(now))
    people: list[Person] = []
    documents: list[Document] = []
    for row in rows:
        person = new_person(row.name, row.mobile, now=now)
        people.append(person)
        documents += [new_document(person, document, now=now) for document in row.documents]
    insert(people)
    insert_documents(documents)
    _enter([person.pk for person in people], union, starts_on=starts_on, now=now)
    _journal("people.enrol_many", union, len(people), starts_on, by=by, now=now)
    return people


@action
def join_many(persons: Iterable[uuid.UUID], *, union: Union, starts_on: date, by: Caller, now: datetime) -> int:
    """Begin memberships of persons who have none; all or none.

    Raises AlreadyMember, UnionClosed, BadDates, StartsBeforeEnd.
    """
    ids = list(persons)
    last_end = Membership.objects.filter(person__in=ids).aggregate(last=Max("ends_on"))["last"]
    check_start(starts_on, last_end=last_end, today=localdate(now))
    _enter(ids, union, starts_on=starts_on, now=now)
    _journal("people.join_many", union, len(ids), starts_on, by=by, now=now)
    return len(ids)


def known_documents(indexes: Iterable[bytes]) -> dict[bytes, Known]:
    """Who holds these documents (`keys.document_index`): person, union of the open membership or None, name."""
    return _known(KNOWN_DOCUMENTS, indexes)


def known_mobiles(indexes: Iterable[bytes]) -> dict[bytes, Known]:
    """Whose mobile numbers these are (`keys.mobile_index`): person, union of the open membership or None, name."""
    return _known(KNOWN_MOBILES, indexes)


def _known(statement: str, indexes: Iterable[bytes]) -> dict[bytes, Known]:
    with connection.cursor() as cursor:
        cursor.execute(statement, [list(indexes)])
        return {bytes(index): (person, union, name) for index, person, union, name in cursor.fetchall()}


def _enter(ids: Sequence[uuid.UUID], union: Union, *, starts_on: date, now: datetime) -> None:
    new = [Membership(person_id=pk, union=union, starts_on=starts_on, created_at=now) for pk in ids]
    try:
        with transaction.atomic():
            Membership.objects.bulk_create(new)
    except IntegrityError as error:
        if violated(error) != "one_active_membership":
            raise
        standing = Membership.objects.active().filter(person__in=ids).select_related("union").first()
        raise AlreadyMember(union=standing.union.name if standing else union.name) from error
    check_open(union)


def _journal(act: str, union: Union, count: int, starts_on: date, *, by: Caller, now: datetime) -> None:
    facts = {"persons": count, "starts_on": starts_on.isoformat()}
    journal.record(act, union, by=by, now=now, label=union.name, facts=facts)
