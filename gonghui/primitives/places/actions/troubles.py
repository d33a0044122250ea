"""Locked, broken, empty: a worker says so with two touches, and the operator has a day to answer."""

from datetime import datetime, timedelta

from gonghui.kernel.callers import Caller
from gonghui.kernel.words import gettext_noop as _
from gonghui.primitives import clock
from gonghui.primitives.agenda import actions as agenda
from gonghui.primitives.journal import actions as journal
from gonghui.primitives.notices import actions as notices
from gonghui.primitives.people import actions as people
from gonghui.primitives.people.models import Office, Person, Role
from gonghui.primitives.transactions import action

from .. import refusals, rules, words
from ..agenda import TROUBLES
from ..models import Premises, Trouble
from ..rules import Why
from ..standing import state_of
from .signs import held

CLOCK = timedelta(hours=rules.ANSWER_HOURS)
SAME_REPORT = timedelta(hours=1)  # said again within it, it is the same report
REPORTS_A_DAY = 20
DAY = 24 * 60 * 60  # seconds
TELL_AT_MOST = 20  # people who look after one place


@action
def report_trouble(
    premises: Premises,
    what: str,
    *,
    person: Person | None = None,
    visitor: str = "",
    facility: str = "",
    detail: str = "",
    by: Caller,
    now: datetime,
) -> Trouble:
    """A worker found it locked, or something in it broken or empty; a repeat within the hour gives the first one.

    Without a `person` a `visitor`'s mark (of a device, nothing personal) tells reporters apart. Raises UnknownWhat,
    UnknownFacility, PlaceTooLong, NotOpenNow (locked, outside the hours), TooManyReports, GivenUp.
    """
    if what not in Trouble.What.values:
        raise refusals.UnknownWhat(text=what[:20])
    [facility] = rules.facility_codes([facility]) if facility else [""]
    detail = rules.words(detail, what=_("说明"), limit=200)
    reporter = str(person.pk) if person else visitor[:64]
    premises = held(premises)
    if what == Trouble.What.LOCKED:
        _should_be_open(premises, now)
    said = {"premises": premises, "what": what, "facility": facility, "reporter": reporter}
    before = Trouble.objects.open().filter(**said, at__gt=now - SAME_REPORT).order_by("-at").first()
    if before:
        return before
    if not people.count_use(f"trouble:{reporter}", limit=REPORTS_A_DAY, seconds=DAY, now=now):
        raise refusals.TooManyReports(limit=REPORTS_A_DAY)
    trouble = Trouble.objects.create(**said, detail=detail, person=person, at=now, due_at=now + CLOCK, created_at=now)
    agenda.renew(TROUBLES, [trouble.pk], now=now)
    journal.record("places.report_trouble", premises, by=by, now=now, facts={"what": what, "facility": facility})
    locked = what == Trouble.What.LOCKED and _mark_locked(premises, now)
    _tell_operators(premises, trouble, words.FOUND_LOCKED if locked else words.REPORTED, now=now)
    return trouble


@action
def answer_trouble(trouble: Trouble, answer: str, *, says: str = "", by: Caller, now: datetime) -> Trouble:
    """The operator's one answer; whoever reported it is told. It does not unlock: `confirm_open` does.

    Raises UnknownAnswer, PlaceTooLong, AlreadyAnswered.
    """
    if answer not in Trouble.Answer.values:
        raise refusals.UnknownAnswer(text=answer[:20])
    says = rules.words(says, what=_("答复"), limit=200)
    given = {"answered_at": now, "answer": answer, "answer_says": says, "answered_by": by.name[:60]}
    if not Trouble.objects.open().filter(pk=trouble.pk).update(**given):
        trouble.refresh_from_db()
        raise refusals.AlreadyAnswered(when=clock.moment(trouble.answered_at or now), who=trouble.answered_by)
    for field, value in given.items():
        setattr(trouble, field, value)
    agenda.done(TROUBLES.key, [trouble.pk])
    journal.record("places.answer_trouble", trouble.premises, by=by, now=now, facts={"answer": answer})
    if trouble.person:
        facts = _facts(trouble) | {"answer": str(Trouble.Answer(answer).label), "says": says}
        notices.tell(trouble.person, words.ANSWERED, facts, now=now)
    return trouble


def _should_be_open(premises: Premises, now: datetime) -> None:
    state = state_of(premises, now)
    if not state.open and state.why is not Why.LOCKED:
        raise refusals.NotOpenNow(name=premises.name)


def _mark_locked(premises: Premises, now: datetime) -> bool:
    """True when this report is what makes it found locked."""
    if premises.found_locked_at:
        return False
    sign = premises.last_sign
    since = max(
        now - rules.RECENT, sign.last_at if sign and sign.is_open and sign.way in rules.UNLOCKS else premises.created_at
    )
    reports = Trouble.objects.filter(premises=premises, what=Trouble.What.LOCKED, at__gt=since)
    if not rules.found_locked(reports.values_list("reporter", "at")):
        return False
    premises.found_locked_at = now
    premises.save(update_fields=["found_locked_at"])
    return True


def _tell_operators(premises: Premises, trouble: Trouble, template: notices.Template, *, now: datetime) -> None:
    """Its keepers; where there are none, the operators of its union, else the officers."""
    keepers = list(Person.objects.filter(keeps__premises=premises, keeps__ends_at=None).order_by("pk")[:TELL_AT_MOST])
    offices = Office.objects.open_at(now).filter(union=premises.union_id)
    for role in (Role.OPERATOR, Role.OFFICER):
        keepers = keepers or list(
            Person.objects.filter(offices__in=offices.filter(role=role)).order_by("pk")[:TELL_AT_MOST]
        )
    facts = _facts(trouble)
    notices.tell_many([(person, facts) for person in keepers], template, about=[premises.pk], now=now)


def _facts(trouble: Trouble) -> dict[str, object]:
    return {
        "premises": trouble.premises.name,
        "what": str(trouble.get_what_display()),
        "when": clock.moment(trouble.at),
        "due": clock.moment(trouble.due_at),
    }
