"""How bookings and their quarter hours are looked up."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import models

from gonghui.kernel.window import Window

if TYPE_CHECKING:
    from gonghui.primitives.people.models import Person

    from .models import Booking, Hour  # noqa: F401 - the querysets' rows

LONGEST_BOOKING = timedelta(days=7)


class BookingQuerySet(models.QuerySet["Booking"]):
    def live(self) -> "BookingQuerySet":
        return self.filter(released_at=None)

    def of(self, person: "Person | UUID") -> "BookingQuerySet":
        return self.filter(holder=person)

    def on(self, resources: Iterable[UUID]) -> "BookingQuerySet":
        return self.filter(resource__in=list(resources))

    def in_scope(self, scope: UUID) -> "BookingQuerySet":
        return self.filter(scope=scope)

    def within(self, window: Window) -> "BookingQuerySet":
        """Those that have a moment in common with `window`."""
        return self.filter(starts__lt=window.ends, starts__gt=window.starts - LONGEST_BOOKING, ends__gt=window.starts)

    def expected(self) -> "BookingQuerySet":
        """Live ones whose holders have not come; those that still must be confirmed are not expected."""
        return self.live().filter(arrived_at=None, confirm_by=None)

    def overdue(self, now: datetime) -> "BookingQuerySet":
        """Live ones that nobody confirmed in time."""
        return self.live().filter(confirm_by__lte=now)


class HourQuerySet(models.QuerySet["Hour"]):
    def on(self, resources: Iterable[UUID]) -> "HourQuerySet":
        return self.filter(resource__in=list(resources))

    def within(self, window: Window) -> "HourQuerySet":
        """The quarter hours that start inside `window`."""
        return self.filter(at__gte=window.starts, at__lt=window.ends)
