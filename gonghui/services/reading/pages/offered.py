"""What a reader's page offers: what the act would give, and why not where it would not. Reads only."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.timezone import localdate

from gonghui.faces import shared
from gonghui.kernel.refusals import Refused
from gonghui.primitives import clock
from gonghui.primitives.lending import actions as lending
from gonghui.primitives.people.lookups import city_of, membership_of
from gonghui.primitives.people.models import Person
from gonghui.primitives.places.models import Premises
from gonghui.primitives.planned import planned

from .. import refusals, rules
from ..models import Loan, LoanRule, Reader
from .browse import SHARED_SECONDS, by_city


def renewals(loans: Sequence[Loan], *, now: datetime) -> list[tuple[Loan, Refused | None]]:
    """Each loan, and why it cannot be renewed now, None where it can; one query."""
    waiting = lending.lengths({loan.copy.title_id for loan in loans})
    return [(loan, _why_not(loan, waiting[loan.copy.title_id], now)) for loan in loans]


def _why_not(loan: Loan, waiting: int, now: datetime) -> Refused | None:
    shown = clock.moment(loan.due)
    try:
        rules.check_renewal(loan.rule, renewed=loan.renewed, due=loan.due, waiting=waiting, now=now, due_shown=shown)
    except Refused as refusal:
        return refusal
    return None


def pick_ups(person: Person, *, now: datetime) -> tuple[tuple[Premises, ...], Refused | None]:
    """The places where the person may have a book set aside, those of their city first; and why there is none."""
    listed, known = _places_and_rules(person, now)
    membership = membership_of(person)
    path = membership.union.path if membership else None
    holds = _holds.first(person=person.pk) or 0
    found = {place: _no_hold(place, rules.reader_kind(path, place.union.path), known, holds) for place in listed}
    refusal = next((no for no in found.values() if no), None)
    return tuple(place for place, no in found.items() if no is None), refusal


def _places_and_rules(person: Person, now: datetime) -> tuple[list[Premises], list[LoanRule]]:
    """All places with the rules that are dated by now: the same for all of a city, at most a moment old."""

    def made() -> tuple[list[Premises], list[LoanRule]]:
        listed = list(by_city(person))
        dated = LoanRule.objects.filter(starts_on__lte=localdate(now)).filter(Q(premises__in=listed) | Q(premises=None))
        return listed, list(dated.select_related("union"))

    return shared.once(("reading.pick_ups", city_of(person)), SHARED_SECONDS, made)


@planned
def _holds(person: Any) -> QuerySet[Reader, int]:
    return Reader.objects.filter(person=person).values_list("holds", flat=True)


def _no_hold(place: Premises, kind: str, known: Iterable[LoanRule], holds: int) -> Refused | None:
    rule = max((each for each in known if _holds_at(each, place, kind)), key=_rank, default=None)
    if rule is None:
        return refusals.NoLoanRule(place=place.name, reader=rules.READERS[kind])
    try:
        rules.check_reader(rule, reader=kind, place=place.name)
    except Refused as refusal:
        return refusal
    return refusals.TooManyHolds(limit=rule.holds) if holds >= rule.holds else None


def _holds_at(rule: LoanRule, place: Premises, kind: str) -> bool:
    here = rule.premises_id == place.pk if rule.premises_id else place.union.path.startswith(rule.union.path)
    return here and rule.reader == kind


def _rank(rule: LoanRule) -> tuple[bool, int, object]:
    """As LoanRule.objects.for_place orders: the room's own, the nearest union's, the latest."""
    return rule.premises_id is not None, len(rule.union.path), rule.starts_on
