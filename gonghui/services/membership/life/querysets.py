"""Which statements, lapses and deaths: those of the unions of who asks, and those whose day has come."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from gonghui.primitives.people.models import Person
from gonghui.primitives.people.querysets import Scoped

if TYPE_CHECKING:
    from .models import Death, Lapse, Leaving  # noqa: F401 - named in base classes


class LeavingQuerySet(Scoped["Leaving"]):
    union_path = "membership__union__path"

    def open(self) -> LeavingQuerySet:
        return self.filter(done_at=None, undone_at=None)

    def of(self, person: Person) -> LeavingQuerySet:
        return self.filter(membership__person=person)

    def due(self, today: date) -> LeavingQuerySet:
        return self.open().filter(takes_on__lte=today).order_by("takes_on", "pk")


class LapseQuerySet(Scoped["Lapse"]):
    union_path = "membership__union__path"

    def open(self) -> LapseQuerySet:
        return self.filter(done_at=None, dropped_at=None)

    def running(self) -> LapseQuerySet:
        """Open, of a membership that has not ended another way."""
        return self.open().filter(membership__ends_on=None)


class DeathQuerySet(Scoped["Death"]):
    """A death is looked after where it ended the membership."""

    union_path = "membership__union__path"

    def standing(self) -> DeathQuerySet:
        return self.filter(undone_at=None)
