"""Checking a card: counted, so that nobody tries numbers until one is right. Printing and recalling one:
written down."""

from datetime import datetime

from gonghui.kernel.callers import Caller
from gonghui.kernel.text import one_line
from gonghui.primitives.journal import actions as journal
from gonghui.primitives.notices import actions as notices
from gonghui.primitives.people import actions as people
from gonghui.primitives.people.actions import Limit
from gonghui.primitives.people.models import Membership, Person
from gonghui.primitives.people.refusals import NotAMember, ReasonMissing
from gonghui.primitives.transactions import action

from ..pages import card_answers as codes
from .refusals import TooManyChecks
from .words import RECALLED

A_MINUTE, AN_HOUR = Limit("", 20, 60), Limit("", 200, 3600)
LONGEST = 80


def check(text: str, *, by: Caller, now: datetime) -> codes.Answer:
    """Whether what was scanned or typed is a member's. Raises TooManyChecks."""
    _count(by=by, now=now)
    return codes.check(text[:LONGEST], now=now)


@action
def print_card(membership: Membership, *, why: str, by: Caller, now: datetime) -> Membership:
    """The card of who has no phone goes on paper; whose it is can read who printed it, and why.

    Raises ReasonMissing, NotAMember for one that has ended.
    """
    why = one_line(why, 200)
    if not why:
        raise ReasonMissing()
    found = Membership.objects.active().select_related("person", "union").filter(pk=membership.pk).first()
    if found is None:
        raise NotAMember()
    person = found.person
    said = {"label": person.masked_name, "on_person": person, "facts": {"why": why}}
    journal.record("membership.print_card", found, by=by, now=now, **said)
    return found


@action
def recall(person: Person, *, why: str, key: str, by: Caller, now: datetime) -> Person:
    """Cards with the code that was are refused from now on; whose they are is told why. Once a key.

    Raises ReasonMissing.
    """
    why = one_line(why, 200)
    former = Person.objects.select_for_update().values_list("member_code", flat=True).get(pk=person.pk)
    made = people.recall_card(person, why=why, key=key, by=by, now=now)
    if made.member_code != former:
        notices.tell(made, RECALLED, {"why": why}, now=now)
    return made


@action
def _count(*, by: Caller, now: datetime) -> None:
    """One check from here. Raises TooManyChecks."""
    key = f"card-check:{people.place(by)}"
    limits = [Limit(f"{key}:{each.seconds}", each.limit, each.seconds) for each in (A_MINUTE, AN_HOUR)]
    if not people.count_uses(limits, now=now):
        raise TooManyChecks()
