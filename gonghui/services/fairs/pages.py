"""What a worker's page shows, gathered in a constant number of queries. Reads only."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.utils import timezone

from gonghui.kernel.refusals import Refused
from gonghui.kernel.window import Window
from gonghui.primitives.admission import actions as admission
from gonghui.primitives.admission.models import Place, Waiter

from . import rules
from .actions.sign_up import verdict
from .models import Fair, Purchase, Session, Venue


@dataclass(frozen=True, slots=True)
class FairRow:
    """A fair in the list: is it near me, how many places are left, may I come."""

    fair: Fair
    cities: list[str]
    near: bool
    free: int
    refusal: Refused | None
    place: Place | None


@dataclass(frozen=True, slots=True)
class Day:
    """The sessions of a venue on one local day."""

    day: date
    sessions: list[Session]


@dataclass(frozen=True, slots=True)
class VenueDays:
    venue: Venue
    days: list[Day]
    free: int


@dataclass(frozen=True, slots=True)
class FairPage:
    """One fair as one person sees it. `refusal` is why they may not come; None for visitors who are not signed in."""

    fair: Fair
    refusal: Refused | None
    place: Place | None
    venues: list[VenueDays]
    shown: VenueDays | None
    offers: int
    sign_up: str  # "before", "open" or "over"


@dataclass(frozen=True, slots=True)
class SessionPage:
    """One session as one person sees it; `act` is the one thing they can do: sign_in, sign_up, wait, move, none."""

    fair: Fair
    session: Session
    free: int
    refusal: Refused | None
    mine: Place | None  # my live place in this fair, if any
    waiter: Waiter | None
    position: int
    act: str


@dataclass(frozen=True, slots=True)
class ReceiptPage:
    """`place` is None when I hold none; `lines` are the waiting lines I stand in."""

    place: Place | None
    session: Session | None
    admitted_at: datetime | None
    gate: Window | None
    lines: list[tuple[Session, int]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class PurchasePage:
    requests: list[Any]
    after_sales_until: datetime
    may_ask: bool


def fairs_for(person: Any, *, now: datetime) -> list[FairRow]:
    """Fairs that run or come, with those in the person's city first."""
    fairs = list(Fair.objects.current(now=now).select_related("union").prefetch_related("venues__division"))
    sessions = _ahead(Session.objects.filter(venue__fair__in=fairs), now)
    free: dict[Any, int] = {}
    for session in sessions:
        free[session.venue.fair_id] = free.get(session.venue.fair_id, 0) + session.free
    belonging = _belonging(person)
    city = belonging and belonging.union.division_id
    mine = {place.scope: place for place in _live_places(person, [fair.pk for fair in fairs])}
    rows = [
        FairRow(
            fair=fair,
            cities=[venue.division.name for venue in fair.venues.all()],
            near=any(_same_city(venue.division_id, city) for venue in fair.venues.all()),
            free=free.get(fair.pk, 0),
            refusal=_verdict(fair, belonging) if person else None,
            place=mine.get(fair.pk),
        )
        for fair in fairs
    ]
    return sorted(rows, key=lambda row: (not row.near, row.fair.sign_up_opens_at, str(row.fair.pk)))


def fair_page(fair: Fair, person: Any, *, city: str, now: datetime) -> FairPage:
    """One fair. `city` is the venue's id or division code to show; else the person's own city, else the first."""
    sessions = _ahead(Session.objects.filter(venue__fair=fair), now).select_related("pool", "venue__division")
    venues = [_days(venue, sessions) for venue in fair.venues.select_related("division").order_by("created_at", "pk")]
    belonging = _belonging(person)
    home = belonging and belonging.union.division_id
    return FairPage(
        fair=fair,
        refusal=_verdict(fair, belonging) if person else None,
        place=next(iter(_live_places(person, [fair.pk])), None),
        venues=venues,
        shown=_choose(venues, city, home),
        offers=fair.offers.filter(withdrawn_at=None).count(),
        sign_up=_sign_up_state(fair, now),
    )


