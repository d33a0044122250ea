"""Whose card, which book: what is shown at a desk, and what its reader may have there. Reads only."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.timezone import localdate

from gonghui.kernel import mobile
from gonghui.kernel.codes import LENGTH, BadCode, parse_code
from gonghui.kernel.mobile import Mobile
from gonghui.kernel.text import fold
from gonghui.primitives.people.models import Person
from gonghui.primitives.places.models import Premises

from .. import refusals, rules
from ..models import Copy, LoanRule


@dataclass(frozen=True, slots=True)
class Standing:
    """What kind of reader a person is at a place, and the rule that holds there today."""

    kind: str
    rule: LoanRule


def copy_shown(text: str) -> Copy:
    """The copy with this barcode. Raises BadCopyCode, UnknownCopy."""
    code = rules.copy_code(text)
    copy = Copy.objects.by_code(code).select_related("title", "at__union", "home").first()
    if copy is None:
        raise refusals.UnknownCopy(code=code)
    return copy


def reader_shown(text: str) -> Person:
    """Who shows a member card's code or QR, or says a mobile number. Raises UnknownReader, BadMobile."""
    said = number_said(text)
    if said is None:
        return card_shown(text)
    found: Person | None = Person.objects.by_mobile(said).first()
    if found is None:
        raise refusals.UnknownReader(shown=said.masked)
    return found


def number_said(text: str) -> Mobile | None:
    """The mobile number that somebody says instead of showing a card; None for a card. Raises BadMobile."""
    return mobile.number_said(text, shortest=LENGTH + 1)  # what is shorter may be a book's barcode


def card_shown(text: str) -> Person:
    """Whose member card has this code. Raises UnknownReader."""
    shown = fold(text)
    masked = shown[:20] or "—"
    try:
        found: Person | None = Person.objects.by_member_code(parse_code(shown)).first()
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
