"""Who has opened what, kept as long as it marks something as new, then only counted."""

from dataclasses import asdict
from datetime import datetime

from django.db.models import Q

from gonghui.primitives.agenda import actions as agenda
from gonghui.primitives.people.models import Person
from gonghui.primitives.transactions import action

from .. import rules
from ..models import Announcement, Reading
from ..pages.agenda import UNREAD
from ..pages.readers import readers_of

AT_ONCE = 200  # announcements forgotten together


@action
def read(announcement: Announcement, person: Person | None, *, now: datetime) -> int | None:
    """The person has opened the text in force; answers the edition they had opened before, if any.

    Nothing is kept of visitors, nor of what is too old to be new to anybody.
    """
    if person is None or announcement.edition_at is None or announcement.edition_at <= now - rules.UNREAD:
        return None
    mine = Reading.objects.filter(announcement=announcement, person=person)
    before = mine.values_list("edition", flat=True).first()
    if before is None:
        opened = Reading(announcement=announcement, person=person, edition=announcement.edition)
        Reading.objects.bulk_create([opened], ignore_conflicts=True)  # opened twice at once is opened
    elif before < announcement.edition:
        mine.update(edition=announcement.edition)
    if before == 0:
        agenda.done(UNREAD.key, [announcement.pk], people=[person.pk])
    return before or None


def forget(now: datetime) -> int:
    """Names of readers go once nothing is new any more; what officers were told of numbers stays. Returns how many."""
    past = Q(edition_at__lte=now - rules.UNREAD)
    due = Announcement.objects.filter(past, readings__isnull=False).distinct().order_by("pk")
    return sum(_forget(each) for each in due[:AT_ONCE])


@action
def _forget(announcement: Announcement) -> int:
    told = asdict(readers_of(announcement))
    Announcement.objects.filter(pk=announcement.pk).update(readers_told=told)
    return Reading.objects.filter(announcement=announcement).delete()[0]
