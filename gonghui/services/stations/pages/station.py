"""One station as its page shows it: state, who is in, free basics, prices, showers, beds, my own part. Reads only."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count
from django.utils import timezone

from gonghui.faces.premises import Shown, shown_one
from gonghui.kernel.window import Window
from gonghui.primitives.hours import actions as hours
from gonghui.primitives.lending import actions as lending
from gonghui.primitives.lending.models import Turn
from gonghui.primitives.places.models import Premises

from .. import rules
from ..models import HOME, Amenity, BasicsDay, Inspection, Price, StarChange, Stay, Use
from .browse import Found, rows_of
from .rooms import free_rooms, next_stay, open_rooms, rooms_of


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


@dataclass(frozen=True, slots=True)
class StationPage:
    """Everything one page of a station shows."""

    row: Found
    is_home: bool
    basics: BasicsDay | None
    prices: list[Price]
    lines: list[Line]
    rooms: list[Rooms]
    next_stay: Window | None
    stays: list[Stay]
    stars: list[StarChange]
    inspection: Inspection | None
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


def station_page(premises: Premises, person: Any, *, now: datetime) -> StationPage:
    """One station as this person (or nobody) sees it."""
    home = premises.kind == HOME
    ahead = next_stay(premises, now=now) if home else None
    return StationPage(
        row=rows_of([premises], None, now=now)[0],
        is_home=home,
        basics=BasicsDay.objects.filter(premises=premises, day=timezone.localdate(now)).first(),
        prices=list(Price.objects.filter(premises=premises, ended_at=None).order_by("item", "pk")),
        lines=lines_of(premises, person) if home else [],
        rooms=rooms_free(premises, ahead) if home else [],
        next_stay=ahead,
        stays=list(Stay.objects.of(person).filter(premises=premises).live(now=now).for_page()) if person else [],
        stars=list(premises.star_changes.select_related("by_person").order_by("-at", "-pk")[:5]),
        inspection=Inspection.objects.filter(premises=premises).order_by("-at", "-pk").first(),
        place=shown_one(premises, now),
    )


def lines_of(premises: Premises, person: Any) -> list[Line]:
    """The lines of a home that have rooms, showers first, each with this person's turn in it."""
    rooms = Counter(premises.rooms.filter(closed_on=None).values_list("kind", flat=True))
    amenities = list(Amenity.objects.filter(premises=premises, kind__in=rooms).order_by("-kind"))
    waiting = lending.lengths([amenity.pk for amenity in amenities])
    offered = Turn.objects.offered().filter(subject__in=waiting).order_by().values("subject").annotate(n=Count("pk"))
    called = dict(offered.values_list("subject", "n"))  # rooms kept for who was called are not free
    mine = {turn.subject: turn for turn in Turn.objects.live().of(person).filter(subject__in=waiting)} if person else {}
    uses = Use.objects.running().filter(amenity__in=amenities).select_related("room", "keeping")
    own = {use.amenity_id: use for use in uses.filter(keeping__holder=person)} if person else {}
    return [
        Line(
            amenity=amenity,
            rooms=rooms[amenity.kind],
            free=max(0, len(free_rooms(amenity)) - called.get(amenity.pk, 0)),
            waiting=waiting[amenity.pk],
            mine=mine.get(amenity.pk),
            place=lending.position(mine[amenity.pk]) if amenity.pk in mine else 0,
            use=own.get(amenity.pk),
        )
        for amenity in amenities
    ]


def rooms_free(premises: Premises, window: Window | None) -> list[Rooms]:
    """Beds and spaces of a home, and how many can be had during `window`."""
    found = []
    for kind in Stay.Kind.values:
        if rooms := rooms_of(premises, kind):
            open_then = [room.pk for room in open_rooms(premises, rooms, window)] if window else []
            free = hours.free_resources(open_then, window) if window and open_then else []
            found.append(Rooms(kind, len(rooms), len(free)))
    return found
