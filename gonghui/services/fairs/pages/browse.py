"""The fairs as people look for one: the list, and a fair with its sessions by city and day. Reads only.

Every page takes a constant number of queries and shows one day of one venue, however long the fair runs.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.db.models import F, QuerySet, Sum
from django.db.models.functions import TruncDate
from django.shortcuts import get_object_or_404
from django.utils import timezone

from gonghui.faces import shared
from gonghui.kernel.refusals import Refused
from gonghui.primitives.admission.models import Place, Waiter
from gonghui.primitives.people.lookups import city_of, membership_of

from ..models import Fair, Session, Venue
from .eligibility import eligibility_of_member
from .standing import live_places, place_and_line

SHARED_SECONDS = 0.5  # for parts of the page that are made of these once more: together a change shows within two


@dataclass(frozen=True, slots=True)
class FairRow:
    """A fair in the list: is it near me, how many places are left, may I come. `refusal` is None for visitors."""

    fair: Fair
    cities: list[str]
    near: bool
    free: int
    refusal: Refused | None
    place: Place | None


@dataclass(frozen=True, slots=True)
class VenueChoice:
    venue: Venue
    free: int
    shown: bool


@dataclass(frozen=True, slots=True)
class DayChoice:
    day: date
    free: int
    shown: bool


@dataclass(frozen=True, slots=True)
class SessionRow:
    session: Session
    free: int
    mine: bool
    waiting: bool  # I stand in its line


@dataclass(frozen=True, slots=True)
class FairPage:
    """One fair as one person sees it: one day of one venue at a time.

    `refusal` is why they may not come; None for visitors. `next` is the first session with a free place at the venue.
    `sign_up` is "before", "open", "over" or "cancelled"; for a draw also "draw" (enter now) and "drawing".
    """

    fair: Fair
    sign_up: str
    refusal: Refused | None
    place: Place | None
    waits: Session | None  # the soonest whose line I stand in
    venues: tuple[VenueChoice, ...]
    venue: Venue | None
    days: tuple[DayChoice, ...]
    sessions: list[SessionRow]
    next: Session | None
    offers: int
    cancelled: Session | None  # one that was cancelled with the fair: it knows the reason


def fairs_near(person: Any, *, now: datetime) -> QuerySet[Fair]:
    """Fairs that run or come, each with `near`; those in the person's city first."""
    return Fair.objects.current(now=now).nearest_first(city_of(person))


def rows_of(fairs: QuerySet[Fair] | Sequence[Fair], person: Any, *, now: datetime) -> list[FairRow]:
    """The rows of some of `fairs_near`: a slice, or all of them."""
    if isinstance(fairs, QuerySet):
        fairs = list(fairs.select_related("union").prefetch_related("venues__division"))
    ahead = Session.objects.ahead(now=now).filter(venue__fair__in=[fair.pk for fair in fairs])
    free = dict(ahead.values_list("venue__fair").annotate(Sum("free")).order_by())
    membership = membership_of(person)
    mine = {place.scope: place for place in live_places(person, [fair.pk for fair in fairs])}
    return [
        FairRow(
            fair=fair,
            cities=list(
                dict.fromkeys(venue.division.name for venue in sorted(fair.venues.all(), key=lambda one: one.pk))
            ),
            near=fair.near,
            free=free.get(fair.pk, 0),
            refusal=eligibility_of_member(fair, membership) if person else None,
            place=mine.get(fair.pk),
        )
        for fair in fairs
    ]


def fair_page(fair: Fair, person: Any, *, city: str, day: str, now: datetime) -> FairPage:
    """One fair. `city` is a venue's id or its division code, `day` an ISO date; else mine, else the first with places.

    What is asked for and does not exist is answered with the default, never with an error.
    """
    membership = membership_of(person)
    place, waits = place_and_line(fair, person, now)
    free, venues, offers, cancelled = shared.once(("fairs.fair", fair.pk), SHARED_SECONDS, lambda: _of_all(fair, now))
    venue = _choose(venues, city, place, membership)
    days = {on: left for (at, on), left in free.items() if venue is not None and at == venue.pk}
    chosen = _choose_day(days, day, place)
    return FairPage(
        fair=fair,
        sign_up=sign_up_state(fair, now),
        refusal=eligibility_of_member(fair, membership) if person else None,
        place=place,
        waits=waits,
        venues=tuple(
            VenueChoice(each, sum(n for (at, _), n in free.items() if at == each.pk), each == venue) for each in venues
        ),
        venue=venue,
        days=tuple(DayChoice(on, left, on == chosen) for on, left in days.items()),
        sessions=_rows_of_day(venue, chosen, person if waits else None, place, now),
        next=_next(venue, now) if place is None else None,
        offers=offers,
        cancelled=cancelled,
    )


