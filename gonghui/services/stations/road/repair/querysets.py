"""Which workshops hear of a call, and which calls a person may see."""

from datetime import datetime, timedelta
from typing import Any

from django.db import models
from django.db.models import Avg, Count, Q

from gonghui.kernel.geo import Point, distance_m
from gonghui.primitives.people.querysets import Scoped

WIDEST_KM = 500  # the farthest reach a workshop may have
KM_A_DEGREE = 111
STALE = timedelta(hours=24)  # a call nobody has answered by then waits no more


class ProviderQuerySet(Scoped[Any]):
    def open(self) -> "ProviderQuerySet":
        return self.filter(closed_at=None)

    def of(self, person: Any) -> "ProviderQuerySet":
        """The open workshop for which this person answers."""
        return self.open().filter(person=person)

    def chosen_for(self, call: Any, person: Any) -> "ProviderQuerySet":
        """This person's workshop, closed since or not, that was chosen for a call."""
        return self.filter(quotes__won__pk=call, person=person) if call else self.none()

    def reaching(self, point: Point) -> list[tuple[Any, int]]:
        """Open workshops whose reach covers the point, each with its distance in metres, nearest first."""
        north = WIDEST_KM / KM_A_DEGREE
        near = self.open().filter(lat__range=(point.lat - north, point.lat + north))
        found = [(one, round(distance_m(point, Point(one.lat, one.lon)))) for one in near]
        return sorted(
            ((one, m) for one, m in found if m <= one.reach_km * 1000), key=lambda pair: (pair[1], pair[0].pk)
        )

    def with_record(self) -> "ProviderQuerySet":
        """Each with `jobs` it finished and `mark`, the average of the drivers' stars (None for none)."""
        done = Q(quotes__won__done_at__isnull=False)
        return self.annotate(jobs=Count("quotes__won", filter=done), mark=Avg("quotes__won__stars"))


class CallQuerySet(models.QuerySet[Any]):
    def open(self) -> "CallQuerySet":
        return self.filter(done_at=None, cancelled_at=None)

    def of(self, driver: Any) -> "CallQuerySet":
        return self.filter(driver=driver)

    def waiting(self, *, now: datetime) -> "CallQuerySet":
        """Open calls for which nobody is chosen yet, and that are not a day old."""
        return self.open().filter(chosen=None, asked_at__gt=now - STALE)

    def near(self, provider: Any, *, now: datetime) -> list[tuple[Any, int]]:
        """Waiting calls within the workshop's reach, each with its distance in metres, nearest first."""
        here, north = Point(provider.lat, provider.lon), provider.reach_km / KM_A_DEGREE
        calls = self.waiting(now=now).filter(lat__range=(here.lat - north, here.lat + north))
        found = [(call, round(distance_m(here, Point(call.lat, call.lon)))) for call in calls]
        return sorted(
            ((call, m) for call, m in found if m <= provider.reach_km * 1000), key=lambda pair: (pair[1], pair[0].pk)
        )

    def won_by(self, provider: Any) -> "CallQuerySet":
        return self.filter(chosen__provider=provider)
