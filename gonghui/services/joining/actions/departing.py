"""What somebody still applies for ends with their membership, or with their life."""

from datetime import datetime
from uuid import UUID

from gonghui.kernel.callers import Caller
from gonghui.primitives.notices import actions as notices
from gonghui.primitives.transactions import action

from .. import words
from ..models import Application
from ..querysets import ApplicationQuerySet
from .deciding import Word, write_down
from .going_on import withdraw
from .holding import bring_before, locked_many, renew, tidied, written

STATE = Application.State


@action
def left(person: UUID, *, by: Caller, now: datetime) -> None:
    """There is nothing to move any more; they are told, and may apply to join."""
    for one in _open(person).filter(kind=Application.Kind.TRANSFER):
        ended = withdraw(one, act="end", by=by, now=now)
        facts = {"union": ended.union.name if ended.union else "", "code": ended.code}
        notices.tell(ended.person, words.ENDED, facts, about=[ended.pk], sms=False, now=now)


@action
def died(person: UUID, *, by: Caller, now: datetime) -> None:
    """Nobody joins for them; nothing of the number stays."""
    for one in (each for each in locked_many(_open(person)) if each.is_open):
        ended = withdraw(one, act="end", by=by, now=now)
        ended.died_from = one.state
        ended.save(update_fields=["died_from"])


@action
def revived(person: UUID, *, by: Caller, now: datetime) -> None:
    """It goes on as it was, in new time; without the number, which is gone, it is to be written down and sent again."""
    if _open(person).exists():  # begun since by whoever signed in as them
        return
    for one in locked_many(Application.objects.filter(person=person).exclude(died_from="").order_by("-pk")[:1]):
        was, one.state, one.died_from = one.died_from, one.died_from, ""
        if was == STATE.WAITING and one.before:
            bring_before(one, one.before, now=now)
        one.save()
        written("revive", one, by=by, now=now)
        if was != STATE.DRAFT and one.kind == Application.Kind.JOIN and one.document_kind:
            reason = "；".join(filter(None, (one.reason, str(words.NUMBER_GONE))))
            write_down([one], Word(STATE.RETURNED, tidied(reason)), by=by, now=now)
        else:
            renew(one, now=now)


def _open(person: UUID) -> ApplicationQuerySet:
    return Application.objects.open().filter(person=person)
