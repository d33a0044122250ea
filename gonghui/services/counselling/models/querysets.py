"""Which of them, for whom: what is one's own, what a counsellor was chosen for, what still waits."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from gonghui.primitives.casework.models import Message
from gonghui.primitives.people.models import Office, Person
from gonghui.primitives.people.querysets import Scoped

from .. import rules

if TYPE_CHECKING:
    from . import Call, Consent, Counsellor, Leaflet, Note, Result, Talk  # noqa: F401 - named in base classes


class LeafletQuerySet(Scoped["Leaflet"]):
    def shown(self) -> LeafletQuerySet:
        return self.filter(withdrawn_at=None)


class CounsellorQuerySet(Scoped["Counsellor"]):
    def in_office(self, now: datetime) -> CounsellorQuerySet:
        """Who holds the office for it at their union."""
        offices = Office.objects.open_at(now).allowing(rules.COUNSEL)
        return self.filter(Exists(offices.filter(person=OuterRef("person"), union=OuterRef("union"))))

    def of(self, person: Person) -> CounsellorQuerySet:
        return self.filter(person=person).select_related("union", "room__premises")


class ConsentQuerySet(models.QuerySet["Consent"]):
    def to_statement(self, person: Person) -> ConsentQuerySet:
        """A person's to what is asked today; to another text they agreed to that text."""
        return self.filter(person=person, statement=rules.STATEMENT, revoked_at=None)


class ResultQuerySet(models.QuerySet["Result"]):
    def of(self, person: Person) -> ResultQuerySet:
        return self.filter(person=person)

    def shown_to(self, counsellor: Person, person: Person) -> ResultQuerySet:
        """What a person let this counsellor see."""
        return self.filter(person=person, shown_to__person=counsellor)


class TalkQuerySet(models.QuerySet["Talk"]):
    def of(self, person: Person) -> TalkQuerySet:
        return self.filter(person=person)

    def with_counsellor(self, person: Person) -> TalkQuerySet:
        """Those for which somebody chose this counsellor."""
        return self.filter(counsellor__person=person)

    def standing(self) -> TalkQuerySet:
        return self.filter(booking__released_at=None)

    def ahead(self, now: datetime) -> TalkQuerySet:
        return self.standing().filter(booking__ends__gt=now)

    def for_page(self) -> TalkQuerySet:
        return self.select_related("booking", "counsellor__person", "counsellor__room__premises", "person")


class CallQuerySet(Scoped["Call"]):
    union_path = "case__union__path"

    def waiting(self) -> CallQuerySet:
        """Nobody has taken them."""
        return self.filter(taken_at=None, case__closed_at=None)

    def coming(self) -> CallQuerySet:
        """Somebody is to call: nobody has taken them, or who took them has said no word yet."""
        return self.filter(Q(taken_at=None) | Q(~_said(), reached_at=None), case__closed_at=None)

    def late(self, now: datetime) -> CallQuerySet:
        return self.waiting().filter(due_at__lte=now)

    def dropped(self, now: datetime) -> CallQuerySet:
        """Taken, and left alone: who has them holds the office no more, or has said no word in good time."""
        offices = Office.objects.open_at(now).allowing(rules.COUNSEL).filter(person=OuterRef("case__assigned_to"))
        silent = Q(~_said(), taken_at__lte=now - rules.REACH_WITHIN, reached_at=None)
        return self.filter(~Exists(offices) | silent, taken_at__isnull=False, case__closed_at=None)

    def taken_by(self, person: Person) -> CallQuerySet:
        return self.filter(case__assigned_to=person)

    def for_page(self) -> CallQuerySet:
        return self.select_related("case__person", "case__union", "case__assigned_to")

    def not_of(self, person: Person) -> CallQuerySet:
        return self.exclude(case__person=person)


def _said() -> Exists:
    """Who took it has said something to who asked since."""
    said = Message.objects.filter(case=OuterRef("case"), what=Message.What.SAY, from_asker=False)
    return Exists(said.filter(created_at__gte=OuterRef("taken_at")))


class NoteQuerySet(models.QuerySet["Note"]):
    def by(self, author: Person) -> NoteQuerySet:
        return self.filter(author=author).order_by(F("pk").desc())