def session_page(session: Session, person: Any, *, now: datetime) -> SessionPage:
    """One session, fresh from the database where it counts."""
    session.pool.refresh_from_db(fields=["capacity", "taken", "waiting"])
    fair = session.venue.fair
    free = session.pool.capacity - session.pool.taken
    mine = next(iter(_live_places(person, [fair.pk])), None)
    waiter = Waiter.objects.filter(pool=session.pool_id, holder=person, left_at=None).first() if person else None
    refusal = verdict(fair, person) if person else None
    ahead = session.cancelled_at is None and session.ends_at > now and _sign_up_state(fair, now) == "open"
    return SessionPage(
        fair=fair,
        session=session,
        free=free,
        refusal=refusal,
        mine=mine,
        waiter=waiter,
        position=admission.position(waiter) if waiter else 0,
        act=_act(person, refusal, ahead, free - session.pool.waiting, mine, waiter, session),
    )


def receipt_page(fair: Fair, person: Any, *, now: datetime) -> ReceiptPage:
    """My receipt of a fair and the lines I wait in."""
    waiters = Waiter.objects.filter(scope=fair.pk, holder=person, left_at=None).select_related("pool__session__venue")
    lines = [(waiter.pool.session, admission.position(waiter)) for waiter in waiters]
    place = next(iter(_live_places(person, [fair.pk])), None)
    if place is None:
        return ReceiptPage(None, None, None, None, lines)
    session = place.pool.session
    check_in = getattr(place, "check_in", None)
    gate = rules.gate_opens(Window(session.starts_at, session.ends_at), fair.early_minutes, fair.late_minutes)
    return ReceiptPage(place, session, check_in.at if check_in else None, gate, lines)


def purchase_page(purchase: Purchase, *, now: datetime) -> PurchasePage:
    """The after-sales side of a purchase."""
    until = purchase.sale.sold_at + timedelta(days=purchase.venue.fair.after_sales_days)
    asked = purchase.requests.order_by("-asked_at", "-pk")
    return PurchasePage(list(asked), until, may_ask=now <= until and purchase.sale.cancelled_at is None)


def _act(
    person: Any, refusal: Refused | None, ahead: bool, free: int, mine: Place | None, waiter: Any, session: Session
) -> str:
    if not ahead:
        return "none"
    if person is None:
        return "sign_in"
    if refusal is not None or (mine is not None and mine.pool_id == session.pool_id) or waiter is not None:
        return "none"
    if mine is not None:
        return "move" if free > 0 else "none"
    return "sign_up" if free > 0 else "wait"


def _ahead(sessions: Any, now: datetime) -> Any:
    return sessions.standing().filter(ends_at__gt=now).with_free().select_related("pool", "venue").order_by("starts_at")


def _days(venue: Venue, sessions: Iterable[Session]) -> VenueDays:
    days: dict[date, list[Session]] = {}
    for session in sessions:
        if session.venue_id == venue.pk:
            days.setdefault(timezone.localtime(session.starts_at).date(), []).append(session)
    free = sum(session.free for each in days.values() for session in each)
    return VenueDays(venue, [Day(day, each) for day, each in sorted(days.items())], free)


def _choose(venues: list[VenueDays], wanted: str, home: str | None) -> VenueDays | None:
    named = [row for row in venues if wanted in (str(row.venue.pk), row.venue.division_id)]
    near = [row for row in venues if _same_city(row.venue.division_id, home)]
    return next(iter(named or near or venues), None)


def _same_city(one: str | None, other: str | None) -> bool:
    # The first four digits of a division code are its city.
    return bool(one and other) and str(one)[:4] == str(other)[:4]


def _belonging(person: Any) -> Any:
    return person.memberships.active().select_related("union").first() if person else None


def _verdict(fair: Fair, membership: Any) -> Refused | None:
    belonging = membership and rules.Belonging(membership.union.name, membership.union.path, membership.starts_on)
    return rules.qualifies(belonging, rules.Terms(fair.union.name, fair.union.path, fair.member_since))


def _live_places(person: Any, scopes: list[Any]) -> list[Place]:
    if person is None:
        return []
    return list(
        Place.objects.filter(holder=person, scope__in=scopes, released_at=None).select_related(
            "pool__session__venue__division", "pool__session__venue__fair", "check_in"
        )
    )


def _sign_up_state(fair: Fair, now: datetime) -> str:
    if fair.closed_at is not None or now > fair.sign_up_closes_at:
        return "over"
    return "open" if now >= fair.sign_up_opens_at else "before"
