"""Scales are taken only with a consent of their own; what came of them is the person's, to show and to delete.

That somebody took one stands in no journal: it would outlive what they delete.
"""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import F

from gonghui.kernel.callers import Caller
from gonghui.primitives import clock
from gonghui.primitives.journal import actions as journal
from gonghui.primitives.people.lookups import membership_of
from gonghui.primitives.people.models import Person, Union
from gonghui.primitives.people.rules import ancestors
from gonghui.primitives.rows import insert_unless_taken
from gonghui.primitives.transactions import action

from .. import refusals, rules
from ..models import Consent, Counsellor, Result, RiskPath, Tally
from ..models.sealing import seal, unsealed
from ..rules.scales import Scale, scale
from .calling import open_path
from .noting import nameless


@dataclass(frozen=True, slots=True)
class Taken:
    """What came of a scale; `path` where an answer told of danger."""

    result: Result
    path: RiskPath | None


@action
def consent(person: Person, *, by: Caller, now: datetime) -> None:
    """Separate, and on its own: to keep answers to scales. Once is enough."""
    Consent.objects.filter(person=person, revoked_at=None).exclude(statement=rules.STATEMENT).update(revoked_at=now)
    made = Consent(person=person, statement=rules.STATEMENT, created_at=now)
    if insert_unless_taken(made):
        journal.record("counselling.consent", made, by=nameless(by), now=now, label=rules.STATEMENT)


@action
def revoke(person: Person, *, by: Caller, now: datetime) -> None:
    """Not any more; all that was kept by it is deleted. Once is enough."""
    standing = list(Consent.objects.select_for_update().filter(person=person, revoked_at=None))
    for one in standing:
        one.revoked_at = now
        one.save(update_fields=["revoked_at"])
        journal.record("counselling.revoke", one, by=nameless(by), now=now, label=one.statement)
    if standing:
        _delete(person, now=now)


@action
def take(person: Person, asked: Scale, answers: Sequence[int], *, key: str = "", now: datetime) -> Taken:
    """Keeps the answers, sealed; an answer that tells of danger opens a way to a human in the same act. The same key
    with the same answers, the same result and the same way.

    Raises ConsentMissing, AnswersMissing, UnknownAnswer.
    """
    score = asked.score(answers)
    # Held: who withdraws the consent meanwhile waits, and then deletes this too; so does a form that was sent twice.
    if not Consent.objects.to_statement(person).select_for_update().exists():
        raise refusals.ConsentMissing()
    sent = _sent(key, answers)
    if earlier := Result.objects.of(person).exclude(key="").filter(key=sent).first():
        return Taken(earlier, RiskPath.objects.filter(pk=_opened(earlier)["path"]).first())
    union, month = _union_of(person), _month(now)
    path = open_path(now=now) if asked.risks(answers) else None
    made = Result(
        person=person, scale=asked.code, since=asked.since, month=month, union=union, counted=union is not None,
        key=sent, created_at=now,
    )  # fmt: skip
    said = {"answers": list(answers), "score": score, "path": path and str(path.pk)}  # whose way it is stays sealed
    seal(made, "sealed", json.dumps(said))
    if union is None or not insert_unless_taken(made):
        made.counted = False
        made.save(force_insert=True)
    else:
        _count(union, month, asked, score)
    return Taken(made, path)


def _sent(key: str, answers: Sequence[int]) -> str:
    """What a form is known by: who goes back and answers otherwise has answered anew. It tells none of both."""
    return hashlib.sha256(f"{key} {list(answers)}".encode()).hexdigest() if key else ""


@action
def show_to(result: Result, counsellor: Counsellor | None, *, now: datetime) -> None:
    """To this counsellor alone, or to none any more."""
    Result.objects.filter(pk=result.pk).update(shown_to=counsellor)


@action
def erase(person: Person, *, now: datetime) -> int:
    """All results, truly; that there were any stands in no journal either. Returns how many."""
    return _delete(person, now=now)


def score_of(result: Result) -> int:
    """The score, opened."""
    return int(_opened(result)["score"])


def answers_of(result: Result) -> list[int]:
    """The answers, opened."""
    return list(_opened(result)["answers"])


def _opened(result: Result) -> dict[str, Any]:
    return dict(json.loads(unsealed(result, "sealed")))


def _delete(person: Person, *, now: datetime) -> int:
    """A month that is over was told already, of groups alone; of the month that runs the person is counted no more.

    That a call of theirs came from a risk answer is an answer too.
    """
    results = list(Result.objects.select_for_update().of(person).order_by("pk"))
    for one in results:
        asked = scale(one.scale, one.since)
        if one.counted and one.month == _month(now) and asked is not None:
            band = asked.band(score_of(one)).code
            at = Tally.objects.filter(union=one.union, month=one.month, scale=one.scale, band=band)
            at.update(many=F("many") - 1)
    RiskPath.objects.filter(call__case__person=person).update(call=None)
    return Result.objects.filter(pk__in=[one.pk for one in results]).delete()[0]


def _count(union: Union, month: date, asked: Scale, score: int) -> None:
    where = {"union": union, "month": month, "scale": asked.code, "band": asked.band(score).code}
    insert_unless_taken(Tally(**where))
    Tally.objects.filter(**where).update(many=F("many") + 1)


def _month(now: datetime) -> date:
    return clock.date_of(now).replace(day=1)


def _union_of(person: Person) -> Union | None:
    """The city's union, so that no firm's people are counted apart."""
    membership = membership_of(person)
    if membership is None:
        return None
    above = Union.objects.filter(path__in=ancestors(membership.union.path))
    return above.filter(kind=Union.Kind.CITY).first() or above.filter(kind=Union.Kind.PROVINCE).first()
