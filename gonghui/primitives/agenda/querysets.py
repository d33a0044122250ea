"""Whose matters are looked up, and when they are shown."""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Any, TypeVar
from uuid import UUID

from django.db.models import F, Q, QuerySet

from gonghui.primitives.people.models import Person
from gonghui.primitives.people.querysets import Scoped

if TYPE_CHECKING:
    from .models import Matter  # noqa: F401 - the queryset's rows


Ids = Collection[UUID] | None
S = TypeVar("S", bound=QuerySet)


def only(rows: S, **named: Ids) -> S:
    """Of a slice's own rows those whose columns are among these ids; None asks for all of them."""
    return rows.filter(**{f"{column}__in": ids for column, ids in named.items() if ids is not None})


class MatterQuerySet(Scoped["Matter"]):
    def of_person(self, person: Person) -> "MatterQuerySet":
        return self.filter(person=person)

    def of_offices(self, paths: Iterable[Any], acts: Iterable[Any], persons: Any) -> "MatterQuerySet":
        """At the unions below each of these paths the matters of the acts beside it; not what somebody else than these
        persons must approve, nor what is about one of them. `acts` are lists and `persons` is one, marked (planned)."""
        reach = Q(pk__in=[])
        for path, named in zip(paths, acts, strict=True):
            reach |= Q(union__path__startswith=path, act__among=named)
        mine = Q(not_for__isnull=False, not_for__among=persons)
        return self.filter(reach, ~mine, ~Q(subject__among=persons), person=None)

    def shown(self, now: datetime) -> "MatterQuerySet":
        """In their time."""
        begun = Q(shows_from=None) | Q(shows_from__lte=now)
        return self.filter(begun, Q(until=None) | Q(until__gt=now))

    def lasting(self, now: datetime) -> "MatterQuerySet":
        """Whose time is not over; some of them are not shown yet."""
        return self.filter(Q(until=None) | Q(until__gt=now))

    def by_deadline(self) -> "MatterQuerySet":
        return self.order_by(F("due").asc(nulls_last=True), "title", "pk")