def told(pk: UUID) -> Fair:
    """The fair, with its union, for who only looks: at most a moment old. Raises Http404."""
    fairs = Fair.objects.told().select_related("union")
    return shared.once(("fairs.told", pk), SHARED_SECONDS, lambda: get_object_or_404(fairs, pk=pk))


def told_session(pk: UUID) -> Session:
    """The session likewise, with its pool as it was a moment ago: the act decides."""
    return shared.once(("fairs.session", pk), SHARED_SECONDS, lambda: get_object_or_404(Session.objects.told(), pk=pk))


def _of_all(fair: Fair, now: datetime) -> tuple[dict[tuple[Any, date], int], list[Venue], int, Session | None]:
    """What a fair's page shows everybody: places left by venue and day, venues, how many offers, one cancelled."""
    venues = list(fair.venues.select_related("division").order_by("created_at", "pk"))
    offers = fair.offers.filter(withdrawn_at=None).count()
    return _free_by_day(fair, Session.objects.ahead(now=now)), venues, offers, _cancelled(fair)


def _next(venue: Venue | None, now: datetime) -> Session | None:
    free = _at(Session.objects.ahead(now=now), venue).filter(free__gt=0)
    return shared.once(("fairs.next", venue and venue.pk), SHARED_SECONDS, free.first)


def sign_up_state(fair: Fair, now: datetime) -> str:
    if fair.cancelled_at is not None:
        return "cancelled"
    if fair.closed_at is not None:
        return "over"
    if now < fair.sign_up_opens_at:
        return "before"
    if fair.way == Fair.Way.DRAW:
        return "open" if fair.drawn_at else "draw" if now < fair.sign_up_closes_at else "drawing"
    return "open" if now <= fair.sign_up_closes_at else "over"


def _free_by_day(fair: Fair, ahead: QuerySet[Session]) -> dict[tuple[Any, date], int]:
    days = ahead.filter(venue__fair=fair).annotate(day=TruncDate("starts_at")).values_list("venue", "day")
    counted = days.annotate(left=Sum(F("pool__capacity") - F("pool__taken"))).order_by("venue", "day")
    return {(venue, day): left for venue, day, left in counted}


def _rows_of_day(
    venue: Venue | None, day: date | None, waiting: Any, place: Place | None, now: datetime
) -> list[SessionRow]:
    """`waiting`: the person, if they stand in any line of the fair."""
    if day is None:
        return []
    key = ("fairs.day", venue and venue.pk, day)
    sessions = shared.once(key, SHARED_SECONDS, lambda: list(_on_day(_at(Session.objects.ahead(now=now), venue), day)))
    pools = [session.pool_id for session in sessions]
    lines = Waiter.objects.filter(holder=waiting, left_at=None, pool__in=pools) if waiting else Waiter.objects.none()
    waits = set(lines.values_list("pool", flat=True))
    held = place.pool_id if place else None
    return [
        SessionRow(session, session.free, session.pool_id == held, session.pool_id in waits) for session in sessions
    ]


def _on_day(sessions: QuerySet[Session], day: date) -> QuerySet[Session]:
    start = datetime.combine(day, time.min, timezone.get_current_timezone())
    return sessions.filter(starts_at__gte=start, starts_at__lt=start + timedelta(days=1))


def _at(ahead: QuerySet[Session], venue: Venue | None) -> QuerySet[Session]:
    return ahead.filter(venue=venue).order_by("starts_at", "pk")


def _choose(venues: list[Venue], wanted: str, place: Place | None, membership: Any) -> Venue | None:
    held = place.pool.session.venue_id if place else None
    city = str(membership.union.division_id or "")[:4] if membership else ""
    named = [venue for venue in venues if wanted in (str(venue.pk), venue.division_id)]
    mine = [venue for venue in venues if venue.pk == held]
    near = [venue for venue in venues if city and venue.division_id.startswith(city)]
    return next(iter(named or mine or near or venues), None)


def _choose_day(days: dict[date, int], wanted: str, place: Place | None) -> date | None:
    named = [day for day in days if day.isoformat() == wanted]
    held = timezone.localtime(place.pool.session.starts_at).date() if place else None
    mine = [day for day in days if day == held]
    free = [day for day, left in days.items() if left > 0]
    return next(iter(named or mine or free or days), None)


def _cancelled(fair: Fair) -> Session | None:
    if fair.cancelled_at is None:
        return None
    return Session.objects.filter(venue__fair=fair, cancelled_at=fair.cancelled_at).first()
