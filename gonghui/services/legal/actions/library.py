"""Answers to what is asked again and again: written, changed, taken down."""

from dataclasses import asdict, dataclass
from datetime import date, datetime

from gonghui.kernel.callers import Caller
from gonghui.primitives import clock
from gonghui.primitives.journal import actions as journal
from gonghui.primitives.people.models import Union
from gonghui.primitives.rows import insert_unless_taken
from gonghui.primitives.transactions import action

from .. import refusals
from ..models import LegalAnswer


@dataclass(frozen=True, slots=True)
class Content:
    """`law` an article a line; `source` where its text stands; `asked` everyday words by which it is found."""

    topic: str
    title: str
    words: str
    law: str
    source: str
    checked_on: date
    asked: str = ""


@action
def write(union: Union | None, content: Content, *, by: Caller, now: datetime) -> LegalAnswer:
    """One more, of a union; None: it holds everywhere. Raises SameTitle, NotYetChecked."""
    _check(content, now)
    made = LegalAnswer(union=union, created_at=now, **asdict(content))
    if not insert_unless_taken(made):
        raise refusals.SameTitle(title=content.title)
    journal.record("legal.write_answer", made, by=by, now=now, label=made.title)
    return made


@action
def change(answer: LegalAnswer, content: Content, *, by: Caller, now: datetime) -> LegalAnswer:
    """Other words; what was said before stands in the journal. Raises AnswerWithdrawn, SameTitle, NotYetChecked."""
    _check(content, now)
    found = _locked(answer)
    others = LegalAnswer.objects.standing().filter(union=found.union_id, title=content.title).exclude(pk=found.pk)
    if others.exists():
        raise refusals.SameTitle(title=content.title)
    new = asdict(content)
    was = {name: str(getattr(found, name)) for name, value in new.items() if getattr(found, name) != value}
    for name, value in new.items():
        setattr(found, name, value)
    found.save()
    journal.record("legal.change_answer", found, by=by, now=now, label=found.title, facts={"was": was})
    return found


@action
def withdraw(answer: LegalAnswer, *, reason: str, by: Caller, now: datetime) -> None:
    """Nobody is told it any more. Raises AnswerWithdrawn."""
    found = _locked(answer)
    found.withdrawn_at = now
    found.save(update_fields=["withdrawn_at"])
    journal.record("legal.withdraw_answer", found, by=by, now=now, label=found.title, facts={"reason": reason})


def _locked(answer: LegalAnswer) -> LegalAnswer:
    found = LegalAnswer.objects.select_for_update().get(pk=answer.pk)
    if found.withdrawn_at:
        raise refusals.AnswerWithdrawn()
    return found


def _check(content: Content, now: datetime) -> None:
    if content.checked_on > clock.date_of(now):
        raise refusals.NotYetChecked(day=content.checked_on.isoformat())
