"""How places are looked up."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import models

from gonghui.kernel.hours import HOLIDAY, Calendar
from gonghui.primitives.people.querysets import under_any
from gonghui.primitives.people.rules import Act

if TYPE_CHECKING:
    from gonghui.primitives.people.models import Office, Person

    from .models import CalendarDay, Closure, Keeper, Picture, Premises, Room, Trouble  # noqa: F401


class PremisesQuerySet(models.QuerySet["Premises"]):
    def of_kind(self, *kinds: str) -> PremisesQuerySet:
        return self.filter(kind__in=kinds)

    def visible(self) -> PremisesQuerySet:
        """What the public may see: all but those given up."""
        return self.filter(closed_on=None)

    def for_offices(self, offices: Iterable[Office], act: Act) -> PremisesQuerySet:
        """Premises of unions under those of the offices whose role may do `act`."""
        paths = [office.union.path for office in offices if office.role in act.roles]
        return self.filter(under_any(paths, field="union__path")) if paths else self.none()

    def for_office(self, office: Office) -> PremisesQuerySet:
        """Premises in the jurisdiction of one office."""
        return self.filter(union__path__startswith=office.union.path)

    def kept_by(self, person: Person) -> PremisesQuerySet:
        """Premises the person looks after."""
        return self.filter(keepers__person=person, keepers__ends_at=None)

    def with_facilities(self, codes: Iterable[str]) -> PremisesQuerySet:
        codes = list(codes)
        return self.filter(facilities__contains=codes) if codes else self


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
        rows = self.filter(day__gte=since, day__lte=until).values_list("day", "as_weekday")
        return Calendar({day: HOLIDAY if weekday is None else weekday for day, weekday in rows})


class TroubleQuerySet(models.QuerySet["Trouble"]):
    def open(self) -> TroubleQuerySet:
        return self.filter(answered_at=None)

    def overdue(self, now: datetime) -> TroubleQuerySet:
        return self.open().filter(due_at__lte=now)

    def by_clock(self) -> TroubleQuerySet:
        """What is due first stands first."""
        return self.order_by("due_at", "pk")


class KeeperQuerySet(models.QuerySet["Keeper"]):
    def current(self) -> KeeperQuerySet:
        return self.filter(ends_at=None)

    def of(self, person: Person) -> KeeperQuerySet:
        return self.current().filter(person=person)


class PictureQuerySet(models.QuerySet["Picture"]):
    def shown(self) -> PictureQuerySet:
        """Those not taken down, without their bytes, oldest first."""
        return self.filter(removed_at=None).defer("jpeg", "small_jpeg").order_by("pk")
