"""Which fairs, venues and purchases a person may see or act on."""

from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import Count, F, Q, Sum

from gonghui.kernel.text import fold


class FairQuerySet(models.QuerySet[Any]):
    def public(self) -> "FairQuerySet":
        """Fairs anyone may read about: published and not cancelled."""
        return self.filter(published_at__isnull=False, cancelled_at=None)

    def current(self, *, now: datetime) -> "FairQuerySet":
        """Public fairs that still have a session ahead."""
        return self.public().filter(closed_at=None, venues__sessions__ends_at__gt=now).distinct()

    def for_unions(self, unions: Any) -> "FairQuerySet":
        """Fairs of the given unions: what an office's jurisdiction covers."""
        return self.filter(union__in=unions)


class VenueQuerySet(models.QuerySet[Any]):
    def for_unions(self, unions: Any) -> "VenueQuerySet":
        return self.filter(fair__union__in=unions)

    def open_for_work(self) -> "VenueQuerySet":
        """Venues of fairs that run: published, not cancelled, not closed."""
        return self.filter(fair__published_at__isnull=False, fair__cancelled_at=None, fair__closed_at=None)

    def of_merchants(self, merchants: Any) -> "VenueQuerySet":
        """Venues where one of these merchants has a stall."""
        return self.filter(stalls__merchant__in=merchants).distinct()


class SessionQuerySet(models.QuerySet[Any]):
    def standing(self) -> "SessionQuerySet":
        return self.filter(cancelled_at=None)

    def public(self) -> "SessionQuerySet":
        """Sessions of fairs that anyone may read about."""
        return self.filter(venue__fair__published_at__isnull=False, venue__fair__cancelled_at=None)

    def with_free(self) -> "SessionQuerySet":
        """Each session with `free`, `taken`, `waiting` of its pool."""
        return self.select_related("pool").annotate(free=F("pool__capacity") - F("pool__taken"))


class PurchaseQuerySet(models.QuerySet[Any]):
    def of(self, person: Any) -> "PurchaseQuerySet":
        """A worker's own purchases."""
        return self.filter(sale__buyer=person)

    def of_merchants(self, merchants: Any) -> "PurchaseQuerySet":
        return self.filter(sale__merchant__in=merchants)

    def for_unions(self, unions: Any) -> "PurchaseQuerySet":
        return self.filter(venue__fair__union__in=unions)

    def for_page(self) -> "PurchaseQuerySet":
        """With everything one purchase shows."""
        return self.select_related(
            "sale__merchant", "sale__buyer", "venue__fair", "venue__division", "offer__goods", "offer__price"
        )

    def search(self, text: str) -> "PurchaseQuerySet":
        """By sale code, serial or invoice number, whole, in any case; all of them for an empty text."""
        words = fold(text).replace(" ", "").upper()
        if not words:
            return self
        code = words.replace("-", "")
        return self.filter(Q(sale__code=code) | Q(sale__serial=words) | Q(sale__invoice=words))

    def standing(self) -> "PurchaseQuerySet":
        return self.filter(sale__cancelled_at=None)

    def sums(self) -> dict[str, int]:
        """Count, turnover at ex-factory price and subsidy (fen) of the standing sales among these."""
        row = self.standing().aggregate(
            count=Count("id"), sales=Sum("sale__ex_factory_price"), subsidy=Sum("sale__subsidy")
        )
        return {name: value or 0 for name, value in row.items()}


class AfterSalesQuerySet(models.QuerySet[Any]):
    def waiting(self) -> "AfterSalesQuerySet":
        return self.filter(answered_at=None, closed_at=None)

    def of_merchants(self, merchants: Any) -> "AfterSalesQuerySet":
        return self.filter(purchase__sale__merchant__in=merchants)

    def for_unions(self, unions: Any) -> "AfterSalesQuerySet":
        return self.filter(Q(purchase__venue__fair__union__in=unions))
