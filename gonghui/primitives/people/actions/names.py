"""Who is meant by a name and a number: the one way to take somebody on who is known by their mobile."""

from datetime import datetime

from gonghui.kernel.callers import Caller
from gonghui.kernel.mobile import Mobile
from gonghui.kernel.text import person_name, same_name
from gonghui.primitives.journal import actions as journal
from gonghui.primitives.rows import insert_unless_taken
from gonghui.primitives.transactions import action

from .. import keys
from ..models import Person
from ..refusals import NameDiffers, TooManyTries
from .accounts import place, raise_over
from .limits import Limit, count_uses, over_limit, used_up, uses
from .persons import new_person

WRONG_NAMES_PER_HOUR = 20  # by one caller, over all numbers
WRONG_NAMES_OF_A_NUMBER = 10  # by anybody, in an hour
NUMBERS_PER_HOUR = 60  # said at one desk, whoever's they are
HOUR = 3600
FRESH_CODES = 3  # member codes are random: two may meet once in a while


@action
def named(name: str, mobile: Mobile, *, by: Caller, now: datetime) -> Person:
    """Who has this number, if the name agrees; where nobody has it, enrolled under the name without documents.

    Raises BadName, NameDiffers, TooManyTries. It tells nobody the registered name. A wrong name is counted, and written
    down where the owner of the number reads it, although the act around is undone.
    """
    name, limits = person_name(name), _limits(mobile, by)
    raise_over(used_up(limits, now=now), TooManyTries, now=now)
    for _again in range(FRESH_CODES):
        person: Person | None = Person.objects.by_mobile(mobile).first()
        if person is not None:
            return _agreeing(person, name, mobile, limits, by=by, now=now)
        person = new_person(name, mobile, now=now)
        if insert_unless_taken(person):  # else somebody enrolled the number this very moment
            journal.record("people.enrol", person, by=by, now=now, label=person.name, on_person=person)
            return person
    raise AssertionError("unreachable")


def by_number(mobile: Mobile, *, by: Caller, now: datetime) -> Person | None:
    """Who has the number that somebody says at a desk; None for nobody. Raises TooManyTries.

    Every number counts, and every person found is written down where they read it. The same number again within the
    hour counts once: a desk asks in steps, and for an answer that was lost. Not part of another action, whose refusal
    would undo the count.
    """
    desk = f"number:by:{by.person or place(by)}"
    again = Limit(f"{desk}:{keys.mobile_index(mobile).hex()}", 1, HOUR)
    if not uses(again, now=now):
        raise_over(over_limit([Limit(desk, NUMBERS_PER_HOUR, HOUR)], now=now), TooManyTries, now=now)
        count_uses([again], now=now)
    person: Person | None = Person.objects.by_mobile(mobile).first()
    if person is not None:
        _looked_up(person, by=by, now=now)
    return person


@action
def _looked_up(person: Person, *, by: Caller, now: datetime) -> None:
    journal.record("people.look_up", person, by=by, now=now, label=person.masked_name, on_person=person)


def _agreeing(person: Person, name: str, mobile: Mobile, limits: list[Limit], *, by: Caller, now: datetime) -> Person:
    if same_name(person.name, name):
        return person
    refusal = NameDiffers()
    refusal.aftermath = lambda: _keep_guess(person, mobile, limits, by=by, now=now)
    raise refusal


@action
def _keep_guess(person: Person, mobile: Mobile, limits: list[Limit], *, by: Caller, now: datetime) -> None:
    count_uses(limits, now=now)
    # Not under the person's name: who reads what the caller did must not learn it from there.
    journal.record("people.wrong_name", person, by=by, now=now, label=mobile.masked, on_person=person)


def _limits(mobile: Mobile, by: Caller) -> list[Limit]:
    """Commands of an operator have none: they have no address."""
    if " " not in by.origin:
        return []
    number = Limit(f"name:number:{keys.mobile_index(mobile).hex()}", WRONG_NAMES_OF_A_NUMBER, HOUR)
    return [number, Limit(f"name:by:{by.person or place(by)}", WRONG_NAMES_PER_HOUR, HOUR)]
