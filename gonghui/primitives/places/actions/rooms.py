"""Rooms within premises."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from gonghui.kernel import dates
from gonghui.kernel.callers import Caller
from gonghui.kernel.hours import Week
from gonghui.kernel.words import gettext_noop as _
from gonghui.primitives import clock
from gonghui.primitives.journal import actions as journal
from gonghui.primitives.transactions import action, violated

from .. import refusals, rules
from ..models import Premises, Room


@action
def add_room(
    premises: Premises,
    *,
    kind: str,
    name: str,
    floor: str = "",
    area_m2: int | None = None,
    seats: int | None = None,
    equipment: Collection[str] = (),
    rules_say: str = "",
    hours: Week | None = None,
    by: Caller,
    now: datetime,
) -> Room:
    """A room; without `hours` it is open when the premises are. `seats` in persons.

    Raises PlaceMissing, PlaceTooLong, BadCapacity, UnknownFacility, RoomNameUsed, GivenUp.
    """
    if premises.closed_on:
        raise refusals.GivenUp(name=premises.name, day=dates.day(premises.closed_on))
    room = Room(premises=premises, week=hours.edges() if hours else None, created_at=now)
    said = {
        "kind": kind,
        "name": name,
        "floor": floor,
        "area_m2": area_m2,
        "seats": seats,
        "equipment": equipment,
        "rules_say": rules_say,
    }
    for field, value in _checked(said).items():
        setattr(room, field, value)
    _stored(room)
    journal.record("places.add_room", premises, by=by, now=now, label=room.name)
    return room


@action
def revise_room(room: Room, *, by: Caller, now: datetime, **changes: Any) -> Room:
    """Change what `add_room` was told, by the same names (not hours). Raises as `add_room` does."""
    differing = {field: value for field, value in _checked(changes).items() if getattr(room, field) != value}
    if differing:
        for field, value in differing.items():
            setattr(room, field, value)
        _stored(room, list(differing))
        facts = {"fields": sorted(differing)}
        journal.record("places.revise_room", room.premises, by=by, now=now, label=room.name, facts=facts)
    return room


@action
def close_room(room: Room, *, by: Caller, now: datetime) -> Room:
    """The room is no longer there; once is enough."""
    day = clock.date_of(now)
    if Room.objects.filter(pk=room.pk, closed_on=None).update(closed_on=day):
        room.closed_on = day
        journal.record("places.close_room", room.premises, by=by, now=now, label=room.name)
    return room


def _checked(said: dict[str, Any]) -> dict[str, Any]:
    fields: dict[str, Any] = {}
    for name, value in said.items():
        if name == "name":
            fields[name] = rules.words(value, what=_("房间名称"), limit=60, needed=True)
        elif name == "kind":
            fields[name] = rules.words(value, what=_("用途"), limit=20, needed=True)
        elif name == "floor":
            fields[name] = rules.words(value, what=_("楼层"), limit=20)
        elif name == "rules_say":
            fields["rules"] = rules.words(value, what=_("使用规则"), limit=500)
        elif name == "area_m2":
            fields[name] = rules.count(value, what=_("面积"), most=rules.MOST_AREA)
        elif name == "seats":
            fields[name] = rules.count(value, what=_("座位数"))
        elif name == "equipment":
            fields[name] = rules.facility_codes(value)
        else:
            raise TypeError(f"a room has no {name}")
    return fields


def _stored(room: Room, fields: list[str] | None = None) -> None:
    try:
        with transaction.atomic():
            room.save(force_insert=fields is None, update_fields=fields)
    except IntegrityError as error:
        if violated(error) == "one_room_of_a_name":
            raise refusals.RoomNameUsed(premises=room.premises.name, name=room.name) from error
        raise
