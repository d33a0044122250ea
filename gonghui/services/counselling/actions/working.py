"""The rounds: calls that nobody took or has any more, talks that nobody holds, reminders; and what is forgotten."""

from datetime import datetime

from gonghui.primitives.casework import actions as casework
from gonghui.primitives.notices import actions as notices
from gonghui.primitives.transactions import action

from .. import rules, words
from ..models import Call, Note, Result, Talk
from .booking import abandoned, facts_of
from .calling import back, late

AT_ONCE = 200


def work(now: datetime) -> int:
    """Returns how many."""
    return back(now) + late(now) + abandoned(now) + remind(now=now) + casework.sweep(rules.CALL, now)


@action
def remind(*, now: datetime) -> int:
    """Who talks within a day, and booked before that, hears of it once. Returns how many."""
    soon = Talk.objects.standing().filter(
        reminded_at=None,
        booking__starts__gt=now,
        booking__starts__lte=now + rules.REMIND,
        booking__taken_at__lt=now - rules.REMIND / 4,
    )
    held = list(soon.for_page().select_for_update(of=("self",), skip_locked=True).order_by("pk")[:AT_ONCE])
    Talk.objects.filter(pk__in=[one.pk for one in held]).update(reminded_at=now)
    for one in held:
        notices.tell(one.person, words.REMINDER, facts_of(one), about=[one.pk], now=now)
    return len(held)


def forget(now: datetime) -> int:
    """Results and notes whose time is over, and what talks and calls were about. Returns how many."""
    return _forget(now=now) + casework.forget(rules.CALL, now=now)


@action
def _forget(*, now: datetime) -> int:
    gone = Result.objects.filter(created_at__lt=now - rules.KEPT).delete()[0]
    gone += Note.objects.filter(created_at__lt=now - rules.NOTES_KEPT).delete()[0]
    over = Talk.objects.filter(booking__ends__lt=now - rules.TALKS_KEPT).exclude(about=b"", phone=b"", reason=b"")
    keys = list(over.order_by("pk").values_list("pk", flat=True)[:AT_ONCE])
    gone += Talk.objects.filter(pk__in=keys).update(about=b"", phone=b"", reason=b"")
    numbers = Call.objects.filter(case__closed_at__lt=now - rules.TALKS_KEPT).exclude(phone=b"")
    keys = list(numbers.order_by("pk").values_list("pk", flat=True)[:AT_ONCE])
    return gone + Call.objects.filter(pk__in=keys).update(phone=b"")
