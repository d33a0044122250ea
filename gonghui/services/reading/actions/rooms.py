"""Reading rooms: opened, run by a host's people, lending under dated rules, held against the conditions of the name."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.utils.timezone import localdate

from gonghui.kernel.callers import Caller
from gonghui.primitives.journal import actions as journal
from gonghui.primitives.people.models import Person, Union
from gonghui.primitives.places import actions as places
from gonghui.primitives.places.models import Premises
from gonghui.primitives.rows import insert_unless_taken
from gonghui.primitives.transactions import action

from .. import refusals, rules
from ..models import LoanRule, NamingCheck, ReadingRoom
from ..pages.reports import naming_of


@action
def open_room(*, union: Union, by: Caller, now: datetime, **premises: Any) -> ReadingRoom:
    """A new reading room; the rest is as `places.open_premises` takes it. A union's first room brings its first rules.

    Raises what that raises.
    """
    place = places.open_premises(union=union, kind=rules.KIND, on_saved=ensure_room, by=by, now=now, **premises)
    return ReadingRoom.objects.select_related("premises").get(premises=place)


@action
def ensure_room(premises: Premises, *, by: Caller, now: datetime) -> None:
    """Its own row of premises of the kind, however they were opened; nothing to do when they are revised."""
    room = ReadingRoom(premises=premises, created_at=now)
    if not insert_unless_taken(room):
        return
    union = premises.union
    if not LoanRule.objects.filter(union=union, premises=None).exists():
        for reader, terms in rules.FIRST_RULES.items():
            LoanRule.objects.create(union=union, reader=reader, starts_on=localdate(now), created_at=now, **terms)
    journal.record("reading.open_room", room, by=by, now=now, label=premises.name)


@action
def describe_room(room: ReadingRoom, *, by: Caller, now: datetime, **changes: Any) -> ReadingRoom:
    """Set the agreement's end, the digital platform and its licence's, the grace of a seat."""
    for name, value in changes.items():
        setattr(room, name, value)
    room.save(update_fields=list(changes))
    facts = {name: value.isoformat() if isinstance(value, date) else value for name, value in changes.items()}
    journal.record("reading.describe_room", room, by=by, now=now, label=room.premises.name, facts=facts)
    return room


@action
def set_rule(
    *, union: Union, premises: Premises | None, reader: str, starts_on: date, terms: Mapping[str, int], by: Caller,
    now: datetime,
) -> LoanRule:  # fmt: skip
    """A loan rule from a day on, for a union's rooms or for one of them. Raises RuleInThePast, RuleThatDay."""
    if starts_on < localdate(now):
        raise refusals.RuleInThePast(day=starts_on)
    rule = LoanRule(union=union, premises=premises, reader=reader, starts_on=starts_on, created_at=now, **terms)
    if not insert_unless_taken(rule):
        raise refusals.RuleThatDay(day=starts_on, reader=rules.READERS[reader])
    facts = {"reader": reader, "from": starts_on.isoformat(), **terms}
    journal.record("reading.set_rule", rule, by=by, now=now, label=(premises or union).name, facts=facts)
    return rule


@action
def check_naming(room: ReadingRoom, *, by_person: Person, by: Caller, now: datetime) -> NamingCheck:
    """Hold the room against the conditions and keep what was found; who passes bears the name. Raises NoNamingRule."""
    rule, conditions = naming_of(room, today=localdate(now))
    if rule is None:
        raise refusals.NoNamingRule()
    has = {condition.code: condition.has for condition in conditions}
    missing = [condition.code for condition in conditions if not condition.met]
    check = NamingCheck.objects.create(
        room=room, rule=rule, by=by_person, volumes=has["volumes"], platforms=has["platforms"], staff=has["staff"],
        missing=missing, passed=not missing, created_at=now,
    )  # fmt: skip
    if check.passed and room.named_on is None:
        room.named_on = localdate(now)
        room.save(update_fields=["named_on"])
    facts = {"passed": check.passed, "missing": missing}
    journal.record("reading.check_naming", room, by=by, now=now, label=room.premises.name, facts=facts)
    return check
