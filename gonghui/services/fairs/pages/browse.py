"""The fairs as people look for one: the list, and a fair with its sessions by city and day. Reads only.

Every page takes a constant number of queries and shows one day of one venue, however long the fair runs.
"""

from collections.abc import Sequence, Set
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from gonghui.faces import shared
from gonghui.faces.answers import found
from gonghui.kernel.benefits import Answer, Judgement
from gonghui.kernel.refusals import Refused
from gonghui.primitives.admission.models import Place
from gonghui.primitives.people.lookups import city_of, membership_of

from ..models import Fair, Session, Venue
from . import lookups
from .eligibility import eligibility_of_member, reasons
from .standing import live_places, place_and_line

SHARED_SECONDS = 0.5  # for parts of the page that are made of these once more: together a change shows within two


@dataclass(frozen=True, slots=True, eq=False)
class FairRow:
    """A fair in the list: is it near me, how many places are left, may I come. `refusal` is None for visitors.

    As it was at a moment, and known by itself; `for_one`: with what one person holds in it, or why they may not come.
    """

    fair: Fair
    cities: list[str]
    near: bool
    free: int
    refusal: Refused | None
    place: Place | None
    at: datetime
    for_one: bool = False


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


@dataclass(frozen=True, slots=True, eq=False)
class OfAll:
    """What there is of a fair, whoever looks: places left by venue and day, venues, how many offers, one cancelled."""

    free: dict[tuple[Any, date], int]
    venues: list[Venue]
    offers: int
    cancelled: Session | None


@dataclass(frozen=True, slots=True, eq=False)
class Outline:
    """What a fair's page shows alike to all who look at the same day: a new one for each moment, known by itself.

    `sign_up` is "before", "open", "over" or "cancelled"; for a draw also "draw" (enter now) and "drawing". `next` is
    the first session with a free place at the venue, `cancelled` one that was cancelled with the fair: it has a reason.
    """

    fair: Fair
    sign_up: str
    venues: tuple[VenueChoice, ...]
    venue: Venue | None
    days: tuple[DayChoice, ...]
    sessions: list[SessionRow]
    next: Session | None
    offers: int
    cancelled: Session | None


@dataclass(frozen=True, slots=True)
class FairPage:
    """One fair as one person sees it: one day of one venue at a time.

    `why` they may come or not; None for visitors.
    """

    outline: Outline
    why: Judgement | None
    place: Place | None
    waits: Session | None  # the soonest whose line I stand in

    @property
    def sign_up(self) -> str:
        return self.outline.sign_up

    @property
    def may_choose(self) -> bool:
        """Whether a session is to be chosen now."""
        return self.sign_up == "open" and (self.why is None or self.why.answer is Answer.YES)


def fairs_near(person: Any, *, now: datetime) -> QuerySet[Fair]:
    """Fairs that run or come, each with `near`; those in the person's city first."""
    return Fair.objects.current(now=now).nearest_first(city_of(person))


def on_home(city: str, *, now: datetime, most: int) -> list[FairRow]:
    """The first of `fairs_near` for whoever is in this city."""
    return rows_of(lookups.current.part(0, most, city=city, now=now), None, now=now)


def rows_of(fairs: QuerySet[Fair] | Sequence[Fair], person: Any, *, now: datetime) -> list[FairRow]:
    """The rows of some of `fairs_near`: a slice, or all of them."""
    if isinstance(fairs, QuerySet):
        fairs = list(fairs.select_related("union").prefetch_related("venues__division"))
    free = dict(lookups.left_in(fairs=[fair.pk for fair in fairs], now=now))
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
            at=now,
            for_one=person is not None,
        )
        for fair in fairs
    ]


def fair_page(fair: Fair, person: Any, *, city: str, day: str, now: datetime) -> FairPage:
    """One fair. `city` is a venue's id or its division code, `day` an ISO date; else mine, else the first with places.

    What is asked for and does not exist is answered with the default, never with an error.
    """
    membership = membership_of(person)
    place, waits = place_and_line(fair, person, now)
    all_know = shared.once(("fairs.fair", fair.pk), SHARED_SECONDS, lambda: _of_all(fair, now))
    venue = _choose(all_know.venues, city, place, membership)
    days = {on: left for (at, on), left in all_know.free.items() if venue is not None and at == venue.pk}
    chosen = _choose_day(days, day, place)
    held, lines = (
        place.pool_id if place else None,
        frozenset(lookups.pools_in_line(fair.pk, person.pk)) if waits else frozenset(),
    )

    def made() -> Outline:
        return _outline(fair, all_know, venue, chosen, held, lines, now)

    outline = shared.once(("fairs.outline", all_know, venue, chosen, held, lines), SHARED_SECONDS, made)
    return FairPage(outline, reasons(fair, membership, now=now) if person else None, place, waits)


def _outline(
    fair: Fair,
    all_know: OfAll,
    venue: Venue | None,
    day: date | None,
    held: UUID | None,
    lines: Set[UUID],
    now: datetime,
) -> Outline:
    """`held` and `lines` are pools: of the place that the reader has in the fair, and of the lines they stand in."""
    free = all_know.free
    left = {each.pk: sum(many for (at, _on), many in free.items() if at == each.pk) for each in all_know.venues}
    days = {on: many for (at, on), many in free.items() if venue is not None and at == venue.pk}
    ahead = _on_day(venue, day, now) if venue and day else []
    return Outline(
        fair=fair,
        sign_up=sign_up_state(fair, now),
        venues=tuple(VenueChoice(each, left[each.pk], each == venue) for each in all_know.venues),
        venue=venue,
        days=tuple(DayChoice(on, many, on == day) for on, many in days.items()),
        sessions=[SessionRow(one, one.free, one.pool_id == held, one.pool_id in lines) for one in ahead],
        next=lookups.with_places.first(venue=venue.pk, now=now) if venue and held is None else None,
        offers=all_know.offers,
        cancelled=all_know.cancelled,
    )


def told(pk: UUID) -> Fair:
    """The fair, with its union, for who only looks: at most a moment old. Raises Http404."""

    return shared.once(("fairs.told", pk), SHARED_SECONDS, lambda: found(lookups.told.first(pk=pk)))


def told_session(pk: UUID) -> Session:
    """The session likewise, with its pool as it was a moment ago: the act decides."""
    return shared.once(("fairs.session", pk), SHARED_SECONDS, lambda: found(lookups.told_session.first(pk=pk)))


def _of_all(fair: Fair, now: datetime) -> OfAll:
    free = {(venue, day): left for venue, day, left in lookups.free_by_day(fair=fair.pk, now=now)}
    offers = lookups.offers.question(fair=fair.pk).count()
    return OfAll(free, lookups.venues(fair.pk), offers, _cancelled(fair))


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


def _on_day(venue: Venue, day: date, now: datetime) -> list[Session]:
    start = datetime.combine(day, time.min, timezone.get_current_timezone())
    return lookups.between(venue=venue.pk, since=start, until=start + timedelta(days=1), now=now)


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
