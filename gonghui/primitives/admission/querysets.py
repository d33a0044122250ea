"""How pools, places and waiters are looked up."""

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple
from uuid import UUID

from django.db import models
from django.db.models import Count, OuterRef, Subquery

from gonghui.kernel.codes import parse_code
from gonghui.primitives.statements import run

if TYPE_CHECKING:
    from gonghui.primitives.people.models import Person

    from .models import (  # noqa: F401 - the querysets' rows
        Place,
        Pool,
        Scan,
        Waiter,
    )


HAS = """
SELECT
  EXISTS (SELECT FROM admission_place WHERE scope = %(scope)s AND holder_id = %(holder)s AND released_at IS NULL),
  EXISTS (SELECT FROM admission_waiter WHERE scope = %(scope)s AND holder_id = %(holder)s AND left_at IS NULL)
"""


class Has(NamedTuple):
    """Whether somebody has a live place in a scope, and whether they stand in a line of it."""

    place: bool
    turn: bool


def has(person: "Person", scope: UUID) -> Has:
    """Asked before the big look-ups, which most people who only look would pay for nothing; planned already."""
    return Has(*run(HAS, {"scope": scope, "holder": person.pk})[0])


class Counts(NamedTuple):
    capacity: int
    taken: int
    waiting: int
    checked_in: int

    @property
    def free(self) -> int:
        """Places a newcomer may have: none while a line stands."""
        return 0 if self.waiting else self.capacity - self.taken


class PoolQuerySet(models.QuerySet["Pool"]):
    def counts(self, pool_ids: Iterable[UUID]) -> dict[UUID, Counts]:
        """The figures of many pools in one query, for lists and boards."""
        rows = self.filter(pk__in=list(pool_ids)).values_list("pk", "capacity", "taken", "waiting", "checked_in")
        return {pk: Counts(*figures) for pk, *figures in rows}


class PlaceQuerySet(models.QuerySet["Place"]):
    def live(self) -> "PlaceQuerySet":
        return self.filter(released_at=None)

    def of(self, person: "Person | UUID") -> "PlaceQuerySet":
        return self.filter(holder=person)

    def in_scope(self, scope: UUID) -> "PlaceQuerySet":
        return self.filter(scope=scope)

    def by_code(self, code: str) -> "PlaceQuerySet":
        """The place of a receipt, live or released, if there is one. Raises BadCode for what cannot be a code."""
        return self.select_related("pool", "holder").filter(code=parse_code(code))

    def overdue(self, now: datetime) -> "PlaceQuerySet":
        """Offers that nobody confirmed in time."""
        return self.expected().filter(confirm_by__lte=now)

    def expected(self) -> "PlaceQuerySet":
        """Live places whose holders have not come in."""
        return self.live().filter(check_in=None)


class WaiterQuerySet(models.QuerySet["Waiter"]):
    def live(self) -> "WaiterQuerySet":
        return self.filter(left_at=None)

    def of(self, person: "Person | UUID") -> "WaiterQuerySet":
        return self.filter(holder=person)

    def in_order(self) -> "WaiterQuerySet":
        return self.order_by("number")

    def left_for_nothing(self, places: "Iterable[Place]") -> "WaiterQuerySet | None":
        """Who stopped waiting elsewhere because of these places, taken just now; None for nobody, at no cost."""
        left = {place.lines_left for place in places if place.lines_left}
        gone = [pk for later in left for (pk,) in later.rows()]
        return self.filter(pk__in=gone) if gone else None

    def with_position(self) -> "WaiterQuerySet":
        """Each live waiter with `position`, 1-based, in the same query."""
        ahead = (
            self.model._default_manager.filter(left_at=None, pool=OuterRef("pool"), number__lte=OuterRef("number"))
            .order_by()
            .values("pool")
            .annotate(n=Count("pk"))
            .values("n")
        )
        return self.live().annotate(position=Subquery(ahead))

    def position_of(self, waiter: "Waiter") -> int:
        """How many turns until this one, 1 for the next; 0 for who waits no more."""
        standing = self.with_position().filter(pk=waiter.pk).first()
        return standing.position if standing else 0  # type: ignore[attr-defined]


class ScanQuerySet(models.QuerySet["Scan"]):
    def in_scope(self, scope: UUID) -> "ScanQuerySet":
        return self.filter(place__scope=scope)

    def to_look_at(self) -> "ScanQuerySet":
        """Yeses of gates that are not a check-in: who was let in twice, or on a place that was not theirs any more."""
        return self.exclude(outcome="admitted")
