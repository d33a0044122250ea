"""A way to a human, at once: the line on the page, one press to be called, and who calls."""

from datetime import datetime, timedelta

from django.db.models import QuerySet
from django.db.models.functions import Coalesce

from gonghui.kernel.callers import SYSTEM, Caller
from gonghui.kernel.codes import shown
from gonghui.primitives import clock
from gonghui.primitives.agenda import actions as agenda
from gonghui.primitives.casework import actions as casework
from gonghui.primitives.casework.models import Case
from gonghui.primitives.journal import actions as journal
from gonghui.primitives.notices import actions as notices
from gonghui.primitives.people import keys
from gonghui.primitives.people.lookups import membership_of
from gonghui.primitives.people.models import Office, Person, Union
from gonghui.primitives.people.rules import OF_EMPLOYERS, ancestors
from gonghui.primitives.rows import insert_unless_taken
from gonghui.primitives.transactions import action

from .. import refusals, rules, words
from ..models import Call, RiskPath
from ..models.sealing import seal
from ..pages.agenda import CALLS

ASKED = "请给我回电话"


@action
def open_path(*, now: datetime) -> RiskPath:
    """An answer told of danger: the way that is shown next. It names nobody."""
    return RiskPath.objects.create(answered_at=now, created_at=now)


@action
def show_path(path: RiskPath, *, now: datetime) -> None:
    """The page with the line is on its way to who answered."""
    RiskPath.objects.filter(pk=path.pk, shown_at=None).update(shown_at=now)


def ask_call(person: Person, path: RiskPath | None = None, *, key: str = "", by: Caller, now: datetime) -> Call:
    """Counsellors are told at once, day and night, and a clock of minutes runs. A person has one call open: who waits
    already waits on, and to whom somebody has said a word already, the same call rings anew.

    Raises NobodyOnCall, NoPhone, TooManyAsked.
    """
    try:
        return _ask_call(person, path, key=key, by=by, now=now)
    except refusals.AskedAlready:  # another window was faster: what it asked is there now
        return _ask_call(person, path, key=key, by=by, now=now)


@action
def _ask_call(person: Person, path: RiskPath | None, *, key: str, by: Caller, now: datetime) -> Call:
    last = Call.objects.for_page().filter(asker=person)
    sent = last.exclude(key="").filter(key=key)  # the same form, whatever has become of it since
    if there := Call.objects.coming().filter(asker=person).first() or sent.first():
        return _walked(path, there)
    # Held: who ends it meanwhile waits, or it is over already and another is asked for.
    if earlier := last.filter(case__closed_at=None).select_for_update(of=("case",), no_key=True).first():
        return _walked(path, _ask_anew(earlier, key=key, by=by, now=now))
    phone, union = keys.phone_of(person), _union_for(person, now)
    if phone is None:
        raise refusals.NoPhone()
    if union is None:
        raise refusals.NobodyOnCall()
    case = casework.ask(casework.Asked(rules.CALL, union, "call", ASKED, person), key=key, by=by, now=now)
    if already := Call.objects.filter(case=case).first():
        return already
    made = Call(case=case, asker=person, key=key, asked_at=now, due_at=_due(now), created_at=now)
    seal(made, "phone", phone)
    Call.objects.filter(asker=person, case__closed_at__isnull=False).update(asker=None)
    if not insert_unless_taken(made):
        raise refusals.AskedAlready()
    _walked(path, made)
    agenda.renew(CALLS, [made.pk], now=now)
    _tell_counsellors(made, union, now=now)
    return made


def _ask_anew(call: Call, *, key: str, by: Caller, now: datetime) -> Call:
    """They have talked or written, and who asked needs somebody again; of two presses at once one rings."""
    still = Call.objects.filter(pk=call.pk, taken_at=call.taken_at)
    waits = {"taken_at": None, "reached_at": None, "late_at": None, "asked_at": now, "due_at": _due(now)}
    if not still.update(**waits, key=key):
        return call
    if call.case.at_stage.answered:
        casework.reopen(call.case, ASKED, by=by, now=now)
    found = Call.objects.for_page().get(pk=call.pk)
    agenda.renew(CALLS, [found.pk], now=now)
    _tell_counsellors(found, found.case.union, now=now)
    return found


def _due(now: datetime) -> datetime:
    return now + timedelta(minutes=rules.in_force(rules.CALL_WITHIN, clock.date_of(now)).many)


def _walked(path: RiskPath | None, call: Call) -> Call:
    """The way led there; of a call that has one already it stays unknown."""
    if path is not None and not RiskPath.objects.filter(call=call).exists():
        RiskPath.objects.filter(pk=path.pk, call=None).update(call=call)
    return call


