"""A worker asks in confidence, may take it back, and is answered by the union above."""

import json
from dataclasses import asdict, replace
from datetime import datetime

from gonghui.kernel.callers import Caller
from gonghui.primitives.agenda import actions as agenda
from gonghui.primitives.journal import actions as journal
from gonghui.primitives.notices import actions as notices
from gonghui.primitives.people.keys import keyring
from gonghui.primitives.people.models import Division, Person
from gonghui.primitives.rows import insert_unless_taken
from gonghui.primitives.transactions import action

from .. import refusals, rules, words
from ..models import Plea
from ..pages.agenda import ASKED, PLEAS
from ..pages.pleas import PleaWords, context_of
from ..querysets import union_above

# What is done with a plea is journalled without a person or an employer: pages of persons tell what was done to them.
# Nor where a worker asks from: at work the address is the employer's, and the journal is read by more than may answer.


@action
def ask(person: Person, place: Division, said: PleaWords, *, key: str, by: Caller, now: datetime) -> Plea:
    """A new plea at the union above the place; the same key, the same one. Raises NobodyAbove, AskedAlready."""
    area = union_above(place.code)
    if area is None:
        raise refusals.NobodyAbove(place=place.name)
    made = Plea(person=person, area=area, key=key, created_at=now)
    made.sealed = _sealed(made, asdict(said))
    if not insert_unless_taken(made):
        again = Plea.objects.of(person).filter(key=key).first() if key else None
        if again is None:
            raise refusals.AskedAlready()
        return again
    _renew(made, now)
    journal.record("founding.ask", made, by=_nameless(by), now=now)
    return made


@action
def withdraw(plea: Plea, *, by: Caller, now: datetime) -> None:
    """Nobody reads it any more; what it said is gone. Raises Settled."""
    gone = {"withdrawn_at": now, "sealed": None, "answer_sealed": None}
    if not Plea.objects.filter(pk=plea.pk, withdrawn_at=None).update(**gone):
        raise refusals.Settled()
    _renew(plea, now)
    journal.record("founding.withdraw_plea", plea, by=_nameless(by), now=now)


@action
def look(plea: Plea, *, by: Caller, now: datetime) -> None:
    """An officer has opened it."""
    journal.record("founding.look", plea, by=by, now=now)


@action
def answer(plea: Plea, text: str, *, by_person: Person, by: Caller, now: datetime) -> Plea:
    """What the union above will do, for the worker alone to read. Raises AnswerMissing, Settled."""
    if not text:
        raise refusals.AnswerMissing()
    said = {
        "answer_sealed": _sealed(plea, {"answer": text}),
        "answered_at": now,
        "answered_by": by_person,
    }
    if not Plea.objects.waiting().filter(pk=plea.pk).update(**said):
        raise refusals.Settled()
    plea.refresh_from_db()
    _renew(plea, now)
    journal.record("founding.answer", plea, by=by, now=now)
    notices.tell(plea.person, words.ANSWERED, {}, about=[plea.pk], sms=False, now=now)  # a phone lies about at work
    return plea


def forget_pleas(now: datetime) -> int:
    """Deletes pleas a year after they were settled. Returns how many."""
    before = now - rules.PLEA_KEPT
    settled = Plea.objects.filter(answered_at__lte=before) | Plea.objects.filter(withdrawn_at__lte=before)
    return settled.delete()[0]


def _nameless(by: Caller) -> Caller:
    """Who asks for themselves, as the journal knows them: neither who nor from where."""
    return replace(by, person=None, name=words.A_WORKER, origin="", device="")


def _sealed(plea: Plea, said: dict[str, str]) -> bytes:
    return keyring().seal(json.dumps(said, ensure_ascii=False).encode(), context=context_of(plea))


def _renew(plea: Plea, now: datetime) -> None:
    agenda.renew(PLEAS, [plea.pk], now=now)
    agenda.renew(ASKED, [plea.pk], now=now)
