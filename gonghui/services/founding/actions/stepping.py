"""The steps of a case, each by who may take it: the preparation, the yes of the union above, the people, the seal."""

from datetime import date, datetime
from uuid import UUID

from django.utils.timezone import localdate

from gonghui.kernel.callers import Caller
from gonghui.primitives.agenda import actions as agenda
from gonghui.primitives.journal import actions as journal
from gonghui.primitives.people.models import Person
from gonghui.primitives.transactions import action

from .. import refusals
from ..models import Case, Step
from ..pages.agenda import STEPS
from ..rules import cases
from .opening import locked, prepared

NUMBERED = frozenset({cases.AGREE, cases.APPROVE})


@action
def take_step(
    case: Case,
    kind: str,
    *,
    done_on: date,
    note: str = "",
    number: str = "",
    people: int | None = None,
    by_person: Person,
    by: Caller,
    now: datetime,
) -> Case:
    """A step is done: any but election, approval and registration, which have verbs of their own.

    Raises CaseOver, NoSuchStep, StepDone, StepsBefore, PreparedByYou, NumberMissing, DayToCome, JointOfOne, ….
    """
    if kind in (cases.ELECT, cases.APPROVE, cases.REGISTER):
        raise refusals.NoSuchStep()
    found = locked(case)
    check(found, kind, by_person)
    if kind == cases.PREPARE and (no := cases.refuse_employers(found.way, found.employers.count())):
        raise no
    if kind in NUMBERED and not number:
        raise refusals.NumberMissing()
    finish(found, kind, done_on=done_on, note=note, number=number, people=people, by_person=by_person, by=by, now=now)
    return found


@action
def undo_step(case: Case, *, by: Caller, now: datetime) -> str:
    """The last step is open again, if nothing of it went out. Returns its kind. Raises CaseOver, NothingToUndo."""
    found = Case.objects.select_for_update(of=("self",)).get(pk=case.pk)
    if found.stopped_at:
        raise refusals.CaseOver()
    last = found.steps.filter(done_at__isnull=False).order_by("-place").first()
    if last is None or last.kind in cases.OUT:
        raise refusals.NothingToUndo()
    Step.objects.filter(pk=last.pk).update(done_at=None, done_on=None, done_by=None, note="", number="", people=None)
    Case.objects.filter(pk=found.pk).update(done_at=None)
    agenda.renew(STEPS, [found.pk], now=now)
    journal.record("founding.undo_step", found, by=by, now=now, label=found.name, facts={"step": last.kind})
    return last.kind


def check(case: Case, kind: str, by_person: Person) -> None:
    """Raises the no to this step now, by this officer, if there is one."""
    done = set(case.steps.filter(done_at__isnull=False).values_list("kind", flat=True))
    if no := cases.refuse_step(kind, done, case.way, by_person.pk, prepared_by(case)):
        raise no


def prepared_by(case: Case) -> set[UUID]:
    """Who had a hand in it, and so decides nothing of it."""
    steps = case.steps.filter(done_at__isnull=False).exclude(kind__in=cases.BY_ANOTHER)
    return {
        case.opened_by_id,
        *steps.values_list("done_by", flat=True),
        *case.preparers.values_list("person", flat=True),
    }


def finish(
    case: Case, kind: str, *, done_on: date, by_person: Person, by: Caller, now: datetime, **said: object
) -> None:
    """Write down that it is done; with the last one the case is. Raises DayToCome."""
    if done_on > localdate(now):
        raise refusals.DayToCome(day=done_on)
    done = {"done_on": done_on, "done_at": now, "done_by": by_person}
    case.steps.filter(kind=kind).update(**done, **said)
    if kind not in cases.BY_ANOTHER:
        prepared(case, by_person.pk, now)
    if kind == cases.steps_of(case.way)[-1]:
        Case.objects.filter(pk=case.pk).update(done_at=now)
    agenda.renew(STEPS, [case.pk], now=now)
    facts = {"step": kind} | {name: value for name, value in said.items() if value and name != "note"}
    journal.record("founding.step", case, by=by, now=now, label=case.name, facts=facts)
