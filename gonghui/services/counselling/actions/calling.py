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


@action
def ask_call(person: Person, path: RiskPath | None = None, *, key: str = "", by: Caller, now: datetime) -> Call:
    """Counsellors are told at once, day and night, and a clock of minutes runs; who waits already waits on.

    Raises NobodyOnCall, NoPhone, TooManyAsked.
    """
    if waiting := Call.objects.waiting().filter(case__person=person).first():
        return _walked(path, waiting)
    phone, union = keys.phone_of(person), _union_for(person, now)
    if phone is None:
        raise refusals.NoPhone()
    if union is None:
        raise refusals.NobodyOnCall()
    case = casework.ask(casework.Asked(rules.CALL, union, "call", ASKED, person), key=key, by=by, now=now)
    if already := Call.objects.filter(case=case).first():
        return already
    today = clock.date_of(now)
    made = Call(case=case, due_at=now + timedelta(minutes=rules.in_force(rules.CALL_WITHIN, today).many))
    made.created_at = now
    seal(made, "phone", phone)
    made.save(force_insert=True)
    _walked(path, made)
    agenda.renew(CALLS, [made.pk], now=now)
    _tell_counsellors(made, union, now=now)
    return made


def _walked(path: RiskPath | None, call: Call) -> Call:
    """The way led there; of a call that has one already it stays unknown."""
    if path is not None and not RiskPath.objects.filter(call=call).exists():
        RiskPath.objects.filter(pk=path.pk, call=None).update(call=call)
    return call


@action
def take_call(call: Call, person: Person, *, by: Caller, now: datetime) -> Call:
    """It is this counsellor's from now on: whoever presses first. Raises TakenAlready, CaseClosed, OwnCase."""
    if not Call.objects.filter(pk=call.pk, taken_at=None).update(taken_at=now):
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
def reached(call: Call, text: str, *, by: Caller, now: datetime) -> Case:
    """They have talked; what was agreed, as both may read it. Raises as casework's `answer`."""
    case = casework.answer(Case.objects.get(pk=call.case_id), text, stage="answered", by=by, now=now)
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
