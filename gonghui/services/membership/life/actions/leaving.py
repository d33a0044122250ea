"""A member leaves in writing: for a day, until which they may think again."""

from datetime import datetime

from django.utils.timezone import localdate

from gonghui.kernel.callers import SYSTEM, Caller
from gonghui.kernel.text import tidy
from gonghui.primitives.agenda import actions as agenda
from gonghui.primitives.journal import actions as journal
from gonghui.primitives.notices import actions as notices
from gonghui.primitives.people import actions as people
from gonghui.primitives.people.models import Membership, Person
from gonghui.primitives.people.refusals import NotAMember
from gonghui.primitives.rows import insert_unless_taken
from gonghui.primitives.transactions import action

from .. import rules, words
from ..models import Lapse, Leaving
from ..pages import LEAVINGS
from ..refusals import LeavesAlready, LeavingOver
from .lapses import close_over

AT_ONCE = 50


@action
def ask_to_leave(person: Person, *, reason: str = "", by: Caller, now: datetime) -> Leaving:
    """A statement; it takes effect in some days. Raises NotAMember, LeavesAlready."""
    membership = Membership.objects.active().select_related("union").filter(person=person).first()
    if membership is None:
        raise NotAMember()
    asked = Leaving(membership=membership, reason=tidy(reason)[:300], created_at=now)
    asked.takes_on = rules.takes_effect(localdate(now))
    if not insert_unless_taken(asked):
        raise LeavesAlready()
    agenda.renew(LEAVINGS, [asked.pk], now=now)
    _journal("membership.ask_to_leave", asked, by=by, now=now)
    notices.tell(person, words.LEAVING, {"day": asked.takes_on}, sms=False, now=now)
    return asked


@action
def undo_leaving(asked: Leaving, *, by: Caller, now: datetime) -> None:
    """They stay. Raises LeavingOver once it has taken effect or was taken back."""
    if not Leaving.objects.open().filter(pk=asked.pk).update(undone_at=now):
        raise LeavingOver()
    agenda.done(LEAVINGS.key, [asked.pk])
    _journal("membership.undo_leaving", asked, by=by, now=now)
    notices.tell(asked.membership.person, words.KEPT, {"union": asked.membership.union.name}, sms=False, now=now)


def work_leavings(now: datetime) -> int:
    """End the memberships whose day has come, and the steps of those that have ended. Returns how many."""
    due = list(Leaving.objects.due(localdate(now)).values_list("pk", flat=True)[:AT_ONCE])
    ended = sum(map(bool, [_take_effect(pk, now=now) for pk in due]))
    return ended + close_over(now=now)


@action
def _take_effect(pk: object, *, now: datetime) -> bool:
    asked = Leaving.objects.open().select_for_update(of=("self",)).filter(pk=pk).first()
    if asked is None:
        return False
    asked.done_at = now
    asked.save(update_fields=["done_at"])
    agenda.done(LEAVINGS.key, [asked.pk])
    person, today = asked.membership.person, localdate(now)
    if Membership.objects.active().filter(pk=asked.membership_id).exists():  # else they have left another way
        people.leave(person, ends_on=today, why="本人声明退会", by=SYSTEM, now=now)
        facts = {"union": asked.membership.union.name, "day": today}
        notices.tell(person, words.LEFT, facts, sms=False, now=now)
    return True


@action
def forget(*, now: datetime) -> int:
    """What was written on leaving and said in talks three years ago. Returns of how many."""
    long_ago = now - rules.REASONS_KEPT
    reasons = Leaving.objects.filter(created_at__lt=long_ago).exclude(reason="").update(reason="")
    talks = Lapse.objects.filter(created_at__lt=long_ago).exclude(talk="", dropped_because="")
    return reasons + talks.update(talk="", dropped_because="")


def _journal(act: str, asked: Leaving, *, by: Caller, now: datetime) -> None:
    person = asked.membership.person
    facts = {"union": asked.membership.union.name, "on": asked.takes_on}
    journal.record(act, asked, by=by, now=now, label=person.name, on_person=person, facts=facts)
