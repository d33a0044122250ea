"""How places are looked up."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import models
from django.db.models import Count, Exists, F, Func, OuterRef, Q, Value
from django.db.models.functions import Mod
from django.db.models.lookups import Exact
from django.utils import timezone

from gonghui.kernel.geo import Point
from gonghui.kernel.hours import HOLIDAY, Calendar, minutes_of
from gonghui.primitives.people.permissions import unions_for
from gonghui.primitives.people.powers import Act
from gonghui.primitives.people.querysets import Scoped
from gonghui.primitives.planned import planned

from . import nearby

if TYPE_CHECKING:
    from gonghui.primitives.people.models import Office, Person

    from .models import CalendarDay, Closure, Keeper, Picture, Premises, Room, Trouble  # noqa: F401


class PremisesQuerySet(Scoped["Premises"]):
    def of_kind(self, *kinds: str) -> PremisesQuerySet:
        return self.filter(kind__in=kinds)

    def visible(self) -> PremisesQuerySet:
        """What the public may see: all but those given up."""
        return self.filter(closed_on=None)

    def doors(self, names: Collection[str], addresses: Collection[str]) -> dict[str, list[Point]]:
        """Where places of these names or addresses are known to be, whoever listed them; two queries."""
        found: dict[str, list[Point]] = {}
        for field, wanted in (("name", names), ("address", addresses)):
            for premises in self.filter(**{f"{field}__in": wanted}).only("name", "address", "lat", "lon"):
                found.setdefault(getattr(premises, field), []).append(premises.point)
        return found

    def kept_by(self, person: Person) -> PremisesQuerySet:
        """Premises the person looks after."""
        return self.filter(keepers__person=person, keepers__ends_at=None)

    def in_reach(self, person: Person, offices: Iterable[Office], act: Act) -> PremisesQuerySet:
        """Those the person looks after, and those at which these offices may do `act`.

        Two sets by their own indexes, put together: asked with "or", PostgreSQL goes through every place there is.
        """
        kept, unions = self.kept_by(person).values("pk"), unions_for(offices, act)
        return self.filter(pk__in=kept.union(self.under(unions).values("pk")) if unions else kept)

    def any_in_reach(self, person: Person | None, offices: Iterable[Office], act: Act) -> bool:
        """Whether `in_reach` has one: one query that ends at the first, those of the unions themselves in front.

        Nobody (None) has none. Most people who ask keep nothing and hold no office: that is one small look.
        """
        unions = unions_for(offices, act)
        if person is None or not (unions or _keeps(person.pk)):
            return False
        kept = self.kept_by(person)
        own = self.filter(union__in=[union.pk for union in unions])
        return own.values("pk").union(kept.values("pk"), self.under(unions).values("pk"), all=True).exists()

    def with_facilities(self, codes: Iterable[str]) -> PremisesQuerySet:
        codes = list(codes)
        return self.filter(facilities__contains=codes) if codes else self

    def open_at(self, moment: datetime) -> PremisesQuerySet:
        """Those that a page shows as open at a moment, as rules.state says of one. One query, for the calendar."""
        from .models import CalendarDay, Closure

        zone = timezone.get_default_timezone()
        on = moment.astimezone(zone).date()
        calendar = CalendarDay.objects.calendar(on - timedelta(days=1), on)
        hours = Q(pk__in=[])
        for ours, everyones in zip(minutes_of(moment, calendar, zone=zone), minutes_of(moment, zone=zone), strict=True):
            hours |= Q(by_calendar=True) & _among(ours) | Q(by_calendar=False) & _among(everyones)
        in_hours = hours & (Q(shut_until=None) | Q(shut_until__lte=moment))
        shut = Closure.objects.whole().at(moment).filter(premises=OuterRef("pk"))
        return self.filter(Q(open_until__gt=moment) | in_hours, ~Exists(shut), found_locked_at=None, opened_on__lte=on)

    def nearest(
        self,
        point: Point,
        *,
        kinds: Collection[str],
        facilities: Iterable[str] = (),
        open_at: datetime | None = None,
        where: Q | Exists | None = None,
        within_m: float = nearby.FARTHEST,
        limit: int = 20,
    ) -> list[Premises]:
        """The nearest of these kinds, nearest first, each with its `distance_m`, union and last sign. Two queries.

        `where` is a slice's own condition, say that beds are free: anything `filter` takes, about premises.
        """
        matching = self.visible().of_kind(*kinds).with_facilities(facilities)
        matching = matching.open_at(open_at) if open_at else matching
        matching = matching.filter(where) if where is not None else matching
        metres = dict(nearby.nearest(matching, point, limit=limit, within_m=within_m))
        found = self.model._default_manager.select_related("union", "last_sign").in_bulk(list(metres))
        for pk, far in metres.items():
            found[pk].distance_m = far
        return [found[pk] for pk in metres]


@planned
def _keeps(person: Any) -> models.QuerySet[Any, UUID]:
    from .models import Keeper

    return Keeper.objects.filter(person=person, ends_at=None).values_list("pk", flat=True)[:1]


def _among(minute: int) -> Exact:
    """An odd number of the week's edges at or before the minute: kernel.hours.Week.edges."""
    edges = Func(Value(minute), F("week"), function="width_bucket", output_field=models.IntegerField())
    return Exact(Mod(edges, Value(2)), Value(1))


