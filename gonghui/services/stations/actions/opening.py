"""What a station has room for, the rooms and lines of a truckers' home, and who forgot to leave."""

from datetime import datetime

from django.db.models import Min

from gonghui.kernel.callers import Caller
from gonghui.kernel.words import Word
from gonghui.kernel.words import gettext_noop as _
from gonghui.primitives.journal import actions as journal
from gonghui.primitives.places import actions as places
from gonghui.primitives.places.models import Premises
from gonghui.primitives.places.standing import states_of
from gonghui.primitives.presence import actions as presence
from gonghui.primitives.presence.models import DoorEntry, Presence
from gonghui.primitives.transactions import action

from .. import refusals, rules
from ..models import HOME, STATION, Amenity

LARGEST = 2_000
MOST_ROOMS = 200  # added at once


@action
def ensure_presence(premises: Premises, *, by: Caller, now: datetime) -> None:
    """Room for so many as its premises hold, however they were opened or revised. Raises BadQuantity, BelowInside."""
    check_capacity(premises.capacity)
    presence.set_presence(premises.pk, capacity=premises.capacity)


def check_capacity(capacity: int | None) -> None:
    """Raises BadQuantity: a station without a number of people cannot say that it is full."""
    if capacity is None or not 1 <= capacity <= LARGEST:
        raise refusals.BadQuantity(most=LARGEST)


@action
def set_amenity(
    premises: Premises, kind: str, *, minutes: int | None, wait_minutes: int | None, by: Caller, now: datetime
) -> Amenity:
    """A line for a home's showers or machines: turns of `minutes`, a call kept `wait_minutes`; None: as they are.

    Raises BadQuantity."""
    known = Amenity.objects.filter(premises=premises, kind=kind).first()
    values = {
        "minutes": minutes or (known.minutes if known else rules.TURN_MINUTES),
        "wait_minutes": wait_minutes or (known.wait_minutes if known else rules.CALL_MINUTES),
    }
    if not (1 <= values["minutes"] <= rules.LONGEST_TURN and 1 <= values["wait_minutes"] <= rules.LONGEST_CALL):
        raise refusals.BadQuantity(most=rules.LONGEST_TURN)
    if known and (known.minutes, known.wait_minutes) == (values["minutes"], values["wait_minutes"]):
        return known
    amenity, _new = Amenity.objects.update_or_create(premises=premises, kind=kind, defaults=values)
    journal.record("stations.set_amenity", premises, by=by, now=now, label=rules.ROOMS[kind], facts=values)
    return amenity


@action
def set_rooms(
    premises: Premises, kind: str, total: int, *, minutes: int | None = None, wait_minutes: int | None = None,
    by: Caller, now: datetime,
) -> int:  # fmt: skip
    """So many rooms of a kind in all, numbered on; said again, as by a double click, it changes nothing.

    Raises FewerRooms, and what add_rooms raises.
    """
    Premises.objects.select_for_update().get(pk=premises.pk)
    have = premises.rooms.filter(kind=kind, closed_on=None).count()
    if total < have:
        raise refusals.FewerRooms(have=have)
    return add_rooms(premises, kind, total - have, minutes=minutes, wait_minutes=wait_minutes, by=by, now=now)


@action
def add_rooms(
    premises: Premises, kind: str, many: int, *, minutes: int | None = None, wait_minutes: int | None = None,
    by: Caller, now: datetime,
) -> int:  # fmt: skip
    """So many more rooms of a kind, numbered on; showers and machines get a line. Returns how many there are now.

    Raises BadQuantity, EmptyField.
    """
    if kind not in rules.ROOMS:
        raise refusals.EmptyField(what=Word(_("类别")))
    if not 0 <= many <= MOST_ROOMS:
        raise refusals.BadQuantity(most=MOST_ROOMS)
    if kind in Amenity.Kind.values:
        set_amenity(premises, kind, minutes=minutes, wait_minutes=wait_minutes, by=by, now=now)
    Premises.objects.select_for_update().get(pk=premises.pk)  # two who add at once number one after the other
    before = premises.rooms.filter(kind=kind).count()
    for number in range(before + 1, before + many + 1):
        places.add_room(premises, kind=kind, name=f"{rules.ROOMS[kind]}{number:02}", by=by, now=now)
    return premises.rooms.filter(kind=kind, closed_on=None).count()


@action
def clear_closed(*, now: datetime) -> int:
    """Who did not say goodbye has left when the station is shut, or after so long as nobody stays (the worker).
    Returns how many were cleared."""
    busy = list(Presence.objects.filter(inside__gt=0).values_list("pk", flat=True))
    inside = list(Premises.objects.filter(pk__in=busy, kind__in=[STATION, HOME]))
    states = states_of(inside, now)
    shut = sum(presence.clear(premises.pk, now=now) for premises in inside if not states[premises.pk].open)
    return shut + _clear_forgotten(inside, now)


def _clear_forgotten(inside: list[Premises], now: datetime) -> int:
    entries = DoorEntry.objects.inside().filter(subject__in=[premises.pk for premises in inside])
    oldest = dict(entries.values_list("subject").annotate(Min("came_at")))
    limits = {premises.pk: now - rules.longest_visit(sleeps=premises.kind == HOME) for premises in inside}
    return sum(presence.clear(pk, came_before=limits[pk], now=now) for pk in sorted(oldest) if oldest[pk] < limits[pk])
