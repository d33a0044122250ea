"""Offices: a role at a union, from an appointment to a dismissal."""

from datetime import datetime

from django.db import IntegrityError, transaction

from gonghui.kernel.callers import Caller
from gonghui.primitives.journal import actions as journal
from gonghui.primitives.transactions import action, violated

from .. import departures
from ..models import Office, Person, Role, Union
from ..refusals import AlreadyInOffice, NotInOffice
from .members import check_open


@action
def appoint(person: Person, union: Union, role: str, *, by: Caller, now: datetime) -> Office:
    """Give a person a role at a union, counted from now. Raises AlreadyInOffice, UnionClosed."""
    office = Office(person=person, union=union, role=Role(role), starts_at=now, created_at=now)
    try:
        with transaction.atomic():
            office.save(force_insert=True)
    except IntegrityError as error:
        if violated(error) != "one_open_office_of_a_role":
            raise
        raise AlreadyInOffice(name=person.name, union=union.name) from error
    check_open(union.pk)
    _journal("people.appoint", office, by=by, now=now)
    return office


@action
def dismiss(office: Office, *, by: Caller, now: datetime) -> None:
    """End an office now. Raises NotInOffice when it has already ended."""
    if not Office.objects.filter(pk=office.pk, ends_at=None).update(ends_at=now):
        raise NotInOffice()
    office.ends_at = now
    _journal("people.dismiss", office, by=by, now=now)
    departures.resigned([office.person_id], by=by, now=now)


def _journal(act: str, office: Office, *, by: Caller, now: datetime) -> None:
    facts = {"role": office.role, "union": office.union.name}
    label = office.person.name
    journal.record(act, office, by=by, now=now, label=label, on_person=office.person, facts=facts)
