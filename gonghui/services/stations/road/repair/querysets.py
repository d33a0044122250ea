"""Which workshops hear of a call, and which calls a person may see."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db import models
from django.db.models import Avg, Count, Q

from gonghui.kernel.geo import METRES_A_DEGREE, Point, distance_m
from gonghui.primitives.people.querysets import Scoped

WIDEST_KM = 500  # the farthest reach a workshop may have
ROUGH_KM = 50  # a position that was guessed may be so far off
STALE = timedelta(hours=24)  # a call nobody has answered by then waits no more
RATED_WITHIN = timedelta(days=7)  # after the work, or where it is never told, after the choice


def between(point: Point, metres: int) -> Q:
    """So far north or south of the point at most: what an index leaves to be reckoned."""
    north = metres / METRES_A_DEGREE
    return Q(lat__range=(point.lat - north, point.lat + north))


def nearest_first(point: Point, things: Iterable[Any]) -> list[tuple[Any, int]]:
    """Each with its distance in whole metres; of two that are equally far the older one first."""
    found = [(thing, round(distance_m(point, thing.point))) for thing in things]
    return sorted(found, key=lambda pair: (pair[1], pair[0].pk))


class ProviderQuerySet(Scoped[Any]):
    def open(self) -> "ProviderQuerySet":
        return self.filter(closed_at=None)

    def of(self, person: Any) -> "ProviderQuerySet":
        """The open workshop for which this person answers."""
        return self.open().filter(person=person)

    def chosen_for(self, call: Any, person: Any) -> "ProviderQuerySet":
        """This person's workshop, closed since or not, that was chosen for a call."""
        return self.filter(quotes__won__pk=call, person=person) if call else self.none()

    def near_any(self, points: Sequence[Point]) -> "ProviderQuerySet":
        """Open workshops of which one may reach one of the points; which does, `Provider.reaches` says."""
        if not points:
            return self.none()
        north = (WIDEST_KM + ROUGH_KM) * 1000 / METRES_A_DEGREE
        lats = [point.lat for point in points]
        return self.open().filter(lat__range=(min(lats) - north, max(lats) + north))

    def reaching(self, point: Point, *, exact: bool = True) -> list[tuple[Any, int]]:
        """Open workshops whose reach covers the point, each with its distance in metres, nearest first."""
        near = (one for one in self.near_any([point]) if one.reaches(point, exact=exact))
        return nearest_first(point, near)

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

    def with_driver(self, *, now: datetime) -> "CallQuerySet":
        """What a driver still waits for, until `Call.waits_until`."""
        done, chosen = Q(done_at__gt=now - RATED_WITHIN), Q(done_at=None, chosen_at__gt=now - RATED_WITHIN)
        asked = Q(chosen=None, asked_at__gt=now - STALE)
        return self.filter(done | chosen | asked, cancelled_at=None, rated_at=None)

    def near(self, provider: Any, *, now: datetime) -> list[tuple[Any, int]]:
        """Waiting calls within the workshop's reach, each with its distance in metres, nearest first."""
        reach = provider.reach_km
        calls = self.waiting(now=now).filter(between(provider.point, (reach + ROUGH_KM) * 1000))
        found = nearest_first(provider.point, calls)
        return [(call, far) for call, far in found if far <= (reach if call.exact else reach + ROUGH_KM) * 1000]

    def won_by(self, provider: Any) -> "CallQuerySet":
        return self.filter(chosen__provider=provider)
