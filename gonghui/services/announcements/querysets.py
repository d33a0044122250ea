"""Which announcements: those that are out, those for somebody, those that are new to them, those that wait."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, OuterRef, Q, Subquery

from gonghui.faces.scripts import simplified
from gonghui.kernel.text import fold
from gonghui.primitives.people.lookups import membership_of
from gonghui.primitives.people.models import Person, Union
from gonghui.primitives.people.querysets import Scoped
from gonghui.primitives.people.rules import ancestors

from . import rules

if TYPE_CHECKING:
    from .models import Announcement, Reading  # noqa: F401 - named in base classes

PUBLIC = Q(union__parent=None) | Q(union__kind__in=(Union.Kind.NATIONAL, Union.Kind.PROVINCE))


def plain(text: str) -> str:
    """Words as they are searched, whichever script somebody writes."""
    return fold(simplified(text)).lower()


class AnnouncementQuerySet(Scoped["Announcement"]):
    def out(self, now: datetime) -> AnnouncementQuerySet:
        """Published, and their time has come; what is over or withdrawn too."""
        return self.filter(published_at__isnull=False, starts_at__lte=now)

    def shown(self, now: datetime) -> AnnouncementQuerySet:
        """What people see now."""
        return self.out(now).filter(Q(ends_at=None) | Q(ends_at__gt=now), withdrawn_at=None)

    def open_to(self, person: Person | None) -> AnnouncementQuerySet:
        """What somebody may read who has its address: what is for everybody, and what the unions above them say."""
        return self.filter(Q(audience="everybody") | _of_unions_above(person))

    def listed_for(self, person: Person | None) -> AnnouncementQuerySet:
        """What concerns somebody: what the unions above them say, and what a province or the nation says to all."""
        return self.filter(Q(audience="everybody") & PUBLIC | _of_unions_above(person))

    def with_reading_of(self, person: Person | None) -> AnnouncementQuerySet:
        """Each with `read`, the edition that the person has opened; None for none, and for visitors."""
        from .models import Reading

        own = Reading.objects.opened().filter(announcement=OuterRef("pk"), person=person)
        return self.annotate(read=Subquery(own.values("edition")[:1]))

    def new_to(self, person: Person, now: datetime) -> AnnouncementQuerySet:
        """Those whose text in force the person has not opened, as long as that is recent."""
        unread = Q(read=None) | Q(read__lt=F("edition"))
        return self.with_reading_of(person).filter(unread, edition_at__gt=now - rules.UNREAD)

    def newest_first(self) -> AnnouncementQuerySet:
        """Pinned ones before the others."""
        return self.order_by("-pinned", "-starts_at", "-pk")

    def saying(self, words: str) -> AnnouncementQuerySet:
        """Those whose title or text has every one of the words, in either script."""
        found = self
        for word in words.split():  # before it is folded: that leaves no space between Chinese words
            found = found.filter(plain__contains=plain(word))
        return found

    def in_state(self, state: str, now: datetime) -> AnnouncementQuerySet:
        over = Q(ends_at__lte=now)
        standing = Q(published_at__isnull=False, withdrawn_at=None)
        return self.filter(
            {
                rules.DRAFT: Q(published_at=None),
                rules.SCHEDULED: standing & Q(starts_at__gt=now) & ~over,
                rules.SHOWN: standing & Q(starts_at__lte=now) & (Q(ends_at=None) | Q(ends_at__gt=now)),
                rules.OVER: standing & over,
                rules.WITHDRAWN: Q(withdrawn_at__isnull=False),
            }[state]
        )

    def to_come_or_go(self, now: datetime) -> AnnouncementQuerySet:
        """What officers look at in its time: drafts that have a day, and pinned ones that have an end to come."""
        ending = Q(published_at__isnull=False, withdrawn_at=None, pinned=True, ends_at__gt=now)
        return self.filter(Q(published_at=None, starts_at__isnull=False) | ending)


class ReadingQuerySet(models.QuerySet["Reading"]):
    def opened(self) -> ReadingQuerySet:
        return self.filter(edition__gt=0)

    def unopened(self, now: datetime) -> ReadingQuerySet:
        """Of those who were told of it and have never opened it, as long as it is shown and recent."""
        standing = Q(announcement__ends_at=None) | Q(announcement__ends_at__gt=now)
        recent = {"announcement__edition_at__gt": now - rules.UNREAD, "announcement__withdrawn_at": None}
        return self.filter(standing, edition=0, **recent)


def _of_unions_above(person: Person | None) -> Q:
    """Announcements of the person's own union and of all above it."""
    membership = membership_of(person)
    return Q(union__path__in=ancestors(membership.union.path)) if membership else Q(pk__in=[])
