"""Whose card, which book: what is shown at a desk, and what its reader may have there. Reads only."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.timezone import localdate

from gonghui.kernel import live_codes, mobile
from gonghui.kernel.codes import LENGTH, BadCode
from gonghui.kernel.mobile import Mobile
from gonghui.kernel.text import fold
from gonghui.primitives.people.card_codes import card_shown as read_card
from gonghui.primitives.people.models import Person
from gonghui.primitives.places.models import Premises

from .. import refusals, rules
from ..models import Copy, Loan, LoanRule


@dataclass(frozen=True, slots=True)
class Standing:
    """What kind of reader a person is at a place, and the rule that holds there today."""

    kind: str
    rule: LoanRule


def copy_known(text: str) -> Copy | None:
    """The copy with this barcode; None where nobody has it, or it is no barcode."""
    found: Copy | None = (
        Copy.objects.by_code(rules.barcode_in(text)).select_related("title", "at__union", "home").first()
    )
    return found


def copy_shown(text: str) -> Copy:
    """The copy with this barcode. Raises BadCopyCode, UnknownCopy."""
    copy = copy_known(text)
    if copy is None:
        raise refusals.UnknownCopy(code=rules.copy_code(text))
    return copy


def number_said(text: str) -> Mobile | None:
    """The mobile number that somebody says instead of showing a card; None for a card. Raises BadMobile."""
    if live_codes.carried(text) != text:
        return None
    return mobile.number_said(text, shortest=LENGTH + 1)  # what is shorter may be a book's barcode


def card_known(text: str, *, now: datetime) -> Person | None:
    """Whose member card this is, by its changing code or its letters; None where it is nobody's.

    Raises CardRecalled, ForgedCode, StaleCode, EarlyCode.
    """
    try:
        card = read_card(text, at=now)
    except BadCode:
        return None
    if card is None:
        return None
    card.check(now=now)
    return card.person


def card_shown(text: str, *, now: datetime) -> Person:
    """Whose member card this is. Raises UnknownReader, and as `card_known`."""
    found = card_known(text, now=now)
    if found is None:
        raise nobody(text)
    return found


def nobody(text: str) -> refusals.UnknownReader:
    """The no to a card or number that nobody has."""
    return refusals.UnknownReader(shown=masked_code(text)[:20] or "—")


def masked_code(text: str) -> str:
    """A member's code as it is; a number that may be a mobile's only by its last four."""
    shown = fold(text)
    digits = "".join(letter for letter in shown if letter.isdigit())
    return f"****{digits[-4:]}" if len(digits) >= 8 and not any(map(str.isalpha, shown)) else shown[:30]


def late_of(loan: Loan, *, now: datetime) -> int:
    """How many days the loan is late, in the site's zone; see rules.days_late."""
    return rules.days_late(loan.due, now, timezone.get_default_timezone())


def terms_for(premises: Premises, person: Person, *, now: datetime) -> tuple[str, LoanRule | None]:
    """Which of READERS the person is at the place, and the rule that holds for those there today."""
    membership = person.memberships.active().select_related("union").first()
    kind = rules.reader_kind(membership.union.path if membership else None, premises.union.path)
    return kind, LoanRule.objects.for_place(premises, kind, on=localdate(now)).first()


def standing(premises: Premises, person: Person, *, now: datetime) -> Standing:
    """What the person may have at the place today. Raises NoLoanRule."""
    kind, rule = terms_for(premises, person, now=now)
    if rule is None:
        raise refusals.NoLoanRule(place=premises.name, reader=rules.READERS[kind])
    return Standing(kind, rule)
