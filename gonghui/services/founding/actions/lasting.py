"""What a union has for a time: terms, certificates, and changes that must be filed."""

from datetime import date, datetime, timedelta

from django.db import IntegrityError, transaction
from django.utils.timezone import localdate

from gonghui.kernel.callers import Caller
from gonghui.kernel.credit_code import CreditCode
from gonghui.primitives.agenda import actions as agenda
from gonghui.primitives.journal import actions as journal
from gonghui.primitives.people import actions as people
from gonghui.primitives.people.models import Union
from gonghui.primitives.people.refusals import UnionClosed
from gonghui.primitives.rows import insert_unless_taken
from gonghui.primitives.transactions import action, violated

from .. import refusals
from ..models import Case, Certificate, Change, Term
from ..pages.agenda import CERTIFICATES, CHANGES, TERMS
from ..rules import cases
from ..rules.standards import standard


@action
def begin_term(
    union: Union,
    *,
    number: str,
    years: int,
    starts_on: date,
    chair: str = "",
    case: Case | None = None,
    key: str = "",
    by: Caller,
    now: datetime,
) -> Term:
    """A committee's term; the former one ends with it; the same key, the same one. Raises NumberMissing,
    TermOfOtherYears, TermStarts, TermTooEarly, UnionClosed."""
    if not number:
        raise refusals.NumberMissing()
    if no := cases.refuse_term(years, starts_on, None, localdate(now)):
        raise no
    held = Union.objects.select_for_update(no_key=True).get(pk=union.pk)
    if key and (again := Term.objects.filter(union=union, key=key).first()):
        return again
    if held.closed_at:
        raise UnionClosed(union=held.name)
    former = list(Term.objects.in_force().filter(union=union))
    if no := next((each for each in former if each.starts_on > starts_on), None):
        raise refusals.TermTooEarly(day=starts_on, since=no.starts_on)
    Term.objects.filter(pk__in=[each.pk for each in former]).update(ended_at=now)
    made = Term(union=union, case=case, number=number, years=years, starts_on=starts_on, chair=chair, key=key)
    made.ends_on, made.created_at = cases.years_on(starts_on, years), now
    made.save(force_insert=True)
    _renew(TERMS, [*former, made], now)
    facts = {"number": number, "years": years, "until": made.ends_on.isoformat()}
    journal.record("founding.term", union, by=by, now=now, label=union.name, facts=facts)
    return made


@action
def certify(
    union: Union,
    *,
    number: str,
    kind: str,
    issued_on: date,
    ends_on: date,
    authority: str,
    key: str = "",
    by: Caller,
    now: datetime,
) -> Certificate:
    """A certificate in place of the former; its number is the union's credit code from now on. The same key, the same.

    Raises BadCreditCode, NotAUnionsCode, CertificateBackwards, DayToCome, CertificateTaken, CreditCodeTaken.
    """
    code = _code_of(number, issued_on, ends_on, localdate(now))
    Union.objects.select_for_update(no_key=True).get(pk=union.pk)
    if key and (again := Certificate.objects.filter(union=union, key=key).first()):
        return again
    former = list(Certificate.objects.in_force().filter(union=union))
    Certificate.objects.filter(pk__in=[each.pk for each in former]).update(ended_at=now)
    made = Certificate(union=union, number=str(code), kind=Certificate.Kind(kind), issued_on=issued_on, created_at=now)
    made.ends_on, made.authority, made.key = ends_on, authority, key
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError as error:
        if violated(error) != "one_certificate_of_a_number":
            raise
        other = Certificate.objects.in_force().get(number=str(code))
        raise refusals.CertificateTaken(number=str(code), union=other.union.name) from error
    people.set_credit_code(union, code, by=by, now=now)
    _renew(CERTIFICATES, [*former, made], now)
    facts = {"number": str(code), "until": ends_on.isoformat()}
    journal.record("founding.certify", union, by=by, now=now, label=union.name, facts=facts)
    return made


def _code_of(number: str, issued_on: date, ends_on: date, today: date) -> CreditCode:
    """What a certificate of these days says. Raises BadCreditCode, NotAUnionsCode, CertificateBackwards, DayToCome."""
    code = CreditCode.parse(number)
    if not code.is_union:
        raise refusals.NotAUnionsCode(number=str(code))
    if ends_on <= issued_on:
        raise refusals.CertificateBackwards(issued_on=issued_on, ends_on=ends_on)
    if issued_on > today:
        raise refusals.DayToCome(day=issued_on)
    return code


@action
def report_change(
    union: Union,
    *,
    what: str,
    before: str,
    after: str,
    happened_on: date,
    key: str = "",
    by: Caller,
    now: datetime,
) -> Change:
    """What must be filed within the days of the rule; the same key, the same one. Raises DayToCome."""
    if happened_on > localdate(now):
        raise refusals.DayToCome(day=happened_on)
    due_on = happened_on + timedelta(days=standard("change_days", happened_on).value)
    made = Change(union=union, what=what, before=before, after=after, happened_on=happened_on, due_on=due_on, key=key)
    made.created_at = now
    if not insert_unless_taken(made):
        return Change.objects.get(union=union, key=key)
    agenda.renew(CHANGES, [made.pk], now=now)
    journal.record("founding.report_change", union, by=by, now=now, label=union.name, facts={"what": what})
    return made


@action
def file_change(change: Change, *, filed_on: date, number: str = "", by: Caller, now: datetime) -> None:
    """It was filed. Raises FiledBefore, DayToCome, FiledAlready."""
    if filed_on > localdate(now):
        raise refusals.DayToCome(day=filed_on)
    if filed_on < change.happened_on:
        raise refusals.FiledBefore(happened_on=change.happened_on)
    if not Change.objects.filter(pk=change.pk, filed_on=None).update(filed_on=filed_on, number=number):
        raise refusals.FiledAlready()
    agenda.renew(CHANGES, [change.pk], now=now)
    facts = {"what": change.what, "filed_on": filed_on.isoformat()}
    journal.record("founding.file_change", change.union, by=by, now=now, label=change.union.name, facts=facts)


def _renew(sources, rows, now):  # type: ignore[no-untyped-def]
    for source in sources:
        agenda.renew(source, [row.pk for row in rows], now=now)
