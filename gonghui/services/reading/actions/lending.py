"""Lend, renew, give back anywhere, lost. Who has a copy is admission's to keep; here are the rules and the words."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import F
from django.utils import timezone

from gonghui.kernel.callers import Caller
from gonghui.kernel.refusals import Refused
from gonghui.primitives import clock
from gonghui.primitives.agenda import actions as agenda
from gonghui.primitives.journal import actions as journal
from gonghui.primitives.lending import actions as lending
from gonghui.primitives.lending.refusals import Kept
from gonghui.primitives.notices import actions as notices
from gonghui.primitives.people.models import Person
from gonghui.primitives.places.models import Premises
from gonghui.primitives.rows import hold_rows
from gonghui.primitives.transactions import action

from .. import refusals, rules, words
from ..models import Copy, Hold, Loan, LoanRule
from ..pages.agenda import LOANS
from ..pages.shown import late_of, standing
from . import holds
from .readers import count_down, count_up

Status = Copy.Status


@dataclass(frozen=True, slots=True)
class Back:
    """A copy that came in: the loan it ended, if any, and the reader it now waits for."""

    copy: Copy
    loan: Loan | None
    hold: Hold | None


@action
def lend(
    premises: Premises, copy: Copy, reader: Person, *, key: str, by: Caller, now: datetime, at: datetime | None = None
) -> Loan:
    """The reader takes the copy home, as of `at` (now). The same key answers the same loan.

    Raises NoLoanRule, ReadsHereOnly, TooManyLoans, OverdueFirst, CopyOut, SetAside, NotForLoan.
    """
    mine = Loan.objects.for_page().filter(keeping__holder=reader, keeping__key=key, copy=copy)
    if known := mine.first():
        return known
    at = at or now
    here = standing(premises, reader, now=at)
    _may_take(premises, reader, here.kind, here.rule, at)
    counted = count_up(reader, "loans", here.rule.books)
    if known := mine.first():  # the second of a double click has waited for the first's count
        if counted:
            count_down(reader.pk, "loans")
        return known
    if not counted:
        raise refusals.TooManyLoans(limit=here.rule.books)
    loan = _hand_over(premises, copy, reader, here.rule, key=key, at=at)
    facts = {"place": premises.name, "due": clock.moment(loan.due)}
    journal.record("reading.lend", copy, by=by, now=now, label=copy.title.name, on_person=reader, facts=facts)
    return loan


def _may_take(premises: Premises, reader: Person, kind: str, rule: rules.Terms, at: datetime) -> None:
    rules.check_reader(rule, reader=kind, place=premises.name)
    oldest = Loan.objects.open().of(reader).select_related("copy__title").order_by("due", "pk").first()
    if oldest is not None:
        rules.check_overdue(rule, title=oldest.copy.title.name, late=late_of(oldest, now=at))


def _hand_over(premises: Premises, copy: Copy, reader: Person, rule: LoanRule, *, key: str, at: datetime) -> Loan:
    due = rules.due_at(at, rule.days, timezone.get_default_timezone())
    title = copy.title.name  # nothing can be looked up once a verb has refused
    try:
        kept = lending.keep(copy.pk, reader, key=key, due=due, now=at)
    except Kept as out:
        raise refusals.CopyOut(title=title, code=copy.code, due=out.facts["due"]) from out
    holds.fetched(copy, reader, now=at)
    free = Copy.objects.filter(pk=copy.pk, status__in=(Status.IN, Status.MISSING))
    if not free.update(status=Status.LENT, at=premises, times_lent=F("times_lent") + 1, last_lent_at=at):
        raise _why_not(copy)
    loan = Loan.objects.create(
        copy=copy, reader=reader, keeping=kept, rule=rule, lent_at=at, lent_from=premises, due=due
    )
    agenda.renew(LOANS, [loan.pk], now=at)
    return loan


def _why_not(copy: Copy) -> Refused:
    copy.refresh_from_db(fields=["status"])
    if copy.status in (Status.SET_ASIDE, Status.MOVING):
        return refusals.SetAside(title=copy.title.name, code=copy.code)
    return refusals.NotForLoan(title=copy.title.name, code=copy.code, status=Status(copy.status).label)


def _still_open(loan: Loan) -> Loan:
    """The loan, locked. Raises AlreadyEnded."""
    found: Loan = hold_rows(Loan.objects.for_page().filter(pk=loan.pk)).get()
    if found.ended_at is not None:
        raise refusals.AlreadyEnded(when=clock.moment(found.ended_at))
    return found


@action
def renew(loan: Loan, *, by: Caller, now: datetime) -> Loan:
    """The loan lasts longer. Raises AlreadyEnded, TooLateToRenew, NoMoreRenewals, SomebodyWaits."""
    held = _still_open(loan)
    title = held.copy.title_id
    rules.check_renewal(
        held.rule,
        renewed=held.renewed,
        due=held.due,
        waiting=lending.lengths([title])[title],
        now=now,
        due_shown=clock.moment(held.due),
    )
    held.due = rules.due_at(held.due, held.rule.renewal_days, timezone.get_default_timezone())
    held.renewed, held.reminded = held.renewed + 1, 0
    lending.extend(held.keeping, held.due, now=now)
    held.save(update_fields=["due", "renewed", "reminded"])
    agenda.renew(LOANS, [held.pk], now=now)
    journal.record("reading.renew", held.copy, by=by, now=now, label=held.copy.title.name, on_person=held.reader_id)
    return held


@action
def take_back(
    premises: Premises, copy: Copy, *, by: Caller, now: datetime, at: datetime | None = None, later: bool = False
) -> Back:
    """A copy is handed in, wherever it was lent; one on its way to a reader, or found again, is taken in too.

    With `later`, who waits for it is served and told by `holds.serve_returned`. Raises NotLent, LentSince.
    """
    at = at or now
    loan = hold_rows(Loan.objects.open().for_page().filter(copy=copy)).first()
    if loan is None:
        return _taken_in(premises, copy, by=by, now=now, later=later)
    if at < loan.lent_at:  # a desk tells late of a return: the book has gone out to somebody since
        raise refusals.LentSince(title=loan.copy.title.name, code=copy.code, when=clock.moment(loan.lent_at))
    lending.give_back(copy.pk, now=at)
    loan.ended_at, loan.returned_to = at, premises
    loan.save(update_fields=["ended_at", "returned_to"])
    agenda.done(LOANS.key, [loan.pk])
    count_down(loan.reader_id, "loans")
    _stands(copy, premises)
    hold = None if later else holds.serve(copy, now=now)
    facts = {"place": premises.name}
    journal.record(
        "reading.take_back", copy, by=by, now=now, label=copy.title.name, on_person=loan.reader_id, facts=facts
    )
    return Back(copy, loan, hold)


def _taken_in(premises: Premises, copy: Copy, *, by: Caller, now: datetime, later: bool) -> Back:
    """What nobody has: a book on its way to be fetched arrives; a lost or missing one is found, once."""
    copy = hold_rows(Copy.objects.select_related("title", "at").filter(pk=copy.pk)).get()
    if copy.status == Status.MOVING:
        return Back(copy, None, holds.arrived(copy, premises, now=now, tell=not later))
    if copy.status not in (Status.LOST, Status.MISSING):
        status = Status(copy.status).label
        raise refusals.NotLent(title=copy.title.name, code=copy.code, status=status)
    _stands(copy, premises)
    journal.record("reading.find", copy, by=by, now=now, label=copy.title.name, facts={"place": premises.name})
    return Back(copy, None, None if later else holds.serve(copy, now=now))


def _stands(copy: Copy, premises: Premises) -> None:
    copy.status, copy.at = Status.IN, premises
    copy.save(update_fields=["status", "at"])


@action
def lose(loan: Loan, *, by: Caller, now: datetime) -> Loan:
    """The reader has lost the copy; it may still come back. Raises AlreadyEnded."""
    held = _still_open(loan)
    lending.give_back(held.copy_id, now=now)
    held.ended_at, held.lost = now, True
    held.save(update_fields=["ended_at", "lost"])
    agenda.done(LOANS.key, [held.pk])
    Copy.objects.filter(pk=held.copy_id).update(status=Status.LOST)
    count_down(held.reader_id, "loans")
    title = held.copy.title.name
    journal.record("reading.lose", held.copy, by=by, now=now, label=title, on_person=held.reader_id)
    facts = {"title": title, "place": held.lent_from.name}
    notices.tell(held.reader, words.LOST, facts, now=now, sms=False)
    return held
