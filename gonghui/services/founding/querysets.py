"""Which pleas, cases, terms and certificates: of whom, at which unions, in which state."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Count, Q

from gonghui.primitives.people.models import Employment, Person, Union
from gonghui.primitives.people.querysets import Scoped
from gonghui.primitives.people.rules import ancestors, around

from . import rules

if TYPE_CHECKING:
    from .models import Case, Plea  # noqa: F401 - named in base classes

ABOVE_EMPLOYERS = ("township", "district", "city", "province")
POOLED = ("township", "district", "city", "province", "national")  # unions that look after who has none
UPPER = ("district", "city", "province", "national")  # unions above places, the nearest first


class PleaQuerySet(Scoped["Plea"]):
    union_path = "area__path"

    def of(self, person: Person) -> PleaQuerySet:
        return self.filter(person=person)

    def waiting(self) -> PleaQuerySet:
        return self.filter(answered_at=None, withdrawn_at=None)

    def in_state(self, state: str) -> PleaQuerySet:
        return self.filter(
            {
                rules.WAITING: Q(answered_at=None, withdrawn_at=None),
                rules.ANSWERED: Q(answered_at__isnull=False, withdrawn_at=None),
                rules.WITHDRAWN: Q(withdrawn_at__isnull=False),
            }[state]
        )


class CaseQuerySet(Scoped["Case"]):
    union_path = "area__path"

    def running(self) -> CaseQuerySet:
        """Neither done nor stopped; what is approved still wants a certificate."""
        return self.filter(done_at=None, stopped_at=None)

    def in_state(self, state: str) -> CaseQuerySet:
        return self.filter(
            {
                rules.RUNNING: Q(approved_at=None, stopped_at=None),
                rules.APPROVED: Q(approved_at__isnull=False, done_at=None, stopped_at=None),
                rules.DONE: Q(done_at__isnull=False),
                rules.STOPPED: Q(stopped_at__isnull=False),
            }[state]
        )


class LastingQuerySet(Scoped[models.Model]):
    """Terms and certificates of unions."""

    def in_force(self) -> LastingQuerySet:
        return self.filter(ended_at=None)


def members_at(employers: Any) -> models.QuerySet[Any]:
    """Who works there now and is a member somewhere: (employer, many)."""
    working = Employment.objects.filter(
        ends_on=None, employer__in=employers, person__memberships__isnull=False, person__memberships__ends_on=None
    )
    return working.order_by("employer").values_list("employer").annotate(many=Count("person", distinct=True))


def lowest_above(paths: Collection[str], reach: Iterable[Union]) -> Union | None:
    """The lowest open union above employers that looks after all of these, among `reach` and what is below."""
    shared = set.intersection(*(set(ancestors(path)) for path in paths)) if paths else set()
    above = Union.objects.open().under(reach).filter(path__in=shared, kind__in=ABOVE_EMPLOYERS)
    return max(above, key=lambda union: len(union.path), default=None)


def union_above(division: str) -> Union | None:
    """The open union that looks after a place: of its county, else of its city, its province, the nation."""
    found = Union.objects.open().filter(Q(division__in=around(division)) | Q(kind="national"), kind__in=UPPER)
    return min(found, key=lambda union: (UPPER.index(union.kind), union.path), default=None)
