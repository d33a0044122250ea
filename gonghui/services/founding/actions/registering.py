"""The last of a case that goes out: the union is registered as a legal person and has its certificate."""

from datetime import date, datetime

from gonghui.kernel.callers import Caller
from gonghui.primitives.people.models import Person
from gonghui.primitives.transactions import action

from ..models import Case, Certificate
from ..rules import cases
from .lasting import certify
from .opening import locked
from .stepping import check, finish


@action
def register(
    case: Case,
    *,
    number: str,
    issued_on: date,
    ends_on: date,
    authority: str,
    by_person: Person,
    by: Caller,
    now: datetime,
) -> Certificate:
    """The certificate of the union of a case. Raises StepsBefore, StepDone, CaseOver and as `certify`."""
    found = locked(case)
    check(found, cases.REGISTER, by_person)
    assert found.union is not None
    kind = Certificate.Kind.RENEWED if found.way == cases.REELECTION else Certificate.Kind.FIRST
    terms = {"issued_on": issued_on, "ends_on": ends_on, "authority": authority}
    made = certify(found.union, number=number, kind=kind, **terms, by=by, now=now)  # type: ignore[arg-type]
    finish(found, cases.REGISTER, done_on=issued_on, number=made.number, by_person=by_person, by=by, now=now)
    return made
