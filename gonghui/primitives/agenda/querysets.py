"""Whose matters are looked up, and when they are shown."""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import TYPE_CHECKING, TypeVar
from uuid import UUID

from django.db.models import F, Q, QuerySet

from gonghui.primitives.people.models import Office, Person
from gonghui.primitives.people.powers import acts_of
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

    def of_offices(self, offices: Iterable[Office]) -> "MatterQuerySet":
        """What these offices of one person may do, where they may; not what somebody else must approve, nor what is
        about that person."""
        reach, persons = Q(pk__in=[]), set()
        for office in offices:
            reach |= Q(union__path__startswith=office.union.path, act__in=acts_of(office.role))
            persons.add(office.person_id)
        mine = Q(not_for__isnull=False, not_for__in=persons)
        return self.filter(reach, ~mine, ~Q(subject__in=persons), person=None)

    def shown(self, now: datetime) -> "MatterQuerySet":
        """In their time."""
        begun = Q(shows_from=None) | Q(shows_from__lte=now)
        return self.filter(begun, Q(until=None) | Q(until__gt=now))

    def lasting(self, now: datetime) -> "MatterQuerySet":
        """Whose time is not over; some of them are not shown yet."""
        return self.filter(Q(until=None) | Q(until__gt=now))

    def by_deadline(self) -> "MatterQuerySet":
        return self.order_by(F("due").asc(nulls_last=True), "title", "pk")
