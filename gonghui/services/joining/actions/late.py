"""What nobody decides goes up by itself; what was for a union that has ended goes on where its members went."""

import logging
from collections.abc import Callable, Iterable
from datetime import datetime

from django.db.models import Exists, OuterRef

from gonghui.kernel.callers import SYSTEM
from gonghui.primitives.notices import actions as notices
from gonghui.primitives.people.models import Membership, Union
from gonghui.primitives.people.rules import within
from gonghui.primitives.transactions import action

from .. import words
from ..models import Application
from .deciding import decide_many
from .holding import bring_before, locked, renew, written

AT_ONCE = 200  # in one round of the worker
UNIONS = ("union", "before", "leaves")  # of an application, each of which may have ended
STATE = Application.State
logger = logging.getLogger("gonghui.joining")


def raise_late(now: datetime) -> int:
    """Both, by the worker. Returns how many."""
    followed = _each(_before_ended(), _follow, now)
    return followed + _each(Application.objects.late(now).order_by("due_at", "pk")[:AT_ONCE], _raise, now)


def _each(rows: Iterable[Application], act: Callable[..., bool], now: datetime) -> int:
    done = 0
    for one in rows:
        try:
            done += act(one, now=now)
        except Exception:  # one bad row holds up nobody behind it; it is tried again
            logger.exception("application %s was not brought on", one.pk)
    return done


def _before_ended() -> list[Application]:
    """Sent ones of which a union has ended."""
    sent = Application.objects.undecided()
    found: list[Application] = []
    for field in UNIONS:
        ended = Union.objects.filter(closed_at__isnull=False).filter(Exists(sent.filter(**{field: OuterRef("pk")})))
        found += sent.filter(**{f"{field}__in": ended[:AT_ONCE]}).order_by("pk")[:AT_ONCE]
    return list({one.pk: one for one in found}.values())[:AT_ONCE]


def _follow(application: Application, *, now: datetime) -> bool:
    """On to where it goes on; who has become a member there meanwhile is met."""
    found = _brought_on(application, now=now)
    if found is None:
        return False
    if Membership.objects.active().filter(person=found.person_id, union=found.union_id).exists():
        decide_many([found], STATE.APPROVED, by=SYSTEM, now=now)
    return True


@action
def _brought_on(application: Application, *, now: datetime) -> Application | None:
    """As it stands before the union that goes on, in its old time."""
    found = locked(application)
    former, before = found.union, found.before
    if found.state not in (STATE.WAITING, STATE.RETURNED) or former is None or before is None:
        return None
    unions = {name: union for name in UNIONS if (union := getattr(found, name)) and union.open_or_next != union}
    for name, union in unions.items():
        setattr(found, name, union.open_or_next)
    found.save(update_fields=list(unions))
    if unions.keys() <= {"leaves"}:
        return found if unions else None
    assert found.union is not None
    assert found.before is not None
    if not within(found.union.path, found.before.path):  # it had gone up, where the union that goes on does not belong
        found.before = found.union.parent or found.union
        found.save(update_fields=["before"])
    written("follow", found, by=SYSTEM, now=now, union=before.name, into=found.before.name)
    facts = {"union": former.name, "into": found.union.name, "before": found.before.name, "due": found.due_at}
    template = words.FOLLOWED if found.state == STATE.WAITING else words.FOLLOWED_RETURNED
    notices.tell(found.person, template, facts, about=[found.pk], sms=False, now=now)
    renew(found, before, now=now)
    return found


@action
def _raise(application: Application, *, now: datetime) -> bool:
    found = locked(application)
    former = found.before
    if found.state != Application.State.WAITING or found.due_at is None or found.due_at > now:
        return False
    if former is None or former.parent is None:
        return False
    bring_before(found, former.parent, now=now)
    found.raised_at = now
    found.save(update_fields=["state", "before", "due_at", "raised_at"])
    written("raise", found, by=SYSTEM, now=now, union=former.name, above=former.parent.name)
    facts = {"union": former.name, "above": former.parent.name, "due": found.due_at}
    notices.tell(found.person, words.RAISED, facts, about=[found.pk], sms=False, now=now)
    renew(found, former, now=now)
    return True
