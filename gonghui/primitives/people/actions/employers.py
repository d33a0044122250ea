"""Employers, and who works where: several at once, each from one day to another."""

from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.timezone import localdate

from gonghui.kernel.callers import Caller
from gonghui.kernel.credit_code import CreditCode
from gonghui.primitives.journal import actions as journal
from gonghui.primitives.rows import insert_unless_taken
from gonghui.primitives.transactions import action, violated

from ..models import Division, Employer, Employment, Person, Union
from ..refusals import AlreadyEmployed, EmployerTaken, EmploymentEnded
from ..rules import check_end, check_start
from ..trades import Trade

CHANGEABLE = {"name", "credit_code", "division", "area", "union", "trade", "headcount", "headcount_on", "closed_at"}


@action
def add_employer(
    *,
    name: str,
    credit_code: CreditCode | None = None,
    division: Division | None = None,
    area: Union | None = None,
    union: Union | None = None,
    trade: str = "",
    headcount: int | None = None,
    headcount_on: date | None = None,
    by: Caller,
    now: datetime,
) -> Employer:
    """An employer that was not known. `headcount` is of `headcount_on`, of today where none is given.

    Raises EmployerTaken.
    """
    employer = Employer(name=name.strip(), division=division, area=area, union=union, trade=trade, created_at=now)
    employer.credit_code = str(credit_code) if credit_code else None
    employer.headcount = headcount
    employer.headcount_on = headcount_on or (localdate(now) if headcount is not None else None)
    _save(employer, force_insert=True)
    facts = {"credit_code": employer.credit_code} if employer.credit_code else {}
    journal.record("people.add_employer", employer, by=by, now=now, label=employer.name, facts=facts)
    return employer


@action
def change_employer(employer: Employer, *, by: Caller, now: datetime, **changes: Any) -> Employer:
    """What is known of an employer, by name: any of CHANGEABLE. Raises EmployerTaken."""
    if unknown := changes.keys() - CHANGEABLE:
        raise TypeError(f"no such thing of an employer: {', '.join(sorted(unknown))}")
    row = Employer.objects.select_for_update(no_key=True).get(pk=employer.pk)
    before = {name: str(getattr(row, name) or "") for name in changes}
    for name, value in changes.items():
        setattr(row, name, str(value) if name == "credit_code" and value else value)
    after = {name: str(getattr(row, name) or "") for name in changes}
    facts = {name: [before[name], after[name]] for name in changes if before[name] != after[name]}
    if facts:
        _save(row, update_fields=sorted(changes))
        journal.record("people.change_employer", row, by=by, now=now, label=row.name, facts=facts)
    return row


@action
def employ(
    person: Person,
    employer: Employer | None = None,
    *,
    platform: str = "",
    trade: str = "",
    starts_on: date,
    by: Caller,
    now: datetime,
) -> Employment:
    """A person works for an employer, or by a platform, beside what else they do. Raises AlreadyEmployed, BadDates."""
    check_start(starts_on, last_end=None, today=localdate(now))
    work = Employment(person=person, employer=employer, platform=platform.strip(), created_at=now, starts_on=starts_on)
    work.trade = Trade(trade) if trade else ""
    if not insert_unless_taken(work):
        raise AlreadyEmployed(where=where(work))
    _journal("people.employ", work, starts_on, by=by, now=now)
    return work


@action
def end_employment(work: Employment, *, ends_on: date, by: Caller, now: datetime) -> Employment:
    """It ended on that day, today at the latest. Raises EmploymentEnded, BadDates, EndsBeforeStart."""
    row = Employment.objects.select_for_update(no_key=True, of=("self",)).get(pk=work.pk)
    if row.ends_on is not None:
        raise EmploymentEnded(where=where(row))
    check_end(ends_on, starts_on=row.starts_on, today=localdate(now))
    row.ends_on = ends_on
    row.save(update_fields=["ends_on"])
    _journal("people.end_employment", row, ends_on, by=by, now=now)
    return row


def where(work: Employment) -> str:
    """The employer, the platform or the trade, as people are told."""
    if work.employer is not None:
        return work.employer.name
    return work.platform or str(Trade(work.trade).label)


def _save(employer: Employer, **how: Any) -> None:
    try:
        with transaction.atomic():
            employer.save(**how)
    except IntegrityError as error:
        if violated(error) != "one_employer_per_credit_code":
            raise
        raise EmployerTaken(credit_code=employer.credit_code) from error


def _journal(act: str, work: Employment, day: date, *, by: Caller, now: datetime) -> None:
    facts = {"where": where(work), "on": day.isoformat()}
    journal.record(act, work, by=by, now=now, label=work.person.name, on_person=work.person, facts=facts)
