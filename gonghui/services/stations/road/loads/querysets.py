"""Which loads a driver finds, and which shippers and reports an officer sees."""

from datetime import date
from typing import Any

from django.db import models
from django.db.models import Count, Q

from gonghui.primitives.people.querysets import Scoped


class ShipperQuerySet(Scoped[Any]):
    def open(self) -> "ShipperQuerySet":
        return self.filter(closed_at=None)

    def of(self, person: Any) -> "ShipperQuerySet":
        """The open firm for which this person posts."""
        return self.open().filter(person=person)

    def closed_before(self, person: Any, credit_code: str) -> Any:
        """The latest that any union closed of this firm or of this person's, or None."""
        closed = self.filter(Q(person=person) | Q(credit_code=credit_code), closed_at__isnull=False)
        return closed.order_by("-closed_at").first()

    def with_counts(self) -> "ShipperQuerySet":
        """Each with `posted` loads, `touched` numbers and `waiting` reports."""
        return self.annotate(
            posted=Count("loads", distinct=True),
            touched=Count("loads__touches", distinct=True),
            waiting=Count("loads__reports", filter=Q(loads__reports__decided_at=None), distinct=True),
        )


class LoadQuerySet(models.QuerySet[Any]):
    def standing(self, *, today: date) -> "LoadQuerySet":
        """Loads a driver may find: of a verified shipper, not withdrawn, to be loaded today or later."""
        return self.filter(withdrawn_at=None, loads_on__gte=today, shipper__closed_at=None)

    def on_route(self, origin: str, target: str) -> "LoadQuerySet":
        """From and to division codes ("" for anywhere); a province's or city's code finds all within it."""
        return self.filter(within("origin", origin), within("target", target))

    def on_day(self, day: date | None) -> "LoadQuerySet":
        return self if day is None else self.filter(loads_on=day)

    def for_lorry(self, lorry: str) -> "LoadQuerySet":
        """What this lorry can carry: loads that ask for it, and those that take any."""
        return self.filter(lorry__in=[lorry, "any"]) if lorry and lorry != "any" else self

    def for_page(self) -> "LoadQuerySet":
        return self.select_related("origin__parent", "target__parent", "shipper")


def within(field: str, code: str) -> Q:
    """Divisions at or below this code: GB/T 2260 codes end in zeros above the county."""
    stem = code.removesuffix("00").removesuffix("00") if code else ""
    return Q(**{f"{field}__code__startswith": stem}) if stem else Q()


class ReportQuerySet(Scoped[Any]):
    union_path = "load__shipper__union__path"

    def waiting(self) -> "ReportQuerySet":
        return self.filter(decided_at=None)

    def for_page(self) -> "ReportQuerySet":
        return self.select_related("load__shipper", "load__origin", "load__target", "person", "decided_by")
