"""Things that one person keeps at a time: a thing that is out cannot go out again."""

from datetime import datetime
from uuid import UUID

from gonghui.kernel.refusals import Refused
from gonghui.kernel.scarcity import Busy, bad_key
from gonghui.primitives import clock
from gonghui.primitives.people.models import Person
from gonghui.primitives.rows import insert_unless_taken
from gonghui.primitives.transactions import action

from .. import refusals
from ..models import Keeping

ATTEMPTS = 5  # who was in the way may have given it back when we look


@action
def keep(thing: UUID, person: Person, *, key: str, due: datetime, now: datetime) -> Keeping:
    """The person has the thing until `due`; the same key answers the same keeping, even one that has ended.

    Raises Kept, KeepingKeyReused, BadDue, BadKey.
    """
    if refusal := bad_key(key):
        raise refusal
    keeping = Keeping(thing=thing, holder=person, key=key, since=now, due=due)
    for _attempt in range(ATTEMPTS):
        answer = _keep(keeping, now=now)
        if isinstance(answer, Keeping):
            return answer
        if answer is not None:
            raise answer
    raise Busy()


def _keep(keeping: Keeping, *, now: datetime) -> Keeping | Refused | None:
    known = Keeping.objects.filter(holder=keeping.holder_id, key=keeping.key).first()
    if known is not None:
        return known if known.thing == keeping.thing else refusals.KeepingKeyReused()
    if keeping.due <= now:
        return refusals.BadDue()
    if insert_unless_taken(keeping):
        keeping.just_kept = True
        return keeping
    other = Keeping.objects.open().filter(thing=keeping.thing).exclude(holder=keeping.holder_id, key=keeping.key)
    due = other.values_list("due", flat=True).first()
    return refusals.Kept(due=clock.moment(due)) if due else None


@action
def give_back(thing: UUID, *, now: datetime) -> Keeping:
    """Whoever has the thing gives it back. Raises NotKept."""
    keeping = (
        Keeping.objects.open().select_related("holder").select_for_update(of=("self",)).filter(thing=thing).first()
    )
    if keeping is None:
        raise refusals.NotKept()
    keeping.ended_at = now
    keeping.save(update_fields=["ended_at"])
    return keeping


@action
def extend(keeping: Keeping, due: datetime, *, now: datetime) -> Keeping:
    """Due later than before. Raises KeepingEnded, BadDue."""
    locked = Keeping.objects.select_for_update().get(pk=keeping.pk)
    if locked.ended_at:
        raise refusals.KeepingEnded(when=clock.moment(locked.ended_at))
    if due <= max(now, locked.due):
        raise refusals.BadDue()
    keeping.due, keeping.extended = due, locked.extended + 1
    keeping.save(update_fields=["due", "extended"])
    return keeping
