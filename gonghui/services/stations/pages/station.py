"""One station as its page shows it: state, who is in, free basics, prices, showers, beds, my own part. Reads only."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, QuerySet
from django.utils import timezone

from gonghui.faces.premises import Shown, shown_one
from gonghui.kernel.window import Window
from gonghui.primitives.hours import actions as hours
from gonghui.primitives.lending import actions as lending
from gonghui.primitives.lending.models import Keeping, Turn
from gonghui.primitives.places.models import Premises, Room
from gonghui.primitives.planned import planned

from .. import rules
from ..models import HOME, Amenity, BasicsDay, Price, StarChange, Stay, Use
from .browse import Found, rows_of
from .rooms import next_stay, open_rooms, rooms_of


@dataclass(frozen=True, slots=True)
class Line:
    """The line for showers or machines: how many wait, how many rooms are free, and my own turn in it."""

    amenity: Amenity
    rooms: int
    free: int
    waiting: int
    mine: Turn | None
    place: int
    use: Use | None

    @property
    def name(self) -> str:
        return rules.ROOMS[self.amenity.kind]

    @property
    def minutes(self) -> int:
        """About so long until somebody who joins now is called."""
        if self.free > self.waiting:
            return 0
        return (self.waiting - self.free + 1) * self.amenity.minutes // max(self.rooms, 1)


@dataclass(frozen=True, slots=True)
class Rooms:
    """Beds or spaces: how many there are, and how many are free in the next stay that can be booked."""

    kind: str
    all: int
    free: int

    @property
    def name(self) -> str:
        return rules.ROOMS[self.kind]


@dataclass(frozen=True, slots=True, eq=False)
class Outline:
    """What one page of a station shows alike to all: a new one for each moment, known by itself."""

    row: Found
    is_home: bool
    basics: BasicsDay | None
    prices: list[Price]
    rooms: list[Rooms]
    next_stay: Window | None
    stars: list[StarChange]
    place: Shown

    @property
    def stay_hours(self) -> int:
        """How long the next stay may last, up to a night."""
        return self.next_stay.minutes // 60 if self.next_stay else 0

    @property
    def kept(self) -> list[tuple[str, bool]]:
        """The five free basics, each with whether the keeper confirmed it today."""
        there = self.basics.kept if self.basics else []
        return [(name, code in there) for code, name in rules.BASICS.items()]


@dataclass(frozen=True, slots=True)
class Mine:
    """What the page of a station shows to one person: their part in its lines, and the stays they have there."""

    lines: list[Line]
    stays: list[Stay]


def outline_of(premises: Premises, *, now: datetime) -> Outline:
    """One station, whoever looks."""
    home = premises.kind == HOME
    ahead = next_stay(premises, now=now) if home else None
    return Outline(
        row=rows_of([premises], None, now=now)[0],
        is_home=home,
        basics=word.first(premises=premises.pk, day=timezone.localdate(now)),
        prices=list(Price.objects.filter(premises=premises, ended_at=None).order_by("item", "pk")),
        rooms=rooms_free(premises, ahead) if home else [],
        next_stay=ahead,
        stars=list(premises.star_changes.select_related("by_person").order_by("-at", "-pk")[:5]),
        place=shown_one(premises, now),
    )


@planned
def word(premises: Any, day: Any) -> QuerySet[BasicsDay]:
    """The keeper's on the free basics of a day."""
    return BasicsDay.objects.filter(premises=premises, day=day)


def mine_at(premises: Premises, person: Any, *, now: datetime) -> Mine:
    """Only a home has lines and stays."""
    if premises.kind != HOME:
        return Mine([], [])
    stays = _stays.rows(premises=premises.pk, person=person.pk, now=now) if person else []
    return Mine(lines_of(premises, person), stays)


def lines_of(premises: Premises, person: Any) -> list[Line]:
    """The lines of a home that have rooms, showers first, each with this person's turn in it."""
    rooms: dict[str, list[UUID]] = {}
    for pk, kind in _rooms.rows(premises=premises.pk):
        rooms.setdefault(kind, []).append(pk)
    amenities = [one for one in _amenities.rows(premises=premises.pk) if one.kind in rooms]
    if not amenities:
        return []
    lines = [amenity.pk for amenity in amenities]
    kept = set(_kept.rows(things=[pk for amenity in amenities for pk in rooms[amenity.kind]]))
    waiting, called = lending.lengths(lines), dict(_called.rows(lines=lines))  # rooms kept for them are not free
    mine = {turn.subject: turn for turn in _turns.rows(lines=lines, person=person.pk)} if person else {}
    own = {use.amenity_id: use for use in _uses.rows(lines=lines, person=person.pk)} if person else {}
    places = lending.positions(mine.values()) if mine else {}
    return [
        Line(
            amenity=amenity,
            rooms=len(rooms[amenity.kind]),
            free=max(0, len(set(rooms[amenity.kind]) - kept) - called.get(amenity.pk, 0)),
            waiting=waiting[amenity.pk],
            mine=mine.get(amenity.pk),
            place=places[mine[amenity.pk].pk] if amenity.pk in mine else 0,
            use=own.get(amenity.pk),
        )
        for amenity in amenities
    ]


@planned
def _rooms(premises: Any) -> QuerySet[Room, Any]:
    return Room.objects.filter(premises=premises, closed_on=None).values_list("pk", "kind")


@planned
def _amenities(premises: Any) -> QuerySet[Amenity]:
    return Amenity.objects.filter(premises=premises).order_by("-kind")


@planned
def _kept(things: Any) -> QuerySet[Keeping, UUID]:
    return Keeping.objects.open().filter(thing__among=things).values_list("thing", flat=True)


@planned
def _called(lines: Any) -> QuerySet[Turn, Any]:
    offered = Turn.objects.offered().filter(subject__among=lines).order_by()
    return offered.values("subject").annotate(n=Count("pk")).values_list("subject", "n")


@planned
def _turns(lines: Any, person: Any) -> QuerySet[Turn]:
    return Turn.objects.live().of(person).filter(subject__among=lines)


@planned
def _uses(lines: Any, person: Any) -> QuerySet[Use]:
    running = Use.objects.running().filter(amenity__among=lines, keeping__holder=person)
    return running.select_related("room", "keeping")


@planned
def _stays(premises: Any, person: Any, now: Any) -> QuerySet[Stay]:
    return Stay.objects.of(person).filter(premises=premises).live(now=now).for_page()


def rooms_free(premises: Premises, window: Window | None) -> list[Rooms]:
    """Beds and spaces of a home, and how many can be had during `window`."""
    found = []
    for kind in Stay.Kind.values:
        if rooms := rooms_of(premises, kind):
            open_then = [room.pk for room in open_rooms(premises, rooms, window)] if window else []
            free = hours.free_resources(open_then, window) if window and open_then else []
            found.append(Rooms(kind, len(rooms), len(free)))
    return found
