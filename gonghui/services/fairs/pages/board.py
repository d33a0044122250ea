"""What is going on at a fair: money, sessions, arrivals and refusals, in a constant number of queries."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum
from django.utils import timezone

from gonghui.kernel.money import Fen
from gonghui.primitives.planned import planned

from ..models import Fair, Purchase, Session, Turned, Venue
from .reasons import reason_of


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
class SlotRow:
    """All halls together in one slot."""

    starts_at: datetime
    ends_at: datetime
    capacity: int = 0
    taken: int = 0
    waiting: int = 0
    admitted: int = 0


@dataclass(frozen=True, slots=True)
class TurnedRow:
    """How often one rule turned people away at one desk."""

    desk: str
    code: str
    count: int

    @property
    def where(self) -> str:
        return str(Turned.Desk(self.desk).label)

    @property
    def why(self) -> str:
        return reason_of(self.code)


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

    @property
    def waiting(self) -> int:
        return sum(row.waiting for row in self.sessions)

    @property
    def days(self) -> list[date]:
        """The days that have sessions, in order."""
        return sorted({timezone.localdate(row.session.starts_at) for row in self.sessions})

    def slots_on(self, day: date) -> list["SlotRow"]:
        """The standing sessions of a day, those that start at the same moment together, in order of time."""
        slots: dict[tuple[datetime, datetime], SlotRow] = {}
        for row in self.sessions:
            session = row.session
            if session.cancelled_at or timezone.localdate(session.starts_at) != day:
                continue
            key = (session.starts_at, session.ends_at)
            slot = slots.get(key, SlotRow(*key))
            slots[key] = SlotRow(
                *key,
                capacity=slot.capacity + row.capacity,
                taken=slot.taken + row.taken,
                waiting=slot.waiting + row.waiting,
                admitted=slot.admitted + row.admitted,
            )
        return [slots[key] for key in sorted(slots)]

    def money(self, name: str) -> Fen:
        """The sum of one money column of the venues: funded, left, subsidy, sales or unsettled."""
        return Fen(sum(getattr(row, name) for row in self.venues))

    def sums(self) -> dict[str, Fen]:
        """Every money column's sum, by name."""
        return {name: self.money(name) for name in ("funded", "left", "subsidy", "sales", "unsettled")}


def nearest_day(days: list[date], today: date) -> date | None:
    """Today if it has sessions, else the next day that has, else the last one."""
    return next((day for day in days if day >= today), days[-1] if days else None)


def board_of(fair: Fair) -> Board:
    """The live board of a fair: four queries, however many rows."""
    sessions = _sessions_of(fair)
    return Board(
        fair=fair,
        venues=_venue_rows(fair, sessions),
        sessions=[SessionRow(s, s.pool.capacity, s.pool.taken, s.pool.waiting, s.pool.checked_in) for s in sessions],
        turned=[TurnedRow(*row) for row in _turned_at(fair)],
    )


def money_of(fair: Fair) -> dict[str, Fen]:
    """The money columns' sums without the sessions: two queries."""
    return Board(fair=fair, venues=_venue_rows(fair, []), sessions=[], turned=[]).sums()


def _venue_rows(fair: Fair, sessions: Iterable[Session]) -> list[VenueRow]:
    signed_up: dict[Any, int] = {}
    admitted: dict[Any, int] = {}
    for session in sessions:
        signed_up[session.venue_id] = signed_up.get(session.venue_id, 0) + session.pool.taken
        admitted[session.venue_id] = admitted.get(session.venue_id, 0) + session.pool.checked_in
    sums = {venue: row for venue, *row in _sales_by_venue(fair)}
    rows = []
    for venue in _venues_of(fair):
        count, sales, subsidy, unsettled = sums.get(venue.pk, (0, 0, 0, 0))
        rows.append(
            VenueRow(
                venue=venue,
                funded=Fen(venue.funded),
                left=Fen(venue.fund.balance),
                subsidy=Fen(subsidy or 0),
                sales=Fen(sales or 0),
                sales_count=count,
                unsettled=Fen(unsettled or 0),
                signed_up=signed_up.get(venue.pk, 0),
                admitted=admitted.get(venue.pk, 0),
            )
        )
    return rows


@planned
def _sessions_of(fair: Any) -> QuerySet[Session]:
    found = Session.objects.filter(venue__fair=fair).select_related("pool", "venue__division")
    return found.order_by("starts_at", "venue_id", "pk")


@planned
def _venues_of(fair: Any) -> QuerySet[Venue]:
    return Venue.objects.filter(fair=fair).select_related("fund", "division").order_by("created_at", "pk")


@planned
def _turned_at(fair: Any) -> Any:
    """By desk and rule: how often, the most first."""
    found = Turned.objects.filter(venue__fair=fair).values_list("desk", "code")
    return found.annotate(count=Count("id")).order_by("desk", "-count", "code")


@planned
def _sales_by_venue(fair: Any) -> Any:
    """The venue, how many sales stand, their money, its subsidy, and what of that is not paid to the dealer (fen)."""
    return (
        Purchase.objects.filter(venue__fair=fair)
        .standing()
        .values_list("venue")
        .annotate(
            count=Count("id"),
            sales=Sum("sale__ex_factory_price"),
            subsidy=Sum("sale__subsidy"),
            unsettled=Sum("sale__subsidy", filter=Q(sale__batch=None) | Q(sale__batch__paid_at=None)),
        )
        .order_by()
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
