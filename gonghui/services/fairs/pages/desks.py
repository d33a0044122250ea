"""Who may stand at which gate and till."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from gonghui.primitives.catalogue.models import Merchant
from gonghui.primitives.people.models import Office, Union
from gonghui.primitives.people.rules import outermost
from gonghui.primitives.planned import planned

from .. import rules
from ..models import Offer, Purchase, Session, Stall, Venue

DAYS_AROUND = 2  # a desk is listed from so many days before its first session until as many after the last


def gates_of(offices: Iterable[Office], *, now: datetime) -> QuerySet[Venue]:
    """Venues whose gate these offices may work at: in their jurisdiction, or with theirs the fair's city office.

    An operator of a city works at the venues of that city, also when the fair is the province's.
    """
    return _near(_within(**_reach(offices)), **_around(now))


def has_gate(offices: Iterable[Office], *, now: datetime) -> bool:
    """Whether there is one: every page of the console asks."""
    return _gates.any(**_reach(offices), **_around(now))


def tills_of(person: Any, *, now: datetime) -> QuerySet[Stall]:
    """Stalls where the person sells for a merchant."""
    stalls = Stall.objects.for_clerk(person).filter(venue__in=_near(Venue.objects.open_for_work(), **_around(now)))
    return stalls.select_related("venue__fair", "venue__division", "merchant").order_by("venue__created_at", "pk")


def stall_of(person: Any, venue: Any, merchant: Any, *, now: datetime) -> tuple[Venue, Merchant]:
    """The venue and the merchant, if this person sells for it there; else 404."""
    for stall in _stall(person.pk, venue, merchant):
        return stall.venue, stall.merchant
    raise Http404


@planned
def _stall(person: UUID, venue: UUID, merchant: UUID) -> QuerySet[Stall]:
    mine = Stall.objects.for_clerk(person).filter(venue__in=Venue.objects.open_for_work())
    mine = mine.select_related("venue__fair__union", "venue__fund", "venue__division", "merchant")
    return mine.filter(venue=venue, merchant=merchant)


def offer_of(venue: Venue, merchant: Merchant, pk: UUID) -> Offer:
    """One offer of this merchant at the venue's fair, with its goods and prices; else 404."""
    for offer in _offer(venue.fair_id, merchant.pk, pk):
        return offer
    raise Http404


@planned
def _offer(fair: UUID, merchant: UUID, pk: UUID) -> QuerySet[Offer]:
    return Offer.objects.filter(fair=fair, goods__merchant=merchant, pk=pk).select_related("goods", "price")


def books_of(person: Any, venue: Any, merchant: Any) -> tuple[Venue, Merchant]:
    """As stall_of, but also when the fair is over: a dealer's books stay open to its clerks of that fair."""
    stall = get_object_or_404(statements_of(person), venue=venue, merchant=merchant)
    return stall.venue, stall.merchant


def statements_of(person: Any) -> QuerySet[Stall]:
    """The stalls at published fairs whose clerk the person is, newest fair first."""
    mine = Stall.objects.for_clerk(person).filter(venue__fair__published_at__isnull=False)
    return mine.select_related("venue__fair__union", "venue__fund", "venue__division", "merchant").order_by(
        "-venue__fair__published_at", "venue__created_at", "pk"
    )


@planned
def any_statement_of(person: Any) -> QuerySet[Any, Any]:
    """One of them, if there is any."""
    return statements_of(person).values_list("pk", flat=True)[:1]


def sale_of(venue: Venue, merchant: Merchant, pk: Any) -> Purchase:
    """One sale of this merchant at this venue; else 404."""
    return get_object_or_404(Purchase.objects.of_merchants([merchant]).for_page().with_hotline(), pk=pk, venue=venue)


@planned
def _gates(paths: Iterable[str], cities: Iterable[str], since: datetime, until: datetime) -> QuerySet[Venue]:
    return _near(_within(paths, cities), since, until)


def _reach(offices: Iterable[Office]) -> dict[str, tuple[str, ...]]:
    """The unions at which these offices admit, and the divisions of those that are cities."""
    unions = [office.union for office in offices if office.role in rules.ADMIT.roles]
    cities = {union.division_id for union in unions if union.division_id and union.kind == Union.Kind.CITY}
    return {"paths": tuple(outermost(union.path for union in unions)), "cities": tuple(sorted(cities))}


def _within(paths: Iterable[str], cities: Iterable[str]) -> QuerySet[Venue]:
    """Venues of fairs of these unions and of all below them, or in these divisions."""
    reach = Q(pk__in=[])
    for path in paths:
        reach |= Q(fair__union__path__startswith=path)
    for city in cities:
        reach |= Q(division=city)
    return Venue.objects.open_for_work().filter(reach)


def _around(now: datetime) -> dict[str, datetime]:
    around = timedelta(days=DAYS_AROUND)
    return {"since": now - around, "until": now + around}


def _near(venues: QuerySet[Venue], since: datetime, until: datetime) -> QuerySet[Venue]:
    season = Session.objects.filter(venue=OuterRef("pk"), cancelled_at=None, starts_at__lte=until, ends_at__gte=since)
    venues = venues.filter(Exists(season))
    return venues.select_related("fair__union", "division", "fund").order_by("created_at", "pk")
