"""How draws and lots are looked up."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Exists, OuterRef

from gonghui.primitives.admission.models import Place

from .rules import PAUSE

if TYPE_CHECKING:
    from collections.abc import Collection
    from uuid import UUID

    from gonghui.primitives.people.models import Person

    from .models import Draw, Lot  # noqa: F401 - the querysets' rows


class DrawQuerySet(models.QuerySet["Draw"]):
    def to_close(self, now: datetime) -> "DrawQuerySet":
        """Draws whose window has ended and whose list is not frozen yet."""
        return self.filter(closes_at__lte=now, closed_at=None, cancelled_at=None)

    def frozen(self) -> "DrawQuerySet":
        """Draws whose list stands, and which are not made yet."""
        return self.filter(closed_at__isnull=False, drawn_at=None, cancelled_at=None)

    def to_draw(self, now: datetime) -> "DrawQuerySet":
        """Frozen draws that wait for nothing more: neither for their beacon nor, without one, for the pause in which
        outsiders can keep the published hash before the secret is told."""
        beacon_came = ~models.Q(beacon="")
        without = models.Q(beacon_rule="", closed_at__lte=now - PAUSE)
        return self.frozen().filter(beacon_came | without)


class LotQuerySet(models.QuerySet["Lot"]):
    def live(self) -> "LotQuerySet":
        return self.filter(withdrawn_at=None)

    def of(self, person: "Person | UUID") -> "LotQuerySet":
        return self.filter(holder=person)

    def hoping_for(self, pools: "Collection[UUID]") -> "LotQuerySet":
        """Live lots that chose one of the pools and whose holders have no place there: drawn for, or in the order."""
        placed = Place.objects.live().filter(scope=OuterRef("draw__scope"), holder=OuterRef("holder"))
        return self.live().filter(~Exists(placed), choices__overlap=list(pools), place=None)
