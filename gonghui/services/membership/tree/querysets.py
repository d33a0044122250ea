"""Which changes: those of the unions of who asks, those that wait, those whose day has come."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Self

from django.db.models import Q

from gonghui.primitives.people.models import Union
from gonghui.primitives.people.querysets import Scoped, under_any

if TYPE_CHECKING:
    from .models import UnionChange  # noqa: F401 - named in a base class


class UnionChangeQuerySet(Scoped["UnionChange"]):
    """A change belongs to the union that it is about; a founding, to the union above."""

    def under(self, unions: Iterable[Union]) -> Self:
        paths = [union.path for union in unions]
        founded = Q(union=None) & under_any(paths, field="target__path")
        return self.filter(under_any(paths, field="union__path") | founded)

    def open(self) -> UnionChangeQuerySet:
        return self.filter(done_at=None, undone_at=None, stopped_at=None)

    def due(self, today: date) -> UnionChangeQuerySet:
        """Those of the earliest day first, and of one day in the order in which they were decided."""
        return self.open().filter(takes_on__lte=today).order_by("takes_on", "created_at", "pk")

    def of(self, union: Union) -> UnionChangeQuerySet:
        """Of this union, and what is to be founded under it or comes into it."""
        return self.filter(Q(union=union) | Q(target=union)).order_by("-created_at", "-pk")

    def for_list(self) -> UnionChangeQuerySet:
        return self.select_related("union", "target", "by_person", "undone_by", "decided_from")
