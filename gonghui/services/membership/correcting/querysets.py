"""Which corrections."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gonghui.primitives.people.models import Person
from gonghui.primitives.people.querysets import Scoped

if TYPE_CHECKING:
    from .models import Correction  # noqa: F401 - named in a base class


class CorrectionQuerySet(Scoped["Correction"]):
    def open(self) -> CorrectionQuerySet:
        return self.filter(decided_at=None)

    def of(self, person: Person) -> CorrectionQuerySet:
        return self.filter(person=person).order_by("-created_at", "-pk")

    def for_list(self) -> CorrectionQuerySet:
        return self.select_related("person", "union", "first_by", "decided_by", "proof")
