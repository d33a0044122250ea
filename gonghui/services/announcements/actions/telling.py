"""Members hear of what is out, if its officer wished: in the app, a batch a transaction, each member once."""

from datetime import datetime

from django.db.models import F

from gonghui.primitives.agenda import actions as agenda
from gonghui.primitives.notices import actions as notices
from gonghui.primitives.people.models import Membership
from gonghui.primitives.transactions import action

from .. import words
from ..models import Announcement, Reading
from ..pages.agenda import UNREAD

AT_ONCE = 2_000  # members told in one transaction


@action
def tell(*, now: datetime) -> int:
    """The next members of the next announcement; how many were told.

    How far it got is written in the same transaction: a batch that is cut off or repeated tells nobody twice. By SMS
    nobody is told: one costs money, and its text must have been approved by the carrier word for word.
    """
    due = Announcement.objects.shown(now).filter(tells=True, told_at=None).order_by("starts_at", "pk")
    found = due.select_for_update(of=("self",), skip_locked=True).select_related("union").first()
    if found is None:
        return 0
    members = Membership.objects.active().under([found.union]).order_by("person")
    if found.told_upto:
        members = members.filter(person__gt=found.told_upto)
    persons = list(members.values_list("person", flat=True)[:AT_ONCE])
    facts = {"title": found.title, "union": found.union.name}
    told = notices.tell_many(((person, facts) for person in persons), words.NEW, about=[found.pk], sms=False, now=now)
    told_of = [Reading(announcement=found, person_id=person, edition=0) for person in persons]
    Reading.objects.bulk_create(told_of, ignore_conflicts=True)  # who has opened it already has
    agenda.renew(UNREAD, [found.pk], people=persons, now=now)
    done = {} if len(persons) == AT_ONCE else {"told_at": now}
    progress = {"told_count": F("told_count") + told, "told_upto": persons[-1]} if persons else {}
    Announcement.objects.filter(pk=found.pk).update(**progress, **done)
    return told
