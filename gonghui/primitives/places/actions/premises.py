"""Premises: opened, revised, given up; and who keeps them."""

from collections.abc import Callable, Collection
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction

from gonghui.kernel import dates
from gonghui.kernel.callers import Caller
from gonghui.kernel.codes import new_code
from gonghui.kernel.geo import Point, cell
from gonghui.kernel.hours import Week
from gonghui.kernel.mobile import Mobile
from gonghui.kernel.words import gettext_noop as _
from gonghui.primitives import clock
from gonghui.primitives.journal import actions as journal
from gonghui.primitives.people import actions as people
from gonghui.primitives.people.models import Division, Person, Union
from gonghui.primitives.rows import insert_unless_taken
from gonghui.primitives.transactions import action, violated

from .. import refusals, rules
from ..agenda import renew_troubles
from ..models import Keeper, Premises

OnSaved = Callable[
    ..., object
]  # (premises, by=, now=): a slice's verb for its own rows of the premises, any number of times


@action
def open_premises(
    *,
    union: Union,
    kind: str,
    name: str,
    address: str,
    point: Point,
    division: Division | None = None,
    phone: str = "",
    host_kind: str = Premises.Host.UNION,
    host_name: str = "",
    area_m2: int | None = None,
    capacity: int | None = None,
    facilities: Collection[str] = (),
    note: str = "",
    star: int = 0,
    hours: Week | None = None,
    by_calendar: bool = True,
    opened_on: date | None = None,
    on_saved: OnSaved | None = None,
    by: Caller,
    now: datetime,
) -> Premises:
    """New premises, open from `opened_on` (today); `area_m2` in square metres, `capacity` in persons.

    Raises what `on_saved` raises, PlaceMissing, PlaceTooLong, UnknownFacility, BadCapacity, BadStar, NameUsed."""
    week, since = (hours or Week()).edges(), opened_on or clock.date_of(now)
    premises = Premises(union=union, kind=kind, code=new_code(), week=week, by_calendar=by_calendar, opened_on=since)
    premises.created_at = now
    said = {
        "name": name, "address": address, "point": point, "division": division, "phone": phone, "host_kind": host_kind,
        "host_name": host_name, "area_m2": area_m2, "capacity": capacity, "facilities": facilities, "star": star,
    } | {"note": note}  # fmt: skip
    for field, value in _checked(said).items():
        setattr(premises, field, value)
    _stored(premises)
    journal.record("places.open_premises", premises, by=by, now=now, facts={"kind": kind})
    if on_saved:
        on_saved(premises, by=by, now=now)
    return premises


@action
def revise(
    premises: Premises, *, on_saved: OnSaved | None = None, by: Caller, now: datetime, **changes: Any
) -> Premises:
    """Change what `open_premises` was told, by the same names (not union, kind, hours); what is not named stays.

    Raises as `open_premises` does, and GivenUp.
    """
    _still_there(premises)
    checked = _checked(changes)
    differing = {field: value for field, value in checked.items() if getattr(premises, field) != value}
    if differing:
        for field, value in differing.items():
            setattr(premises, field, value)
        _stored(premises, list(differing))
        facts = {"fields": sorted(field for field in differing if field != "cell")}
        journal.record("places.revise", premises, by=by, now=now, facts=facts)
    if on_saved:
        on_saved(premises, by=by, now=now)
    return premises


@action
def close_premises(premises: Premises, *, reason: str, by: Caller, now: datetime) -> Premises:
    """Given up for good: nobody finds it any more. Raises GivenUp, PlaceMissing."""
    reason = rules.words(reason, what=_("原因"), limit=120, needed=True)
    day = clock.date_of(now)
    if not Premises.objects.filter(pk=premises.pk, closed_on=None).update(closed_on=day):
        premises.refresh_from_db(fields=["closed_on"])
    _still_there(premises)
    premises.closed_on = day
    renew_troubles(premises, now=now)
    journal.record("places.close_premises", premises, by=by, now=now, facts={"reason": reason})
    return premises


@action
def add_keeper(premises: Premises, person: Person, *, by: Caller, now: datetime) -> Keeper:
    """The person looks after the premises from now on; who does already is answered. Raises GivenUp."""
    _still_there(premises)
    keeper = Keeper(premises=premises, person=person, created_at=now)
    if not insert_unless_taken(keeper):
        return Keeper.objects.get(premises=premises, person=person, ends_at=None)
    renew_troubles(premises, now=now)
    journal.record("places.add_keeper", premises, by=by, now=now, on_person=person)
    return keeper


@action
def ask_keeper(premises: Premises, *, name: str, mobile: Mobile, by: Caller, now: datetime) -> Keeper:
    """`add_keeper` for someone known by mobile. Raises GivenUp, and what people.named raises."""
    _still_there(premises)
    return add_keeper(premises, people.named(name, mobile, by=by, now=now), by=by, now=now)


@action
def remove_keeper(keeper: Keeper, *, by: Caller, now: datetime) -> Keeper:
    """The person looks after the premises no longer."""
    if Keeper.objects.filter(pk=keeper.pk, ends_at=None).update(ends_at=now):
        keeper.ends_at = now
        renew_troubles(keeper.premises, now=now)
        journal.record("places.remove_keeper", keeper.premises, by=by, now=now, on_person=keeper.person_id)
    return keeper


TEXTS = {
    "name": (_("名称"), 60, True),
    "address": (_("地址"), 160, True),
    "phone": (_("电话"), 30, False),
    "host_name": (_("共建单位"), 80, False),
    "note": (_("说明"), 500, False),
}


def _checked(said: dict[str, Any]) -> dict[str, Any]:
    """Fields and their values as stored. Raises what the rules raise; TypeError for a name that is none."""
    fields: dict[str, Any] = {}
    for name, value in said.items():
        if name in TEXTS:
            what, limit, needed = TEXTS[name]
            fields[name] = rules.words(value, what=what, limit=limit, needed=needed)
        elif name == "point":
            fields |= {"lat": value.lat, "lon": value.lon, "cell": cell(value)}
        elif name == "facilities":
            fields[name] = rules.facility_codes(value)
        elif name == "capacity":
            fields[name] = rules.count(value)
        elif name == "area_m2":
            fields[name] = rules.count(value, what=_("面积"), most=rules.MOST_AREA)
        elif name == "star":
            fields[name] = rules.star(value)
        elif name == "host_kind":
            fields[name] = Premises.Host(value)
        elif name in {"division", "by_calendar", "opened_on"}:
            fields[name] = value
        else:
            raise TypeError(f"premises have no {name}")
    return fields


def _still_there(premises: Premises) -> None:
    if premises.closed_on:
        raise refusals.GivenUp(name=premises.name, day=dates.day(premises.closed_on))


def _stored(premises: Premises, fields: list[str] | None = None) -> None:
    try:
        with transaction.atomic():
            premises.save(force_insert=fields is None, update_fields=fields)
    except IntegrityError as error:
        if violated(error) == "one_premises_of_a_name":
            raise refusals.NameUsed(union=premises.union.name, name=premises.name) from error
        raise
