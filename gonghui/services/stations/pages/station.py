"""One station as its page shows it: state, who is in, free basics, prices, showers, beds, my own part. Reads only."""

from dataclasses import dataclass
from datetime import datetime, timedelta
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
from .rooms import free_rooms

NIGHT = timedelta(hours=8)


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
    """Beds or spaces: how many there are, and how many are free for the next hours."""

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
    stays: list[Stay]
    stars: list[StarChange]
    inspection: Inspection | None
    place: Shown

    @property
    def kept(self) -> list[tuple[str, bool]]:
        """The five free basics, each with whether the keeper confirmed it today."""
        there = self.basics.kept if self.basics else []
        return [(name, code in there) for code, name in rules.BASICS.items()]


def station_page(premises: Premises, person: Any, *, now: datetime) -> StationPage:
    """One station as this person (or nobody) sees it."""
    home = premises.kind == HOME
    return StationPage(
        row=rows_of([premises], None, now=now)[0],
        is_home=home,
        basics=BasicsDay.objects.filter(premises=premises, day=timezone.localdate(now)).first(),
        prices=list(Price.objects.filter(premises=premises, ended_at=None).order_by("item", "pk")),
        lines=lines_of(premises, person) if home else [],
        rooms=rooms_now(premises, now=now) if home else [],
        stays=list(Stay.objects.of(person).filter(premises=premises).live(now=now).for_page()) if person else [],
        stars=list(premises.star_changes.select_related("by_person").order_by("-at", "-pk")[:5]),
        inspection=Inspection.objects.filter(premises=premises).order_by("-at", "-pk").first(),
        place=shown_one(premises, now),
    )


def lines_of(premises: Premises, person: Any) -> list[Line]:
    """The lines of a home, showers first, each with this person's turn in it."""
    amenities = list(Amenity.objects.filter(premises=premises).select_related("premises").order_by("-kind"))
    waiting = lending.lengths([amenity.pk for amenity in amenities])
    offered = Turn.objects.offered().filter(subject__in=waiting).order_by().values("subject").annotate(n=Count("pk"))
    called = dict(offered.values_list("subject", "n"))  # rooms kept for who was called are not free
    mine = {turn.subject: turn for turn in Turn.objects.live().of(person).filter(subject__in=waiting)} if person else {}
    uses = Use.objects.running().filter(amenity__in=amenities).select_related("room", "keeping")
    own = {use.amenity_id: use for use in uses.filter(keeping__holder=person)} if person else {}
    return [
        Line(
            amenity=amenity,
            rooms=amenity.premises.rooms.filter(kind=amenity.kind, closed_on=None).count(),
            free=max(0, len(free_rooms(amenity)) - called.get(amenity.pk, 0)),
            waiting=waiting[amenity.pk],
            mine=mine.get(amenity.pk),
            place=lending.position(mine[amenity.pk]) if amenity.pk in mine else 0,
            use=own.get(amenity.pk),
        )
        for amenity in amenities
    ]


def rooms_now(premises: Premises, *, now: datetime) -> list[Rooms]:
    """Beds and spaces of a home and how many are free for the next eight hours."""
    starts = now.replace(minute=now.minute // 15 * 15, second=0, microsecond=0)
    found = []
    for kind in Stay.Kind.values:
        rooms = list(premises.rooms.filter(kind=kind, closed_on=None).values_list("pk", flat=True))
        if rooms:
            free = hours.free_resources(rooms, Window(starts, starts + NIGHT))
            found.append(Rooms(kind, len(rooms), len(free)))
    return found
