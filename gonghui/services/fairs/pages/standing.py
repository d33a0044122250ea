"""What somebody has in fairs: their live place, the line they stand in. Reads only."""

from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from gonghui.primitives.admission import querysets
from gonghui.primitives.admission.models import Place, Waiter
from gonghui.primitives.planned import Each, planned

from ..models import Fair, Session


def place_and_line(fair: Fair, person: Any, now: datetime) -> tuple[Place | None, Session | None]:
    """The person's live place in the fair, and the soonest session of it in whose line they stand."""
    has = querysets.has(person, fair.pk) if person else querysets.Has(place=False, turn=False)
    place = next(iter(live_places(person, [fair.pk])), None) if has.place else None
    return place, line_of(fair, person, now) if has.turn else None


def live_places(person: Any, scopes: list[Any]) -> list[Place]:
    """The person's live places in these fairs, with session, venue and check-in."""
    if person is None:
        return []
    return _live_places(person.pk, scopes)


@planned
def _live_places(person: Any, scopes: Any = Each) -> QuerySet[Place]:
    return Place.objects.filter(holder=person, scope__in=scopes, released_at=None).select_related(
        "pool__session__venue__division", "pool__session__venue__fair", "check_in"
    )


def line_of(fair: Fair, person: Any, now: datetime) -> Session | None:
    """The soonest session of the fair in whose line the person stands."""
    if person is None:
        return None
    waiter = next(iter(_in_line(fair.pk, person.pk, now)), None)
    return waiter.pool.session if waiter else None


@planned
def _in_line(fair: Any, person: Any, now: Any) -> QuerySet[Waiter]:
    lines = Waiter.objects.filter(scope=fair, holder=person, left_at=None, pool__session__ends_at__gt=now)
    return lines.select_related("pool__session").order_by("pool__session__starts_at", "pk")[:1]
