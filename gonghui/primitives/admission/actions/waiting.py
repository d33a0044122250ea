"""The line of a full pool: joined and left. Who is next gets what is given back (`lines.serve`)."""

from datetime import datetime

from django.db.models import F
from django.utils import timezone

from gonghui.primitives.people.models import Person
from gonghui.primitives.transactions import action

from .. import lines, refusals, rules, turns_to_come
from ..models import Place, Pool, Waiter


@action
def wait(pool: Pool, person: Person, *, now: datetime) -> Waiter:
    """Join the line of a full pool; who already stands in it keeps the same turn.

    Raises MayTakeNow, AlreadyHolds (a place anywhere in the scope), NotOpenYet, Closed.
    """
    locked = lines.lock([pool.pk])[pool.pk]
    standing = Waiter.objects.live().filter(pool=pool.pk, holder=person.pk).first()
    if standing is not None:
        return standing
    _hold_off_other_pools(person)
    held = Place.objects.live().of(person.pk).in_scope(locked.scope).first()
    if held is not None:
        raise rules.already_holds(held.code, held.pool_id)
    if refusal := rules.why_no_waiting(lines.state_of(locked), now, timezone.get_default_timezone()):
        raise refusal
    turn = turns_to_come.turn_of(locked, person.pk)  # who was drawn keeps that turn
    number = turn or locked.last_number + 1
    Pool.objects.filter(pk=pool.pk).update(waiting=F("waiting") + 1, last_number=max(number, locked.last_number))
    return Waiter.objects.create(pool=pool, scope=locked.scope, holder=person, number=number, joined_at=now)


def _hold_off_other_pools(person: Person) -> None:
    # DECIDE share-locks this row for whoever it seats, so a place given just now in another pool is seen or waits.
    if not Person.objects.select_for_update().filter(pk=person.pk).values_list("pk").first():
        raise refusals.UnknownPerson()


@action
def leave_line(waiter: Waiter, *, now: datetime) -> None:
    """Stop waiting; one who has already left or got a place is left as is."""
    lines.lock([waiter.pool_id])
    lines.dismiss(Waiter.objects.filter(pk=waiter.pk), waiter.pool_id, now=now)
    waiter.refresh_from_db(fields=["left_at", "place"])
