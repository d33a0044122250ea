"""What the pages of the fairs look up, planned once: several times a second while many look."""

from typing import Any
from uuid import UUID

from django.db.models import F, QuerySet, Sum
from django.db.models.functions import TruncDate

from gonghui.primitives.admission.models import Waiter
from gonghui.primitives.planned import planned

from ..models import Fair, Offer, Session, Venue
from ..models.querysets import SessionQuerySet


@planned
def current(city: str, now: Any) -> QuerySet[Fair]:
    fairs = Fair.objects.current(now=now).nearest_first(city)
    return fairs.select_related("union").prefetch_related("venues__division")


@planned
def left_in(fairs: Any, now: Any) -> QuerySet[Session, Any]:
    ahead = Session.objects.ahead(now=now).filter(venue__fair__among=fairs)
    return ahead.values_list("venue__fair").annotate(Sum("free")).order_by()


@planned
def pools_in_line(fair: Any, person: Any) -> QuerySet[Any, UUID]:
    return Waiter.objects.filter(scope=fair, holder=person, left_at=None).values_list("pool", flat=True)


@planned
def told(pk: Any) -> QuerySet[Fair]:
    return Fair.objects.told().filter(pk=pk).select_related("union")


@planned
def told_session(pk: Any) -> QuerySet[Session]:
    return Session.objects.told().filter(pk=pk)


@planned
def venues(fair: Any) -> QuerySet[Venue]:
    return Venue.objects.filter(fair=fair).select_related("division").order_by("created_at", "pk")


@planned
def offers(fair: Any) -> QuerySet[Offer]:
    return Offer.objects.filter(fair=fair, withdrawn_at=None)


@planned
def free_by_day(fair: Any, now: Any) -> QuerySet[Session, Any]:
    ahead = Session.objects.ahead(now=now).filter(venue__fair=fair)
    days = ahead.annotate(day=TruncDate("starts_at")).values_list("venue", "day")
    return days.annotate(left=Sum(F("pool__capacity") - F("pool__taken"))).order_by("venue", "day")


@planned
def between(venue: Any, since: Any, until: Any, now: Any) -> QuerySet[Session]:
    return _at(venue, now).filter(starts_at__gte=since, starts_at__lt=until)


@planned
def with_places(venue: Any, now: Any) -> QuerySet[Session]:
    return _at(venue, now).filter(free__gt=0)


def _at(venue: Any, now: Any) -> SessionQuerySet:
    return Session.objects.ahead(now=now).filter(venue=venue).order_by("starts_at", "pk")
