"""Where members are without an open station near: by county, from the tree of unions. Reads only."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count

from gonghui.kernel.geo import Point, distance_m
from gonghui.primitives.people.models import Division, Membership
from gonghui.primitives.places.models import Premises
from gonghui.primitives.places.standing import states_of

from .browse import KINDS

NEAR_KM = 3  # a worker on foot or a bicycle does not go farther for a rest


@dataclass(frozen=True, slots=True)
class Gap:
    """A county or city: members registered there, stations, those open now, and how far the next open one is."""

    code: str
    name: str
    people: int
    stations: int
    open: int
    nearest_km: float | None
    point: Point | None

    @property
    def is_gap(self) -> bool:
        return self.open == 0

    @property
    def weight(self) -> int:
        """By this the list is ordered: members without an open station."""
        return self.people if self.is_gap else 0


def gaps_of(unions: Sequence[Any], *, now: datetime) -> list[Gap]:
    """Every division where these unions have members or stations; where most go without stands first."""
    premises = list(Premises.objects.visible().of_kind(*KINDS).under(unions).select_related("division", "last_sign"))
    states = states_of(premises, now)
    open_points = [one.point for one in premises if states[one.pk].open]
    by_division: dict[str, list[Premises]] = defaultdict(list)
    for one in premises:
        by_division[one.division_id or ""].append(one)
    people = _people(unions)
    names = dict(Division.objects.filter(pk__in={*people, *by_division}).values_list("pk", "name"))
    found = [
        _gap(code, names[code], people.get(code, 0), by_division.get(code, []), states, open_points) for code in names
    ]
    return sorted(found, key=lambda gap: (-gap.weight, -gap.people, gap.code))


def _gap(code: str, name: str, people: int, here: list[Premises], states: Any, open_points: list[Point]) -> Gap:
    point = here[0].point if here else None
    nearest = min((distance_m(point, other) for other in open_points), default=None) if point else None
    return Gap(
        code=code,
        name=name,
        people=people,
        stations=len(here),
        open=sum(states[one.pk].open for one in here),
        nearest_km=round(nearest / 1000, 1) if nearest is not None else None,
        point=point,
    )


def _people(unions: Sequence[Any]) -> dict[str, int]:
    """Members by the division of their union; unions without one are left out."""
    active = Membership.objects.active().under(unions)
    counted = active.exclude(union__division=None).order_by().values("union__division").annotate(n=Count("pk"))
    return dict(counted.values_list("union__division", "n"))
