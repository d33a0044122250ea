"""Which cases: one's own, and those that an office sees. What a kind says of who sees it is decided here alone."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

from gonghui.kernel.text import fold
from gonghui.primitives.long_lists import LongList
from gonghui.primitives.people.models import Office, Person
from gonghui.primitives.people.permissions import unions_for
from gonghui.primitives.people.querysets import Scoped, under_any
from gonghui.primitives.text_search import spelled

from .kinds import Kind, Relation, Stage

if TYPE_CHECKING:
    from .models import Attachment, Case  # noqa: F401 - named in a base class

LONGEST_CODE, LAST = 16, 4


class CaseQuerySet(LongList["Case"], Scoped["Case"]):
    def of(self, person: Person, kind: Kind) -> CaseQuerySet:
        """One's own."""
        return self.filter(person=person, kind=kind.code) if Relation.ASKER in kind.seen_by else self.none()

    def seen_by(self, person: Person, kind: Kind, offices: Iterable[Office]) -> CaseQuerySet:
        """Cases of a kind that these offices of a person see; never the person's own, whatever the office."""
        allowed = [office.union for office in offices if office.role in kind.act.roles]
        here = Q(union__in={union.pk for union in allowed})
        below = under_any((union.path for union in unions_for(offices, kind.act)), field="union__path")
        seen = Q(pk__in=[])
        if {Relation.HERE, Relation.ABOVE} <= kind.seen_by:  # all else lies within
            return self.filter(below, kind=kind.code).exclude(person=person)
        if Relation.ASSIGNED in kind.seen_by:
            seen |= Q(assigned_to=person) & below
        if Relation.HERE in kind.seen_by:
            seen |= here
        if Relation.ABOVE in kind.seen_by:
            seen |= below if Relation.HERE in kind.seen_by else below & ~here
        return self.filter(seen, kind=kind.code).exclude(person=person)

    def given_to(self, person: Person, kind: Kind, offices: Iterable[Office]) -> CaseQuerySet:
        """Those of a kind that somebody has, by an office of theirs to which the kind gives it in some stage."""
        paths = [office.union.path for office in offices if office.role in kind.roles]
        return self.filter(under_any(paths, field="union__path"), kind=kind.code, assigned_to=person)

    def of_kind(self, kind: Kind) -> CaseQuerySet:
        return self.filter(kind=kind.code)

    def open(self) -> CaseQuerySet:
        return self.filter(closed_at=None)

    def running(self) -> CaseQuerySet:
        """Open, and their clock runs."""
        return self.filter(closed_at=None, due_at__isnull=False)

    def late(self, now: datetime) -> CaseQuerySet:
        return self.running().filter(due_at__lte=now)

    def saying(self, words: str) -> CaseQuerySet:
        """By the last four of the asker's number, the beginning of their name, or the code: each by an index of its
        own, which one condition over both tables had none of."""
        text = fold(words)
        code = text.replace("-", "").upper()
        if len(text) == LAST and text.isdecimal():
            return self.filter(person__in=Person.objects.filter(mobile_tail=text).values("pk"))
        named = Person.objects.filter(spelled("name", text), name__startswith=text).values("pk")
        if not text.isascii() or len(code) > LONGEST_CODE:
            return self.filter(person__in=named)
        every = self.model.objects.all()
        of_name, of_code = every.filter(person__in=named).values("pk"), every.filter(code=code).values("pk")
        return self.filter(pk__in=of_name.union(of_code))

    def in_stage(self, stage: Stage) -> CaseQuerySet:
        """With what follows from it for a case's clock, so that an index by deadline serves."""
        rows = self.filter(stage=stage.code)
        return rows.filter(closed_at=None) if stage.limits else rows.filter(due_at=None)


class AttachmentQuerySet(models.QuerySet["Attachment"]):
    def of_cases(self, cases: CaseQuerySet, *, internal: bool) -> AttachmentQuerySet:
        """Files of the cases that somebody sees; `internal`: those of notes too."""
        found = self.filter(message__case__in=cases).select_related("file")
        return found if internal else found.exclude(message__what__in=("note", "check"))
