"""Which standards, claims, rulings and payments: of a place, of a union and below, that wait, that stand."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db.models import OuterRef, Subquery

from gonghui.primitives.people.querysets import Scoped
from gonghui.primitives.people.rules import around

if TYPE_CHECKING:
    from .models import Claim, Payment, Ruling, Standard  # noqa: F401 - named in base classes


class StandardQuerySet(Scoped["Standard"]):
    def holding(self, place: str, on: date) -> Standard | None:
        """That of the smallest area around a place, the newest in force on a day."""
        places = around(place)
        rows = list(self.filter(division__in=places, since__lte=on).select_related("division"))
        return min(rows, key=lambda one: (places.index(one.division_id), -one.since.toordinal()), default=None)


class ClaimQuerySet(Scoped["Claim"]):
    union_path = "case__union__path"

    def listed(self) -> ClaimQuerySet:
        """On the list of workers in hardship now."""
        return self.filter(listed_on__isnull=False, ended_on=None)

    def to_pay(self) -> ClaimQuerySet:
        return self.filter(case__stage="paying", payment=None)

    def with_amount(self) -> ClaimQuerySet:
        """`granted`: fen, by the ruling that stands."""
        rulings = self.model._meta.get_field("rulings").related_model._base_manager
        standing = rulings.filter(claim=OuterRef("pk"), granted=True, dropped_at=None, second_at__isnull=False)
        return self.annotate(granted=Subquery(standing.values("amount")[:1]))


class RulingQuerySet(Scoped["Ruling"]):
    union_path = "claim__case__union__path"

    def standing(self) -> RulingQuerySet:
        return self.filter(dropped_at=None)

    def confirmed(self) -> RulingQuerySet:
        return self.standing().filter(second_at__isnull=False)

    def shown(self, now: datetime) -> RulingQuerySet:
        """In the public notice."""
        return self.confirmed().filter(granted=True, claim__case__stage="notice", shown_until__gt=now)

    def over(self, now: datetime) -> RulingQuerySet:
        """Their notice is over, and nobody objects."""
        found = self.confirmed().filter(granted=True, claim__case__stage="notice", shown_until__lte=now)
        return found.filter(objected_at=None, claim__case__paused_at=None)


class PaymentQuerySet(Scoped["Payment"]):
    union_path = "fund__union__path"
