"""What is going on at a fair: money, sessions, arrivals and refusals, in a constant number of queries."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, F, Max, Min, Q, Sum
from django.utils import timezone

from gonghui.kernel.money import Fen
from gonghui.primitives.catalogue.models import SettlementBatch

from . import rules
from .models import Fair, Purchase, Session, Stall, Turned, Venue


@dataclass(frozen=True, slots=True)
class VenueRow:
    """One venue (fen). `funded = subsidy + left` at every moment."""

    venue: Venue
    funded: Fen
    left: Fen
    subsidy: Fen
    sales: Fen
    sales_count: int
    unsettled: Fen
    signed_up: int
    admitted: int


@dataclass(frozen=True, slots=True)
class SessionRow:
    """One session and its pool's counts."""

    session: Session
    capacity: int
    taken: int
    waiting: int
    admitted: int


@dataclass(frozen=True, slots=True)
class TurnedRow:
    """How often one rule turned people away at one desk."""

    desk: str
    code: str
    count: int


@dataclass(frozen=True, slots=True)
class Board:
    fair: Fair
    venues: list[VenueRow]
    sessions: list[SessionRow]
    turned: list[TurnedRow]

    @property
    def signed_up(self) -> int:
        return sum(row.signed_up for row in self.venues)

    @property
    def admitted(self) -> int:
        return sum(row.admitted for row in self.venues)

    @property
    def sales_count(self) -> int:
        return sum(row.sales_count for row in self.venues)

    @property
    def oversold(self) -> int:
        return sum(max(0, row.taken - row.capacity) for row in self.sessions)

    def money(self, name: str) -> Fen:
        """The sum of one money column of the venues: funded, left, subsidy, sales or unsettled."""
        return Fen(sum(getattr(row, name) for row in self.venues))


def board_of(fair: Fair) -> Board:
    """The live board of a fair: five queries, however many rows."""
    sessions = list(
        Session.objects.filter(venue__fair=fair)
        .select_related("pool", "venue__division")
        .order_by("starts_at", "venue_id", "pk")
    )
    turned = (
        Turned.objects.filter(venue__fair=fair)
        .values("desk", "code")
        .annotate(count=Count("id"))
        .order_by("desk", "-count", "code")
    )
    return Board(
        fair=fair,
        venues=_venue_rows(fair, sessions),
        sessions=[SessionRow(s, s.pool.capacity, s.pool.taken, s.pool.waiting, s.pool.checked_in) for s in sessions],
        turned=[TurnedRow(**row) for row in turned],
    )


def _venue_rows(fair: Fair, sessions: Iterable[Session]) -> list[VenueRow]:
    signed_up: dict[Any, int] = {}
    admitted: dict[Any, int] = {}
    for session in sessions:
        signed_up[session.venue_id] = signed_up.get(session.venue_id, 0) + session.pool.taken
        admitted[session.venue_id] = admitted.get(session.venue_id, 0) + session.pool.checked_in
    sums = {row["venue"]: row for row in _sales_by_venue(fair)}
    rows = []
    for venue in fair.venues.select_related("fund", "division").order_by("created_at", "pk"):
        row = sums.get(venue.pk, {})
        rows.append(
            VenueRow(
                venue=venue,
                funded=Fen(venue.funded),
                left=Fen(venue.fund.balance),
                subsidy=Fen(row.get("subsidy") or 0),
                sales=Fen(row.get("sales") or 0),
                sales_count=row.get("count") or 0,
                unsettled=Fen(row.get("unsettled") or 0),
                signed_up=signed_up.get(venue.pk, 0),
                admitted=admitted.get(venue.pk, 0),
            )
        )
    return rows


def _sales_by_venue(fair: Fair) -> Iterable[dict[str, Any]]:
    return (
        Purchase.objects.filter(venue__fair=fair)
        .standing()
        .values("venue")
        .annotate(
            count=Count("id"),
            sales=Sum("sale__ex_factory_price"),
            subsidy=Sum("sale__subsidy"),
            unsettled=Sum("sale__subsidy", filter=Q(sale__batch=None) | Q(sale__batch__paid_at=None)),
        )
        .order_by()
    )


