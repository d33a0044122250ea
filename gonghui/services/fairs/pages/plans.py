"""A fair as planned: its venues, dealers, sessions and goods, and what is missing before it can be published."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Max, Min, Sum
from django.db.models.functions import TruncDate

from gonghui.kernel.money import Fen

from .. import rules
from ..models import Fair, Session, Stall, Venue


@dataclass(frozen=True, slots=True)
class PlannedVenue:
    """A venue as planned: its dealers, how many sessions and places, on which days."""

    venue: Venue
    dealers: list[tuple[Any, int]]  # merchant, offers
    sessions: int
    places: int
    first: datetime | None
    last: datetime | None

    def has_ahead(self, now: datetime) -> bool:
        """Whether a session of it has not begun."""
        return self.last is not None and self.last > now


@dataclass(frozen=True, slots=True)
class FairPlan:
    venues: list[PlannedVenue]
    offers: int
    by_dealer: dict[Any, int]  # merchant id -> offers
    missing: list[str]

    @property
    def funded(self) -> Fen:
        return Fen(sum(row.venue.funded for row in self.venues))

    @property
    def sessions(self) -> int:
        return sum(row.sessions for row in self.venues)

    @property
    def places(self) -> int:
        return sum(row.places for row in self.venues)


def plan_of(fair: Fair) -> FairPlan:
    """What has been planned for a fair and what is missing before it can be published."""
    venues = list(fair.venues.select_related("division", "fund").order_by("created_at", "pk"))
    sums = {
        row["venue"]: row
        for row in Session.objects.filter(venue__fair=fair, cancelled_at=None)
        .values("venue")
        .annotate(count=Count("id"), places=Sum("pool__capacity"), first=Min("starts_at"), last=Max("starts_at"))
        .order_by()
    }
    dealers: dict[Any, list[Any]] = {}
    for stall in Stall.objects.filter(venue__fair=fair).select_related("merchant").order_by("created_at", "pk"):
        dealers.setdefault(stall.venue_id, []).append(stall.merchant)
    offers = fair.offers.filter(withdrawn_at=None).values("goods__merchant").annotate(count=Count("id")).order_by()
    by_dealer = {row["goods__merchant"]: row["count"] for row in offers}
    rows = [
        PlannedVenue(
            venue,
            [(merchant, by_dealer.get(merchant.pk, 0)) for merchant in dealers.get(venue.pk, [])],
            sums.get(venue.pk, {}).get("count", 0),
            sums.get(venue.pk, {}).get("places", 0),
            sums.get(venue.pk, {}).get("first"),
            sums.get(venue.pk, {}).get("last"),
        )
        for venue in venues
    ]
    missing = rules.missing_for_publication(
        venues=len(rows),
        sessions=sum(row.sessions for row in rows),
        stalls=sum(len(row.dealers) for row in rows),
        offers=sum(by_dealer.values()),
    )
    return FairPlan(rows, sum(by_dealer.values()), by_dealer, missing)


@dataclass(frozen=True, slots=True)
class PlannedDay:
    """The standing sessions of one day in one hall."""

    day: date
    sessions: int
    places: int
    taken: int
    first: datetime
    last: datetime


def days_of(venue: Venue, *, after: datetime | None = None) -> list[PlannedDay]:
    """The days for which a hall has sessions; with `after`, only those that begin later. One query."""
    sessions = venue.sessions.standing()
    rows = (
        (sessions.filter(starts_at__gt=after) if after else sessions)
        .values(day=TruncDate("starts_at"))
        .annotate(sessions=Count("id"), places=Sum("pool__capacity"), taken=Sum("pool__taken"))
        .annotate(first=Min("starts_at"), last=Max("ends_at"))
        .order_by("day")
    )
    return [PlannedDay(**row) for row in rows]
