"""A counsellor opens what somebody chose them for, and notes for themselves. Whoever else tries is refused, the try is
written down, and whose it is hears of it."""

from datetime import datetime

from gonghui.kernel.callers import Caller
from gonghui.primitives import clock
from gonghui.primitives.casework import actions as casework
from gonghui.primitives.casework.actions.holding import A_WORKER
from gonghui.primitives.casework.models import Case
from gonghui.primitives.journal import actions as journal
from gonghui.primitives.notices import actions as notices
from gonghui.primitives.people import actions as people
from gonghui.primitives.people.models import Person
from gonghui.primitives.rows import insert_unless_taken
from gonghui.primitives.transactions import action, attempt

from .. import refusals, rules, words
from ..models import Call, Note, Talk
from ..models.sealing import seal

A_DAY = 24 * 3600  # seconds


@attempt
def open_talk(talk: Talk, person: Person, *, by: Caller, now: datetime) -> Talk:
    """For the counsellor it is with. Raises NotYours."""
    if talk.counsellor.person_id != person.pk:
        _stranger(talk, talk.person, person, by=by, now=now)
    journal.record("counselling.open_talk", talk, by=by, now=now, label=talk.code)
    return talk


@attempt
def open_call(call: Call, person: Person, *, by: Caller, now: datetime) -> Call:
    """For the counsellor who took it. Raises NotYours; of one that nobody took yet nothing is told.

    A late one stands before the counsellors above: who comes from there is refused, and no stranger. Raises TakersOwn.
    """
    if call.case.assigned_to_id != person.pk or call.case.person is None:
        if call.taken_at is None:
            raise refusals.NotYours()
        if call.case.escalated_at:
            journal.record("counselling.refused_look", call.case, by=by, now=now, label=call.case.code)
            raise refusals.TakersOwn(who=call.case.assigned_to.name if call.case.assigned_to else "")
        _stranger(call.case, call.case.person, person, by=by, now=now)
    casework.look(call.case, by=by, now=now)
    return call


def nameless(by: Caller) -> Caller:
    """Who acts for themselves, as the journal knows them: it outlives what is forgotten, and others read it."""
    return Caller(None, A_WORKER, by.origin)


def _stranger(thing: Talk | Case, whose: Person | None, person: Person, *, by: Caller, now: datetime) -> None:
    """Each try is written down, and stays; whose it is hears of each who tried once a day. Raises NotYours."""
    journal.record("counselling.refused_look", thing, by=by, now=now, label=thing.code)
    if whose is not None:
        facts = {"at": clock.moment(now), "who": person.name}
        once = f"counselling.stranger:{thing.pk}:{person.pk}:{clock.date_of(now)}"
        if people.count_use(once, limit=1, seconds=A_DAY, now=now):
            notices.tell(whose, words.STRANGER, facts, sms=False, now=now)
    raise refusals.NotYours()


@action
def note(author: Person, person: Person, text: str, *, key: str = "", now: datetime) -> Note:
    """For the author's eyes alone; it stands in no journal; the same key, the same one. Raises WordsMissing."""
    if not text.strip():
        raise refusals.WordsMissing()
    made = Note(author=author, person=person, key=key, created_at=now)
    seal(made, "words", text.strip()[: rules.LONGEST_NOTE])
    return made if insert_unless_taken(made) else Note.objects.get(author=author, key=key)
