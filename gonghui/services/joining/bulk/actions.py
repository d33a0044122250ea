"""Say it, go on with it a portion at a time, stop it, forget it."""

import logging
from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from gonghui.kernel.callers import SYSTEM, Caller
from gonghui.kernel.refusals import Refused
from gonghui.primitives.journal import actions as journal
from gonghui.primitives.notices import actions as notices
from gonghui.primitives.people.models import Person, Union
from gonghui.primitives.people.permissions import offices_of
from gonghui.primitives.rows import insert_many, insert_unless_taken
from gonghui.primitives.transactions import action

from .. import rules, words
from ..actions import deciding
from ..models import Application
from ..querysets import ApplicationQuerySet
from . import refusals
from .models import BulkDecision, BulkRefusal

AT_ONCE = 10  # in one round of the worker
FORGOTTEN = 20  # at once, each with all that stayed
STATE = BulkDecision.State
logger = logging.getLogger("gonghui.joining")


@action
def begin(
    asked: Mapping[str, str],
    word: str,
    *,
    ground: str = "",
    reason: str = "",
    unions: Sequence[Union],
    key: UUID,
    as_of: datetime | None = None,
    by_person: Person,
    by: Caller,
    now: datetime,
) -> BulkDecision:
    """One word on all that is asked for at or below these unions, waits now and did when the number was shown (`as_of`;
    else now); the worker does it.

    The same key answers the same. Raises OtherBulk for the key of another one, NothingToDecide and as
    `deciding.word`.
    """
    made = BulkDecision(person=by_person, key=key, word=word, asked=dict(asked), created_at=now, worked_at=now)
    said = deciding.word(word, ground=ground, reason=reason, now=now)
    made.ground, made.reason = said.ground.code if said.ground else "", said.reason
    made.unions = [str(union.pk) for union in unions]
    made.as_of = min(as_of or now, now)
    if again := BulkDecision.objects.of(by_person).filter(key=key).first():
        return _the_same(again, made)
    made.total = _meant(made).count()
    if not made.total:
        raise refusals.NothingToDecide()
    if not insert_unless_taken(made):
        return _the_same(BulkDecision.objects.of(by_person).get(key=key), made)
    _written("bulk", made, by=by, now=now, word=word, count=made.total, ground=made.ground, reason=made.reason)
    return made


def _the_same(again: BulkDecision, made: BulkDecision) -> BulkDecision:
    said = [(one.word, one.ground, one.reason, one.asked, one.unions) for one in (again, made)]
    if said[0] != said[1]:
        raise refusals.OtherBulk()
    return again


@action
def stop(bulk: BulkDecision, *, by: Caller, now: datetime) -> BulkDecision:
    """Not the rest of it; what is decided stays decided. Raises BulkEnded."""
    held = BulkDecision.objects.select_for_update(no_key=True).get(pk=bulk.pk)
    if not held.is_open:
        raise refusals.BulkEnded()
    held.state, held.ended_at = STATE.STOPPED, now
    held.save(update_fields=["state", "ended_at"])
    _written("stop", held, by=by, now=now, count=held.seen)
    return held


def work(now: datetime) -> int:
    """A portion of each that is open, who waited longest first; what another worker is at is passed over.

    Returns how many were seen, one more for each that came to its end.
    """
    seen = 0
    for each in BulkDecision.objects.open().order_by("worked_at", "pk")[:AT_ONCE]:
        try:
            seen += _go_on(each, now=now)
        except Exception:  # one that breaks holds up none behind it; it is tried again
            logger.exception("bulk decision %s was not gone on with", each.pk)
    return seen


def _go_on(bulk: BulkDecision, *, now: datetime) -> int:
    """One portion; where the database itself refuses it, each of it alone, and whoever it refuses stays."""
    try:
        return _portion(bulk, deciding.PORTION, now=now)
    except Refused:
        return sum(_alone(bulk, now=now) for _one in range(deciding.PORTION))


def _alone(bulk: BulkDecision, *, now: datetime) -> int:
    try:
        return _portion(bulk, 1, now=now)
    except Refused as refusal:
        return _portion(bulk, 1, refusal, now=now)


