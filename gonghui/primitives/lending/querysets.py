"""How keepings and turns are looked up."""

from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import models
from django.db.models import Count, OuterRef, Subquery

if TYPE_CHECKING:
    from gonghui.primitives.people.models import Person

    from .models import Keeping, Turn  # noqa: F401 - the querysets' rows


class KeepingQuerySet(models.QuerySet["Keeping"]):
    def open(self) -> "KeepingQuerySet":
        return self.filter(ended_at=None)

    def of(self, person: "Person | UUID") -> "KeepingQuerySet":
        return self.filter(holder=person)

    def overdue(self, now: datetime) -> "KeepingQuerySet":
        return self.open().filter(due__lt=now)


class TurnQuerySet(models.QuerySet["Turn"]):
    def live(self) -> "TurnQuerySet":
        return self.filter(left_at=None)

    def of(self, person: "Person | UUID") -> "TurnQuerySet":
        return self.filter(holder=person)

    def waiting(self) -> "TurnQuerySet":
        """Live ones to whom nothing is offered yet."""
        return self.live().filter(offered_until=None)

    def offered(self) -> "TurnQuerySet":
        return self.live().filter(offered_until__isnull=False)

    def overdue(self, now: datetime) -> "TurnQuerySet":
        """Offers that were not taken up in time."""
        return self.live().filter(offered_until__lte=now)

    def with_position(self) -> "TurnQuerySet":
        """Of waiting ones: `position` counts those of the same subject who wait, up to and with this one."""
        ahead = self.model._default_manager.filter(
            left_at=None, offered_until=None, subject=OuterRef("subject"), number__lte=OuterRef("number")
        )
        return self.annotate(position=Subquery(ahead.order_by().values("subject").values(n=Count("pk"))))

    def in_order(self) -> "TurnQuerySet":
        return self.order_by("number")
