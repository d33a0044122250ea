"""Which figures."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.db import models

from gonghui.primitives.people.models import Union
from gonghui.primitives.people.querysets import Scoped

if TYPE_CHECKING:
    from datetime import date

    from .models import Tally, Workforce  # noqa: F401 - named in base classes


class WorkforceQuerySet(Scoped["Workforce"]):
    def newest(self) -> WorkforceQuerySet:
        """Of each union and trade the newest figure."""
        return self.order_by("union", "trade", "-as_of").distinct("union", "trade").select_related("union")


class TallyQuerySet(models.QuerySet["Tally"]):
    def of(self, unions: Iterable[Union], by: str) -> TallyQuerySet:
        return self.filter(union__in=unions, by=by)

    def counted_on(self) -> date | None:
        """The day of the last counting: a counting writes all anew, so any row tells it."""
        day: date | None = self.order_by().values_list("counted_on", flat=True).first()
        return day