@action
def _portion(bulk: BulkDecision, many: int, refusal: Refused | None = None, *, now: datetime) -> int:
    """The next of them decided, or left with a refusal, and how far it is written down beside; or the end of it."""
    open_ones = BulkDecision.objects.open().select_related("person")
    held = open_ones.select_for_update(no_key=True, skip_locked=True, of=("self",)).filter(pk=bulk.pk).first()
    if held is None:
        return 0
    rows = list(_rest(held, now=now)[:many])
    if not rows:
        return _end(held, now=now)
    left = {one.pk: refusal for one in rows} if refusal else _decided(held, rows, now=now)
    insert_many([_left(held, pk, why, now) for pk, why in left.items()])
    held.done, held.left = held.done + len(rows) - len(left), held.left + len(left)
    held.reached_due, held.reached, held.worked_at = rows[-1].due_at, rows[-1].pk, now
    held.save(update_fields=["done", "left", "reached_due", "reached", "worked_at"])
    return len(rows)


def _decided(held: BulkDecision, rows: Sequence[Application], *, now: datetime) -> Mapping[UUID, Refused]:
    by = Caller(person=held.person_id, name=held.person.name, origin="worker")
    said = deciding.word(held.word, ground=held.ground, reason=held.reason, now=held.created_at)
    return deciding.decide_together(rows, said, by=by, now=now).refused


def _meant(held: BulkDecision) -> ApplicationQuerySet:
    """What waits of all that it was said of; nothing that came before these unions since its number was shown."""
    shown = held.as_of or held.created_at
    rows = Application.objects.under(Union.objects.filter(pk__in=held.unions)).wanted(held.asked)
    rows = rows.filter(sent_at__lte=shown).exclude(appealed_at__gt=shown)  # its sending is older than its appeal
    return rows.exclude(raised_at__gt=shown) if held.asked.get("which") == "raised" else rows


def _rest(held: BulkDecision, *, now: datetime) -> QuerySet[Application]:
    """What is not reached yet of it, as far as whoever said it may decide it now."""
    meant = _unreached(held).for_act(offices_of(held.person, now=now), rules.DECIDE)
    return meant.order_by("due_at", "pk")


def _unreached(held: BulkDecision) -> ApplicationQuerySet:
    meant = _meant(held)
    named = BulkRefusal.objects.filter(bulk=held, application=OuterRef("pk"))
    meant = meant.filter(~Exists(named))  # who stays once is raised when late, and comes by again with a later deadline
    if held.reached_due:
        beyond = Q(due_at__gt=held.reached_due) | Q(due_at=held.reached_due, pk__gt=held.reached)
        meant = meant.filter(beyond, due_at__gte=held.reached_due)
    return meant


def _left(held: BulkDecision, pk: UUID, why: Refused, now: datetime) -> BulkRefusal:
    said = {"code": why.code, "says": why.sentence()[:300], "mend": why.advice()[:300]}
    return BulkRefusal(bulk=held, application_id=pk, created_at=now, **said)


def _end(held: BulkDecision, *, now: datetime) -> int:
    """Through with it; or, where some still waits that whoever said it may not decide any more, stopped."""
    held.state, held.ended_at = STATE.STOPPED if _unreached(held).exists() else STATE.DONE, now
    held.save(update_fields=["state", "ended_at"])
    facts = {"word": held.get_word_display(), "done": held.done, "left": held.left}
    if held.state == STATE.DONE:
        notices.tell(held.person, words.BULK, facts | {"gone": held.gone}, about=[held.pk], sms=False, now=now)
    else:
        _written("stop", held, by=SYSTEM, now=now, count=held.seen)
        notices.tell(held.person, words.BULK_STOPPED, facts | {"rest": held.rest}, sms=False, now=now)
    return 1


def forget(now: datetime) -> int:
    """Deletes those that ended long ago, with what they left. Returns how many."""
    return _forget(now=now)


@action
def _forget(*, now: datetime) -> int:
    due = BulkDecision.objects.ended_before(now - rules.BULK_KEPT).order_by("pk")
    held = due.select_for_update(of=("self",), skip_locked=True)[:FORGOTTEN]
    keys = [one.pk for one in held]
    BulkDecision.objects.filter(pk__in=keys).delete()
    return len(keys)


def _written(act: str, bulk: BulkDecision, *, by: Caller, now: datetime, **facts: object) -> None:
    journal.record(f"joining.{act}", bulk, by=by, now=now, label=str(bulk), facts=facts)
