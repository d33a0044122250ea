"""The lists and pages of stations as everybody sees them: made once for all who ask for the same in one moment."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import get_language

from gonghui.faces import shared
from gonghui.primitives.people.models import Division
from gonghui.primitives.places.models import Premises

from .browse import Found, Wish, find, opened
from .lookups import station_of
from .maps import map_of
from .station import Outline, outline_of

SHARED_SECONDS = 0.5  # with the part of the page that shows it, a change shows within two


@dataclass(frozen=True, slots=True, eq=False)
class Listed:
    """Stations in a list and on its map: known by itself, a new one for each moment.

    `sure` are found open by somebody, `expected` should be by their hours; not those reported shut.
    """

    rows: list[Found]
    map: dict[str, Any]
    sure: int
    expected: int
    division: Division | None  # from whose middle they are sorted
    for_one: bool = False  # sorted from where the asker stands


def listed(wish: Wish, *, now: datetime) -> Listed:
    """What fits a wish, at most a moment old. Around where one stands it is looked for anew, and kept nowhere."""

    near = wish.point is not None and wish.division is None

    def made() -> Listed:
        rows = find(wish, now=now)
        return Listed(rows, map_of(rows, wish.point), **opened(rows), division=wish.division, for_one=near)

    if near:
        return made()
    asked = wish.kinds, wish.needs, wish.open_now, wish.division
    return shared.once(("stations.listed", *asked, get_language()), SHARED_SECONDS, made)


@dataclass(frozen=True, slots=True, eq=False)
class Shown:
    """A station with what its page shows to everybody, and its map: known by itself likewise."""

    premises: Premises
    outline: Outline
    map: dict[str, Any]


def told(pk: UUID, *, now: datetime) -> Shown:
    """A station as all see it, at most a moment old. Raises Http404."""

    def made() -> Shown:
        found = station_of(pk)
        outline = outline_of(found, now=now)
        return Shown(found, outline, map_of([outline.row], None))

    return shared.once(("stations.told", pk, get_language()), SHARED_SECONDS, made)
