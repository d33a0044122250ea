"""Applications that came to nothing are kept for a while, drafts for a month, returned ones until their person had time
to mend them and was told; then they are gone."""

from datetime import datetime, timedelta

from django.db.models import Q

from gonghui.kernel.callers import SYSTEM
from gonghui.primitives.agenda import actions as agenda
from gonghui.primitives.notices import actions as notices
from gonghui.primitives.transactions import action

from .. import rules, words
from ..models import Application, Release
from ..pages.agenda import CONFLICT, LEFT, MINE, RELEASED
from ..querysets import ApplicationQuerySet
from .holding import today, written

AT_ONCE = 1_000
STATE = Application.State


def forget(now: datetime) -> int:
    """Deletes drafts nobody sent, what was returned and never mended, and, long after their end, what was refused or
    withdrawn. Tells first whose returned one will be. Returns how many are gone."""
    _tell_before(now=now)
    _forget_released(now=now)
    return _forget(now=now)


@action
def _forget_released(*, now: datetime) -> None:
    """The number that nobody can give back any more."""
    over = Release.objects.filter(number_sealed__isnull=False, undo_until__lte=now)
    keys = list(over.values_list("pk", flat=True)[:AT_ONCE])
    agenda.done(RELEASED.key, keys)
    over.filter(pk__in=keys).update(number_sealed=None)


@action
def _tell_before(*, now: datetime) -> None:
    keeping = rules.keeping(on=today(now))
    returned = Application.objects.filter(state=STATE.RETURNED, warned_at=None)
    due = returned.filter(decided_at__lte=now - timedelta(days=keeping.days - keeping.told))
    for one in _held(due.select_related("person", "union")):
        one.warned_at = now
        one.save(update_fields=["warned_at"])
        facts = {"union": one.union.name if one.union else "", "day": today(now + timedelta(days=keeping.told))}
        notices.tell(one.person, words.FORGOTTEN_SOON, facts, about=[one.pk], now=now)


@action
def _forget(*, now: datetime) -> int:
    keeping = rules.keeping(on=today(now))
    told = Q(warned_at__lte=now - timedelta(days=keeping.told))
    ended = Q(state=STATE.REFUSED, decided_at__lt=now - rules.KEPT) | Q(
        state=STATE.WITHDRAWN, created_at__lt=now - rules.KEPT
    )
    returned = Q(state=STATE.RETURNED, decided_at__lt=now - timedelta(days=keeping.days)) & told
    drafts = Q(state=STATE.DRAFT, created_at__lt=now - rules.DRAFT_KEPT)
    held = _held(Application.objects.filter(ended | returned | drafts).select_related("person"))
    for one in held:
        if one.state == STATE.RETURNED:
            written("forget", one, by=SYSTEM, now=now)
    gone = [one.pk for one in held]
    for source in (MINE, CONFLICT, LEFT):
        agenda.done(source.key, gone)
    agenda.done(RELEASED.key, list(Release.objects.filter(application__in=gone).values_list("pk", flat=True)))
    return Application.objects.filter(pk__in=gone).delete()[1].get(Application._meta.label, 0)


def _held(due: ApplicationQuerySet) -> list[Application]:
    return list(due.select_for_update(of=("self",), skip_locked=True).order_by("pk")[:AT_ONCE])
