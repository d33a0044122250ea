"""Who may stand at which gate and till."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.shortcuts import get_object_or_404

from gonghui.primitives.catalogue.models import Merchant
from gonghui.primitives.people.models import Office, Union

from .. import rules
from ..models import Purchase, Session, Stall, Venue

DAYS_AROUND = 2  # a desk is listed from so many days before its first session until as many after the last


def gates_of(offices: Iterable[Office], *, now: datetime) -> QuerySet[Venue]:
    """Venues whose gate these offices may work at: in their jurisdiction, or with theirs the fair's city office.

    An operator of a city works at the venues of that city, also when the fair is the province's.
    """
    mine = [office.union for office in offices if office.role in rules.ADMIT.roles]
    return _near(Venue.objects.open_for_work().filter(_reach(mine)), now)


def tills_of(person: Any, *, now: datetime) -> QuerySet[Stall]:
    """Stalls where the person sells for a merchant."""
    stalls = Stall.objects.for_clerk(person).filter(venue__in=_near(Venue.objects.open_for_work(), now))
    return stalls.select_related("venue__fair", "venue__division", "merchant").order_by("venue__created_at", "pk")


def stall_of(person: Any, venue: Any, merchant: Any, *, now: datetime) -> tuple[Venue, Merchant]:
    """The venue and the merchant, if this person sells for it there; else 404."""
    mine = Stall.objects.for_clerk(person).filter(venue__in=Venue.objects.open_for_work())
    stall = get_object_or_404(
        mine.select_related("venue__fair__union", "venue__fund", "venue__division", "merchant"),
        venue=venue,
        merchant=merchant,
    )
    return stall.venue, stall.merchant


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


def sale_of(venue: Venue, merchant: Merchant, pk: Any) -> Purchase:
    """One sale of this merchant at this venue; else 404."""
    return get_object_or_404(Purchase.objects.of_merchants([merchant]).for_page().with_hotline(), pk=pk, venue=venue)


def _reach(unions: Iterable[Union]) -> Q:
    reach = Q(pk__in=[])
    for union in unions:
        reach |= Q(fair__union__path__startswith=union.path)
        if union.division_id and union.kind == Union.Kind.CITY:
            reach |= Q(division=union.division_id)
    return reach


def _near(venues: QuerySet[Venue], now: datetime) -> QuerySet[Venue]:
    around = timedelta(days=DAYS_AROUND)
    season = Session.objects.filter(
        venue=OuterRef("pk"), cancelled_at=None, starts_at__lte=now + around, ends_at__gte=now - around
    )
    venues = venues.filter(Exists(season))
    return venues.select_related("fair__union", "division", "fund").order_by("created_at", "pk")
