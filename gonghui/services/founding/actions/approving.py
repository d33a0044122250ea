"""The union above approves: a union is founded in the tree, or its committee has a new term."""

from collections.abc import Collection
from datetime import date, datetime
from uuid import UUID

from django.utils.timezone import localdate

from gonghui.kernel.callers import Caller
from gonghui.primitives.agenda import actions as agenda
from gonghui.primitives.journal import actions as journal
from gonghui.primitives.people import actions as people
from gonghui.primitives.people.models import Employer, Person, Union
from gonghui.primitives.transactions import action

from .. import refusals
from ..models import Case, CaseEmployer, Election
from ..pages.agenda import STEPS
from ..rules import cases
from .homecoming import expect
from .lasting import begin_term
from .opening import check_employer, locked
from .readiness import ready_no_more
from .stepping import check, finish


@action
def approve(
    case: Case,
    *,
    number: str,
    years: int,
    starts_on: date,
    code: str = "",
    by_person: Person,
    by: Caller,
    now: datetime,
) -> Case:
    """A document number and a term; the union stands in the tree, and its employers have it. `code` is the new union's.

    Raises PreparedByYou, StepsBefore, StepDone, CaseOver, NumberMissing, TermOfOtherYears, TermStarts, BadUnionCode,
    UnionCodeTaken, UnionClosed, EmployerClosed, EmployerElsewhere, EmployerHasUnion, ….
    """
    found = locked(case)
    check(found, cases.APPROVE, by_person)
    if not number:
        raise refusals.NumberMissing()
    election = Election.objects.get(case=found)
    if no := cases.refuse_term(years, starts_on, election.held_on, localdate(now)):
        raise no
    union = found.union or _found(found, code, by=by, now=now)
    _claim(found, union, by_person, now)
    chair = election.candidates.get(post="chair", elected=True).name
    begin_term(union, number=number, years=years, starts_on=starts_on, chair=chair, case=found, by=by, now=now)
    finish(found, cases.APPROVE, done_on=localdate(now), number=number, by_person=by_person, by=by, now=now)
    agenda.renew(STEPS, [found.pk], now=now)
    expect(found, now=now)
    facts = {"number": number, "years": years, "union": union.name}
    journal.record("founding.approve", found, by=by, now=now, label=found.name, facts=facts)
    return found


def _claim(case: Case, union: Union, by_person: Person, now: datetime) -> None:
    """It is approved once: the row decides, whatever was read before. Raises StepDone."""
    approved = {"approved_at": now, "approved_by": by_person, "union": union}
    if not Case.objects.filter(pk=case.pk, approved_at=None, stopped_at=None).update(**approved):
        raise refusals.StepDone()
    case.approved_at, case.approved_by, case.union = now, by_person, union


def _found(case: Case, code: str, *, by: Caller, now: datetime) -> Union:
    entries = list(case.employers.select_related("employer__union", "employer__division").order_by("pk"))
    division = next((each.employer.division for each in entries if each.employer.division), case.area.division)
    union = people.found_union(
        code=code or free_code(case.area),
        name=case.name,
        kind=cases.kind_of_union(case.way, len(entries)),
        parent=case.area,
        division=division,
        by=by,
        now=now,
    )
    _home(case, [each.employer_id for each in entries], union, by=by, now=now)
    CaseEmployer.objects.filter(case=case).update(ended_at=now)
    return union


def _home(case: Case, employers: Collection[UUID], union: Union, *, by: Caller, now: datetime) -> None:
    """The union is theirs, if each may still have it; until this act is over nobody gives them another.

    After the tree is held: who closes a union holds it before its employers too.
    """
    named = Employer.objects.filter(pk__in=employers).order_by("pk")
    list(named.select_for_update(no_key=True).values_list("pk"))
    for each in named.select_related("area", "union"):  # once they are held: who gave one a union meanwhile was first
        check_employer(case, each)
        if each.union is None or case.way != cases.FEDERATION:
            people.change_employer(each, union=union, by=by, now=now)
    if case.way != cases.FEDERATION:  # which is no union of their own
        ready_no_more(employers)


def free_code(area: Union) -> str:
    """A code for the next union below this one, which nobody bears."""
    taken = set(Union.objects.filter(code__startswith=f"{area.code}-").values_list("code", flat=True))
    return next(code for n in range(1, len(taken) + 2) if (code := f"{area.code}-{n}") not in taken)
