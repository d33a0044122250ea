"""The worker's rounds: reminders; and what is forgotten."""

from datetime import datetime

from gonghui.primitives.admission.models import Place
from gonghui.primitives.transactions import action

from .. import rules, words
from ..models import Finding, Slot
from .telling import tell

AT_ONCE = 20  # slots


def work(now: datetime) -> int:
    """Returns how many."""
    return remind(now=now)


@action
def remind(*, now: datetime) -> int:
    """Who comes within a day, and booked before that, hears of it once. Returns how many."""
    soon = Slot.objects.for_page().filter(
        reminded_at=None, day__called_off_at=None, starts__gt=now, starts__lte=now + rules.REMIND
    )
    slots = list(soon.select_for_update(of=("self",), skip_locked=True).order_by("starts", "pk")[:AT_ONCE])
    Slot.objects.filter(pk__in=[slot.pk for slot in slots]).update(reminded_at=now)
    told = 0
    for slot in slots:
        for place in Place.objects.expected().filter(pool=slot.pool, taken_at__lt=slot.starts - rules.REMIND):
            tell(place, slot, words.REMINDER, now=now)
            told += 1
    return told


def forget(now: datetime) -> int:
    """Findings whose time is over. Returns how many."""
    return _forget(now=now)


@action
def _forget(*, now: datetime) -> int:
    return Finding.objects.filter(at__lt=now - rules.KEPT).delete()[0]
