"""Stores that expire, what is broken, who has a shower or a bed."""

from datetime import date, datetime
from typing import Any

from django.db import models

from gonghui.primitives.people.querysets import Scoped


class SupplyQuerySet(models.QuerySet[Any]):
    def on_shelf(self) -> "SupplyQuerySet":
        """What is still there, what expires first on top."""
        return self.filter(gone_at=None).order_by(models.F("expires_on").asc(nulls_last=True), "pk")

    def expiring(self, *, until: date) -> "SupplyQuerySet":
        """On the shelf, and expired on or before `until`."""
        return self.filter(gone_at=None, expires_on__lte=until)


class FaultQuerySet(models.QuerySet[Any]):
    def open(self) -> "FaultQuerySet":
        return self.filter(fixed_at=None)


class UseQuerySet(models.QuerySet[Any]):
    def running(self) -> "UseQuerySet":
        """Showers and machines that somebody has now."""
        return self.filter(keeping__ended_at=None)


class StayQuerySet(Scoped[Any]):
    union_path = "premises__union__path"

    def live(self, *, now: datetime) -> "StayQuerySet":
        """Booked, not given back, not over, not left."""
        return self.filter(booking__released_at=None, booking__left_at=None, booking__ends__gt=now)

    def of(self, person: Any) -> "StayQuerySet":
        return self.filter(booking__holder=person)

    def for_page(self) -> "StayQuerySet":
        return self.select_related("booking__holder", "premises__division", "room").order_by("booking__starts", "pk")
