"""Which days are to come, whose places and findings they are."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import models

from gonghui.primitives.people.models import Person
from gonghui.primitives.people.querysets import Scoped

if TYPE_CHECKING:
    from . import Day, Finding, Slot  # noqa: F401 - named in base classes


class DayQuerySet(Scoped["Day"]):
    def to_come(self, now: datetime) -> DayQuerySet:
        """Not over, and not called off."""
        return self.filter(called_off_at=None, ends__gt=now).select_related("premises", "union")


class SlotQuerySet(models.QuerySet["Slot"]):
    def for_page(self) -> SlotQuerySet:
        return self.select_related("pool", "day__premises", "day__union")


class FindingQuerySet(models.QuerySet["Finding"]):
    def of(self, person: Person) -> FindingQuerySet:
        return self.filter(person=person).select_related("day__premises", "day__union").order_by("-at", "-pk")
