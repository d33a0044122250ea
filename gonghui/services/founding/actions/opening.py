"""A case is opened, changed and stopped: for which employers, by which way, who sees to what by when."""

from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.timezone import localdate

from gonghui.kernel.callers import Caller
from gonghui.primitives.agenda import actions as agenda
from gonghui.primitives.journal import actions as journal
from gonghui.primitives.people.models import Employer, Person, Union
from gonghui.primitives.people.rules import OF_EMPLOYERS, within
from gonghui.primitives.rows import insert_unless_taken
from gonghui.primitives.transactions import action, violated

from .. import refusals
from ..models import Case, CaseEmployer, CasePreparer, Step
from ..pages.agenda import STEPS
from ..rules import cases
from .readiness import renew_ready


@action
def open_case(
    area: Union,
    way: str,
    name: str,
    employers: Iterable[Employer] = (),
    *,
    industry: str = "",
    by_person: Person,
    key: str = "",
    by: Caller,
    now: datetime,
) -> Case:
    """A case with its steps; the same key, the same one. More employers may be added until it is agreed.

    Raises NameMissing, EmployerClosed, EmployerHasUnion, EmployerInCase, EmployerElsewhere.
    """
    if not name:
        raise refusals.NameMissing()
    made = Case(area=area, way=Case.Way(way), name=name, industry=industry, opened_by=by_person, key=key)
    made.created_at = now
    if not insert_unless_taken(made):
        return Case.objects.get(area=area, key=key)
    _plan(made, now)
    taken = [take_in(made, employer, now).pk for employer in employers]
    renew_ready(taken, now=now)
    _opened(made, by, now)
    return made


@action
def reelect(union: Union, *, by_person: Person, key: str = "", by: Caller, now: datetime) -> Case:
    """A case to elect a union's committee anew. Raises BusyTree."""
    made = Case(area=union.parent or union, way=cases.REELECTION, name=union.name, union=union, opened_by=by_person)
    made.key, made.created_at = key, now
    if not insert_unless_taken(made):
        again = Case.objects.filter(area=made.area, key=key).first() if key else None
        if again is None:
            raise refusals.BusyTree(union=union.name)
        return again
    _plan(made, now)
    _opened(made, by, now)
    return made


@action
def add_employer(case: Case, employer: Employer, *, by: Caller, now: datetime) -> None:
    """One more, until the preparation was agreed to. Raises CaseOver, StepDone and those of `open_case`."""
    found = locked(case)
    still_preparing(found)
    take_in(found, employer, now)
    prepared(found, by.person, now)
    renew_ready([employer.pk], now=now)
    journal.record("founding.add_employer", found, by=by, now=now, label=found.name, facts={"employer": employer.name})


@action
def add_employers(case: Case, employers: Iterable[Employer], *, by: Caller, now: datetime) -> None:
    """Several, all or none. Raises as `add_employer`."""
    for employer in employers:
        add_employer(case, employer, by=by, now=now)


@action
def drop_employer(entry: CaseEmployer, *, by: Caller, now: datetime) -> None:
    """Not this one after all. Raises CaseOver, StepDone."""
    found = locked(entry.case)
    still_preparing(found)
    prepared(found, by.person, now)
    if entry.delete()[0]:
        renew_ready([entry.employer_id], now=now)
        facts = {"employer": entry.employer.name}
        journal.record("founding.drop_employer", found, by=by, now=now, label=found.name, facts=facts)


@action
def plan_step(step: Step, *, who: str, due_on: date, by: Caller, now: datetime) -> None:
    """Who sees to it, and by when. Raises CaseOver, StepDone."""
    found = locked(step.case)
    if not Step.objects.filter(pk=step.pk, done_at=None).update(who=who, due_on=due_on):
        raise refusals.StepDone()
    agenda.renew(STEPS, [found.pk], now=now)
    facts = {"step": step.kind, "due_on": due_on.isoformat()}
    journal.record("founding.plan_step", found, by=by, now=now, label=found.name, facts=facts)


@action
def stop(case: Case, reason: str, *, by: Caller, now: datetime) -> None:
    """It goes no further; its employers are free for another. Raises ReasonMissing, CaseOver, ApprovedAlready."""
    found = locked(case)
    if found.approved_at:
        raise refusals.ApprovedAlready(union=found.name)
    if not reason:
        raise refusals.ReasonMissing()
    Case.objects.filter(pk=found.pk).update(stopped_at=now, stopped_because=reason)
    CaseEmployer.objects.filter(case=found, ended_at=None).update(ended_at=now)
    renew_ready(list(found.employers.values_list("employer", flat=True)), now=now)
    agenda.renew(STEPS, [found.pk], now=now)
    journal.record("founding.stop", found, by=by, now=now, label=found.name, facts={"reason": reason})


def hold(case: Case) -> None:
    """Whoever waits for it reads it afterwards: a union joined to the row that was waited for is the one of before."""
    Case.objects.select_for_update().filter(pk=case.pk).values_list("pk").first()


def locked(case: Case) -> Case:
    """As it stands now, held until the act is over. Raises CaseOver."""
    hold(case)
    found = Case.objects.select_related("area", "union").get(pk=case.pk)
    if found.stopped_at or found.done_at:
        raise refusals.CaseOver()
    return found


def prepared(case: Case, person: UUID | None, now: datetime) -> None:
    """This person had a hand in the case, whatever is undone later: they decide nothing of it."""
    if person is not None:
        CasePreparer.objects.bulk_create(
            [CasePreparer(case=case, person_id=person, created_at=now)], ignore_conflicts=True
        )


def still_preparing(case: Case) -> None:
    if Step.objects.filter(case=case, kind=cases.PREPARE, done_at__isnull=False).exists():
        raise refusals.StepDone()


def _plan(case: Case, now: datetime) -> None:
    planned = enumerate(cases.planned(case.way, localdate(now)))
    Step.objects.bulk_create(
        Step(case=case, kind=kind, place=place, due_on=day, created_at=now) for place, (kind, day) in planned
    )


def _opened(case: Case, by: Caller, now: datetime) -> None:
    agenda.renew(STEPS, [case.pk], now=now)
    journal.record("founding.open", case, by=by, now=now, label=case.name, facts={"way": case.way})


def check_employer(case: Case, row: Employer) -> None:
    """Raises EmployerClosed, EmployerElsewhere, EmployerHasUnion. A federation or a union above is none of its own."""
    if row.closed_at:
        raise refusals.EmployerClosed(employer=row.name)
    if row.area is None or not within(row.area.path, case.area.path):
        raise refusals.EmployerElsewhere(employer=row.name, area=case.area.name)
    if row.union and row.union.kind in OF_EMPLOYERS and case.way != cases.FEDERATION:
        raise refusals.EmployerHasUnion(employer=row.name, union=row.union.name)


def take_in(case: Case, employer: Employer, now: datetime) -> Employer:
    """Into the case, if it may be. Raises as `check_employer`, and EmployerInCase."""
    row = Employer.objects.select_related("area", "union").get(pk=employer.pk)
    check_employer(case, row)
    entry = CaseEmployer(case=case, employer=row, federates=case.way == cases.FEDERATION, created_at=now)
    try:
        with transaction.atomic():
            entry.save(force_insert=True)
    except IntegrityError as error:
        if violated(error) not in ("one_open_case_of_an_employer", "one_employer_of_a_case"):
            raise
        raise refusals.EmployerInCase(employer=row.name) from error
    return row