@dataclass(frozen=True, slots=True)
class DealerRow:
    """What one dealer sold at one venue (fen), and how much of it no batch holds yet."""

    venue: Venue
    merchant_id: Any
    merchant_name: str
    count: int
    sales: Fen
    subsidy: Fen
    unbatched_count: int
    unbatched: Fen
    last_sold_at: Any


def dealers_of(fair: Fair) -> list[DealerRow]:
    """Every dealer of every venue with what is theirs: two queries."""
    venues = {venue.pk: venue for venue in fair.venues.select_related("division", "fund")}
    rows = (
        Purchase.objects.filter(venue__fair=fair)
        .standing()
        .values("venue", "sale__merchant", name=F("sale__merchant__name"))
        .annotate(
            count=Count("id"),
            sales=Sum("sale__ex_factory_price"),
            subsidy=Sum("sale__subsidy"),
            unbatched_count=Count("id", filter=Q(sale__batch=None)),
            unbatched=Sum("sale__subsidy", filter=Q(sale__batch=None)),
            last=Max("sale__sold_at"),
        )
        .order_by("venue", "name", "sale__merchant")
    )
    return [
        DealerRow(
            venue=venues[row["venue"]],
            merchant_id=row["sale__merchant"],
            merchant_name=row["name"],
            count=row["count"],
            sales=Fen(row["sales"]),
            subsidy=Fen(row["subsidy"]),
            unbatched_count=row["unbatched_count"],
            unbatched=Fen(row["unbatched"] or 0),
            last_sold_at=row["last"],
        )
        for row in rows
    ]


def batches_of(fair: Fair) -> Any:
    """The settlement batches of a fair, newest first."""
    funds = fair.venues.values("fund")
    return (
        SettlementBatch.objects.filter(fund__in=funds)
        .select_related("merchant", "fund__venue__division", "prepared_by", "approved_by")
        .order_by("-prepared_at", "-pk")
    )


@dataclass(frozen=True, slots=True)
class Slot:
    """A session of today at one gate."""

    session: Session
    expected: int
    admitted: int
    now_on: bool


def slots_today(venue: Venue, *, now: datetime) -> list[Slot]:
    """Today's sessions of a venue with how many have come; one query."""
    start = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
    sessions = venue.sessions.standing().filter(starts_at__gte=start, starts_at__lt=start + timedelta(days=1))
    early, late = timedelta(minutes=venue.fair.early_minutes), timedelta(minutes=venue.fair.late_minutes)
    return [
        Slot(s, s.pool.taken, s.pool.checked_in, s.starts_at - early <= now < s.ends_at + late)
        for s in sessions.select_related("pool").order_by("starts_at", "pk")
    ]


@dataclass(frozen=True, slots=True)
class PlannedVenue:
    """A venue as planned: its dealers, how many sessions and places, on which days."""

    venue: Venue
    dealers: list[Any]
    sessions: int
    places: int
    first: datetime | None
    last: datetime | None


@dataclass(frozen=True, slots=True)
class FairPlan:
    venues: list[PlannedVenue]
    offers: int
    by_dealer: dict[Any, int]  # merchant id -> offers
    missing: list[str]


def plan_of(fair: Fair) -> FairPlan:
    """What has been planned for a fair and what is missing before it can be published."""
    venues = list(fair.venues.select_related("division", "fund").order_by("created_at", "pk"))
    sums = {
        row["venue"]: row
        for row in Session.objects.filter(venue__fair=fair, cancelled_at=None)
        .values("venue")
        .annotate(count=Count("id"), places=Sum("pool__capacity"), first=Min("starts_at"), last=Max("ends_at"))
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
            dealers.get(venue.pk, []),
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
