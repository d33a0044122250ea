"""A reader: found at a desk by what they show, and how much they may have; the counts decide, nobody counts."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import F
from django.utils.timezone import localdate

from gonghui.kernel.codes import LENGTH, BadCode, parse_code
from gonghui.kernel.mobile import Mobile
from gonghui.kernel.text import fold
from gonghui.primitives.people.models import Person
from gonghui.primitives.places.models import Premises
from gonghui.primitives.rows import insert_unless_taken
from gonghui.primitives.transactions import action

from .. import refusals, rules
from ..models import LoanRule, Reader


@dataclass(frozen=True, slots=True)
class Standing:
    """What kind of reader a person is at a place, and the rule that holds there today."""

    kind: str
    rule: LoanRule


def reader_shown(text: str) -> Person:
    """Who shows a member card's code or QR, or says a mobile number. Raises UnknownReader, BadMobile."""
    shown = fold(text)
    digits = shown.replace(" ", "").replace("-", "")
    if digits.lstrip("+").isdigit() and len(digits) > LENGTH:  # a card's code may be ten digits
        mobile = Mobile.parse(shown)
        found, masked = Person.objects.by_mobile(mobile).first(), mobile.masked
    else:
        masked = shown[:20] or "—"
        try:
            found = Person.objects.by_member_code(parse_code(shown)).first()
        except BadCode as bad:
            raise refusals.UnknownReader(shown=masked) from bad
    if found is None:
        raise refusals.UnknownReader(shown=masked)
    return found


def standing(premises: Premises, person: Person, *, now: datetime) -> Standing:
    """What the person may have at the place today. Raises NoLoanRule."""
    membership = person.memberships.active().select_related("union").first()
    kind = rules.reader_kind(membership.union.path if membership else None, premises.union.path)
    rule = LoanRule.objects.for_place(premises, kind, on=localdate(now)).first()
    if rule is None:
        raise refusals.NoLoanRule(place=premises.name, reader=rules.READERS[kind])
    return Standing(kind, rule)


@action
def count_up(person: Person, what: str, limit: int) -> bool:
    """One loan or hold more, if that stays within the limit; two desks at once cannot both have the last."""
    insert_unless_taken(Reader(person=person))
    return bool(Reader.objects.filter(person=person, **{f"{what}__lt": limit}).update(**{what: F(what) + 1}))


@action
def count_down(person_id: object, what: str) -> None:
    """One loan or hold fewer."""
    Reader.objects.filter(person=person_id, **{f"{what}__gt": 0}).update(**{what: F(what) - 1})
