"""Answers: those that stand, and those that somebody may write. Evidence: what somebody keeps."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

from gonghui.primitives.people.models import Office, Person
from gonghui.primitives.people.permissions import may_for_all, unions_for
from gonghui.primitives.people.querysets import under_any
from gonghui.primitives.people.rules import OF_EMPLOYERS, ancestors

from . import rules
from .rules.finding import ranked

if TYPE_CHECKING:
    from .models import LegalAnswer


class AnswerQuerySet(models.QuerySet["LegalAnswer"]):
    def standing(self) -> AnswerQuerySet:
        return self.filter(withdrawn_at=None)

    def written_by(self, offices: Iterable[Office]) -> AnswerQuerySet:
        """Those that these offices may change: of their unions and below; at the top those of all."""
        own = under_any((union.path for union in unions_for(offices, rules.LIBRARY)), field="union__path")
        return self.filter(own | Q(union=None) if may_for_all(offices, rules.LIBRARY) else own)

    def shown_to(self, person: Person | None) -> AnswerQuerySet:
        """Those that stand; what the union of a firm has written, to its members alone: a boss sits at its table."""
        of_all = Q(union=None) | ~Q(union__kind__in=OF_EMPLOYERS)
        member = person.memberships.active().select_related("union").first() if person else None
        own = Q(union__path__in=ancestors(member.union.path)) if member else Q(pk__in=[])
        return self.standing().filter(of_all | own)

    def best(self, said: str) -> list[LegalAnswer]:
        """Those that fit what somebody wrote, the best first."""
        rows = self.order_by("pk")
        keys = ranked(said, rows.values_list("pk", "title", "asked"))
        found = {one.pk: one for one in self.filter(pk__in=keys).select_related("union")}
        return [found[key] for key in keys if key in found]


class EvidenceQuerySet(models.QuerySet["Evidence"]):
    def of(self, person: Person) -> EvidenceQuerySet:
        """What somebody keeps, the oldest first: in this order it is numbered."""
        return self.filter(person=person, deleted_at=None).select_related("file").order_by("pk")
