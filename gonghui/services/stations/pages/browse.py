"""Stations as one person finds them: near, open, with what they need; each with its honest state. Reads only."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Avg, QuerySet

from gonghui.faces.distances import far
from gonghui.kernel.geo import BadPoint, Point, distance_m
from gonghui.kernel.refusals import Refused
from gonghui.kernel.text import fold
from gonghui.kernel.words import gettext_noop as _
from gonghui.primitives.people import divisions
from gonghui.primitives.people.models import Division
from gonghui.primitives.places.models import Premises
from gonghui.primitives.places.standing import State, states_of
from gonghui.primitives.presence import actions as presence

from .. import refusals, rules
from ..models import HOME, STATION

KINDS = (STATION, HOME)
# What the filter offers, by the code of the facility that must be there.
NEEDS = {
    "shower": _("洗澡"),
    "hot_food": _("热餐"),
    "microwave": _("热饭"),
    "charging": _("充电"),
    "lorry_parking": _("停货车"),
    "toilet": _("厕所"),
    "beds": _("过夜"),
    "first_aid": _("药箱"),
}
MOST_NAMESAKES = 12  # places of one name that are listed
MOST = 60  # stations of one list; the map shows the same ones


@dataclass(frozen=True, slots=True)
class Wish:
    """What is looked for, as the address holds it. `point` None: nobody said where they are."""

    kinds: tuple[str, ...]
    needs: tuple[str, ...] = ()
    open_now: bool = False
    point: Point | None = None
    division: Division | None = None
    place: str = ""  # as typed
    lost: Refused | None = None  # a place was typed that we do not know, or a position that cannot be
    namesakes: tuple[Division, ...] = ()  # several places bear the name that was typed: which one is asked


@dataclass(frozen=True, slots=True)
class Found:
    """One station in a list. `metres` from where the asker is; `inside` and `free` count persons."""

    premises: Premises
    state: State
    metres: int | None
    inside: int
    free: int

    @property
    def distance(self) -> str:
        return far(self.metres)


def wish_of(asked: Any, kinds: Sequence[str]) -> Wish:
    """What the address asks for (a QueryDict); nonsense is left out, an unknown place is said to be unknown."""
    needs = tuple(need for need in NEEDS if need in asked.getlist("need"))
    place = fold(asked.get("place", ""))[:30]
    point, lost = None, None
    if (asked.get("lat") or asked.get("lon")) and not place:
        try:
            point = Point.parse(asked.get("lat", ""), asked.get("lon", ""))
        except BadPoint as refusal:
            lost = refusal
    meant = places_meant(place) if place else []
    division = meant[0] if len(meant) == 1 else None
    if division is not None:
        point = middle_of(division, kinds)
    namesakes = tuple(meant[:MOST_NAMESAKES]) if len(meant) > 1 else ()
    if place and not meant:
        lost = refusals.UnknownPlace(text=place)
    return Wish(tuple(kinds), needs, bool(asked.get("open")), point, division, place, lost, namesakes)


def places_meant(text: str) -> list[Division]:
    """The divisions somebody may mean by a name or code, the widest first."""
    codes = divisions.meant(fold(text))
    known = Division.objects.in_bulk(codes)
    return [known[code] for code in codes if code in known]


def division_of(text: str) -> Division:
    """The one division somebody means by name or code. Raises UnknownPlace, SeveralPlaces."""
    meant = places_meant(text)
    if not meant:
        raise refusals.UnknownPlace(text=text)
    if len(meant) > 1:
        raise refusals.SeveralPlaces(text=text, named=named(meant))
    return meant[0]


def named(namesakes: Sequence[Division]) -> tuple[str, ...]:
    """Places of one name told apart, each with its code."""
    return tuple(f"{divisions.spoken(one.pk)} {one.pk}" for one in namesakes[:MOST_NAMESAKES])


def within(premises: QuerySet[Premises], division: Division) -> QuerySet[Premises]:
    return premises.filter(division__code__startswith=division.pk.removesuffix("00").removesuffix("00"))


def middle_of(division: Division, kinds: Sequence[str]) -> Point | None:
    """The middle of the stations of a division; None where there is none."""
    standing = within(Premises.objects.visible().of_kind(*kinds), division)
    middle = standing.aggregate(lat=Avg("lat"), lon=Avg("lon"))
    return Point(middle["lat"], middle["lon"]) if middle["lat"] is not None else None


def find(wish: Wish, *, now: datetime, most: int = MOST) -> list[Found]:
    """The stations that fit, nearest first; without a position open ones first, by name."""
    premises = Premises.objects.visible().of_kind(*wish.kinds)
    if wish.division is not None:
        premises = within(premises, wish.division)
    if wish.point is not None:
        at = now if wish.open_now else None
        near = premises.nearest(wish.point, kinds=wish.kinds, facilities=wish.needs, open_at=at, limit=most)
        return rows_of(near, wish.point, now=now)
    listed = premises.with_facilities(wish.needs).select_related("union", "last_sign").order_by("name", "pk")
    listed = listed.open_at(now) if wish.open_now else listed
    rows = rows_of(list(listed[: most * 4]), None, now=now)
    return sorted(rows, key=lambda row: not row.state.open)[:most]


def opened(rows: Sequence[Found]) -> dict[str, int]:
    """How many of a list somebody has found open, and how many should be by their hours; not those reported shut."""
    known = Counter(row.state.confidence for row in rows if row.state.open)
    return {"sure": known["sure"], "expected": known["expected"]}


def some_open(kinds: Sequence[str], *, now: datetime, most: int) -> list[Found]:
    """A few that are open, wherever: the first that are met, nobody is sorted for nothing."""
    open_ones = Premises.objects.visible().of_kind(*kinds).open_at(now).select_related("union", "last_sign")
    return rows_of(list(open_ones.order_by("pk")[:most]), None, now=now)


def rows_of(premises: Sequence[Premises], here: Point | None, *, now: datetime) -> list[Found]:
    """Each with its state and how full it is; a constant number of queries."""
    states = states_of(premises, now)
    rooms = presence.inside([one.pk for one in premises])
    room = {one.pk: one.capacity or rules.UNCOUNTED for one in premises}
    room |= {pk: counted.capacity - counted.inside for pk, counted in rooms.items()}
    return [
        Found(
            premises=one,
            state=states[one.pk],
            metres=round(distance_m(here, one.point)) if here else None,
            inside=rooms[one.pk].inside if one.pk in rooms else 0,
            free=room[one.pk],
        )
        for one in premises
    ]