class RoomQuerySet(models.QuerySet["Room"]):
    def of_kind(self, *kinds: str) -> RoomQuerySet:
        return self.filter(kind__in=kinds)

    def visible(self) -> RoomQuerySet:
        return self.filter(closed_on=None, premises__closed_on=None)

    def in_order(self) -> RoomQuerySet:
        return self.order_by("floor", "name", "pk")


class ClosureQuerySet(models.QuerySet["Closure"]):
    def at(self, moment: datetime) -> ClosureQuerySet:
        return self.filter(starts__lte=moment, ends__gt=moment)

    def whole(self) -> ClosureQuerySet:
        """Of the whole premises, not of one room."""
        return self.filter(room=None)

    def overlapping(self, starts: datetime, ends: datetime) -> ClosureQuerySet:
        return self.filter(starts__lt=ends, ends__gt=starts)


class CalendarDayQuerySet(models.QuerySet["CalendarDay"]):
    def calendar(self, since: date, until: date) -> Calendar:
        """The calendar of a stretch of days, both included; one query."""
        return Calendar({day: HOLIDAY if weekday is None else weekday for day, weekday in _calendar_days(since, until)})

    def exceptions(self, since: date, until: date) -> dict[date, bool]:
        """Which days of a stretch, both included, are worked on though a weekend, or not though a weekday."""
        rows = self.filter(day__gte=since, day__lte=until).values_list("day", "kind")
        return {day: kind == "workday" for day, kind in rows}


@planned
def _calendar_days(since: Any, until: Any) -> models.QuerySet[Any, Any]:
    from .models import CalendarDay

    return CalendarDay.objects.filter(day__gte=since, day__lte=until).values_list("day", "as_weekday")


class TroubleQuerySet(models.QuerySet["Trouble"]):
    def open(self) -> TroubleQuerySet:
        return self.filter(answered_at=None)

    def overdue(self, now: datetime) -> TroubleQuerySet:
        return self.open().filter(due_at__lte=now)

    def by_clock(self) -> TroubleQuerySet:
        """What is due first stands first."""
        return self.order_by("due_at", "pk")


@planned
def open_troubles(premises: Any) -> models.QuerySet[Any, Any]:
    """Pairs: of these premises (a list of ids) each that has any, and how many are open there."""
    from .models import Trouble

    rows = Trouble.objects.open().filter(premises__among=premises).order_by().values_list("premises")
    return rows.annotate(n=Count("pk"))


class KeeperQuerySet(models.QuerySet["Keeper"]):
    def current(self) -> KeeperQuerySet:
        return self.filter(ends_at=None)

    def of(self, person: Person) -> KeeperQuerySet:
        return self.current().filter(person=person)


class PictureQuerySet(models.QuerySet["Picture"]):
    def shown(self) -> PictureQuerySet:
        """Those not taken down, with their files, oldest first."""
        return self.filter(removed_at=None).select_related("file").order_by("pk")
