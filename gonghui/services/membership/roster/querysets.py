"""How imports and their troubles are looked up; every page starts from the offices of who asks."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db.models import Count, F, Q

from gonghui.primitives.people.models import Union
from gonghui.primitives.people.querysets import Scoped, paths_of

from .rules import WAITING

if TYPE_CHECKING:
    from .models import RosterImport, RosterTrouble  # noqa: F401  named in the annotations below


class RosterImportQuerySet(Scoped["RosterImport"]):
    def for_list(self, *, with_sample: bool = False) -> RosterImportQuerySet:
        """Newest first, with what a page shows and without the sealed file."""
        heavy = ["file_sealed"] if with_sample else ["file_sealed", "sample"]
        return self.select_related("union", "by", "confirmed_by").defer(*heavy).order_by("-created_at", "-pk")

    def waiting(self, now: datetime) -> RosterImportQuerySet:
        """For the worker: nobody is at them, or whoever was has not been heard of for the length of a lease."""
        free = Q(claimed_until=None) | Q(claimed_until__lt=now)
        return self.filter(free, state__in=WAITING).defer("file_sealed").order_by("created_at", "pk")

    def for_confirmation(self) -> RosterImportQuerySet:
        return self.filter(state="checked")


class RosterTroubleQuerySet(Scoped["RosterTrouble"]):
    """A trouble belongs to the union whose member another one has listed, where it is about that."""

    union_path = "elsewhere__path"

    def unsettled(self) -> RosterTroubleQuerySet:
        return self.filter(settled_at=None)

    def by_row(self) -> RosterTroubleQuerySet:
        return self.order_by("row", "pk")

    def counted(self) -> dict[str, int]:
        """How many troubles there are about each thing."""
        return dict(self.order_by().values_list("about").annotate(Count("pk")))

    def claims_on(self, unions: Iterable[Union]) -> RosterTroubleQuerySet:
        """Members of these unions whom another union has listed as its own; what waits for a look comes first."""
        return self.claims_below(paths_of(unions))

    def claims_below(self, paths: Iterable[Any]) -> RosterTroubleQuerySet:
        """As `claims_on`, by the paths of those unions."""
        claimed = self.below(paths).filter(roster__state="done")
        shown = claimed.select_related("person", "elsewhere", "settled_by", "roster__union")
        return shown.defer("roster__file_sealed", "roster__sample").order_by(
            F("settled_at").desc(nulls_first=True), "-pk"
        )