@action
def take_call(call: Call, person: Person, *, by: Caller, now: datetime) -> Call:
    """It is this counsellor's from now on: whoever presses first; pressed twice, it is theirs all the same.

    Raises TakenAlready, CaseClosed, OwnCase.
    """
    if not Call.objects.filter(pk=call.pk, taken_at=None).update(taken_at=now):
        if mine := Call.objects.taken_by(person).filter(pk=call.pk, case__closed_at=None).first():
            return mine
        raise refusals.TakenAlready()
    case = casework.assign(Case.objects.get(pk=call.case_id), person, by=by, now=now)
    agenda.renew(CALLS, [call.pk], now=now)
    assert case.person is not None
    notices.tell(case.person, words.TAKEN, {"who": person.name}, about=[case.pk], now=now)
    journal.record("counselling.take_call", case, by=by, now=now, label=case.code)
    call.refresh_from_db()
    return call


@action
def withdraw_call(call: Call, *, by: Caller, now: datetime) -> None:
    """It is not needed any more. Raises CaseClosed."""
    casework.withdraw(Case.objects.get(pk=call.case_id), by=by, now=now)
    agenda.renew(CALLS, [call.pk], now=now)


@action
def reached(call: Call, text: str, *, key: str = "", by: Caller, now: datetime) -> Case:
    """They have talked; what was agreed, as both may read it. Raises as casework's `answer`."""
    case = casework.answer(Case.objects.get(pk=call.case_id), text, stage="answered", key=key, by=by, now=now)
    if case.at_stage.answered:  # not so when an old form comes again after it was asked anew
        Call.objects.filter(pk=call.pk, reached_at=None).update(reached_at=now, taken_at=Coalesce("taken_at", now))
    agenda.renew(CALLS, [call.pk], now=now)
    return case


@action
def end_call(call: Call, outcome: str, text: str, *, by: Caller, now: datetime) -> None:
    """It is over. Raises as casework's `close`."""
    casework.close(Case.objects.get(pk=call.case_id), outcome, text, by=by, now=now)
    agenda.renew(CALLS, [call.pk], now=now)


@action
def rate_call(call: Call, stars: int, *, by: Caller, now: datetime) -> None:
    """What its person thinks of it; with that it is over. Raises as casework's `rate`."""
    casework.rate(Case.objects.get(pk=call.case_id), stars, "", by=by, now=now)
    agenda.renew(CALLS, [call.pk], now=now)


def back(now: datetime) -> int:
    """Calls that somebody took and left alone wait again: counsellors are told anew, and who waits as of a late one."""
    return sum(_back(one, now=now) for one in Call.objects.dropped(now).order_by("taken_at", "pk")[:100])


@action
def _back(call: Call, *, now: datetime) -> bool:
    late_at = None if call.reached_at is None else now  # they have talked: nobody is sent to the line
    still = Call.objects.dropped(now).filter(pk=call.pk, taken_at=call.taken_at)
    if not still.update(taken_at=None, due_at=now, late_at=late_at):
        return False
    found = Call.objects.for_page().get(pk=call.pk)
    agenda.renew(CALLS, [found.pk], now=now)
    journal.record("counselling.back_call", found.case, by=SYSTEM, now=now, label=found.case.code)
    _tell_counsellors(found, found.case.union, now=now)
    return True


def late(now: datetime) -> int:
    """Nobody took them in time: who waits is told of the line, the union above and the officers see it. How many."""
    waiting = Call.objects.late(now).filter(late_at=None).order_by("due_at", "pk")
    return sum(_late(one, now=now) for one in waiting[:100])


@action
def _late(call: Call, *, now: datetime) -> bool:
    if not Call.objects.waiting().filter(pk=call.pk, late_at=None).update(late_at=now):
        return False
    found = Call.objects.for_page().get(pk=call.pk)
    case = found.case
    agenda.renew(CALLS, [found.pk], now=now)
    journal.record("counselling.late_call", case, by=SYSTEM, now=now, label=case.code)
    if case.person is not None:
        notices.tell(case.person, words.CALL_LATE, {}, now=now)
    if case.union.parent is not None:
        _tell_counsellors(found, case.union.parent, now=now)
    return True


def _tell_counsellors(call: Call, union: Union, *, now: datetime) -> None:
    """Whoever holds the office there, by SMS at any hour; never who asks."""
    facts = {"code": shown(call.case.code), "due": clock.moment(call.due_at)}
    told = Person.objects.filter(pk__in=_offices(now).filter(union=union).values("person"))
    for one in told.exclude(pk=call.case.person_id).order_by("pk"):
        notices.tell(one, words.CALL_WAITS, facts, now=now)


def _union_for(person: Person, now: datetime) -> Union | None:
    """The nearest above the person that has counsellors, never that of a firm; who belongs nowhere comes to any."""
    offices = _offices(now).exclude(person=person).values("union")
    able = Union.objects.open().filter(pk__in=offices).exclude(kind__in=OF_EMPLOYERS)
    membership = membership_of(person)
    above = able.filter(path__in=ancestors(membership.union.path)).order_by("-path") if membership else able.none()
    return above.first() or able.order_by("path").first()


def _offices(now: datetime) -> "QuerySet[Office]":
    return Office.objects.open_at(now).allowing(rules.COUNSEL)
