"""The verbs of admission. Each is one transaction; scarcity is decided by the statement and the constraints."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db.models import F
from django.utils import timezone

from gonghui.kernel.codes import parse_code
from gonghui.kernel.refusals import Refused
from gonghui.kernel.scarcity import BadKey, bad_capacity, bad_key
from gonghui.primitives.people.models import Person
from gonghui.primitives.transactions import action

from . import lines, refusals, rules, turns_to_come
from .deciding import decide
from .models import Place, Pool, Waiter
from .querysets import Counts
from .rules import Claim
from .scans import Report, check_in, record_scans, refuse_unless_live, refuse_who_is_in

__all__ = [
    "Claim",
    "Report",
    "change_window",
    "check_in",
    "close_pool",
    "counts",
    "leave_line",
    "move",
    "open_pool",
    "place_by_code",
    "position",
    "record_scans",
    "release",
    "release_all",
    "resize",
    "take",
    "take_many",
    "wait",
]


@action
def open_pool(
    *,
    scope: UUID,
    capacity: int,
    opens_at: datetime,
    closes_at: datetime,
    for_draw: bool = False,
    offer_minutes: int = 0,
) -> Pool:
    """A pool of `capacity` places, given from `opens_at` until `closes_at`; `for_draw`: only after its draw.

    What its line gets must be confirmed within `offer_minutes`, if any. Raises BadCapacity, BadWindow.
    """
    if refusal := bad_capacity(capacity):
        raise refusal
    if not opens_at < closes_at:
        raise refusals.BadWindow()
    window = {"opens_at": opens_at, "closes_at": closes_at}
    return Pool.objects.create(scope=scope, capacity=capacity, for_draw=for_draw, offer_minutes=offer_minutes, **window)


@action
def resize(pool: Pool, capacity: int, *, now: datetime) -> list[Place]:
    """Change the number of places; new ones go to the line, and what it got is returned.

    Raises BelowTaken, BadCapacity.
    """
    if refusal := bad_capacity(capacity):
        raise refusal
    locked = lines.lock_with_lines([pool.pk], serving=capacity)[pool.pk]
    if not Pool.objects.filter(pk=pool.pk, taken__lte=capacity).update(capacity=capacity):
        raise refusals.BelowTaken(taken=locked.taken, capacity=capacity)
    pool.capacity = capacity
    return lines.serve(pool.pk, now=now)


@action
def change_window(pool: Pool, *, opens_at: datetime, closes_at: datetime, now: datetime) -> list[Place]:
    """Give places at other times; returns what the line got if the pool is open again. Raises BadWindow."""
    if not opens_at < closes_at:
        raise refusals.BadWindow()
    lines.lock_with_lines([pool.pk], serving=0)
    Pool.objects.filter(pk=pool.pk).update(opens_at=opens_at, closes_at=closes_at)
    pool.opens_at, pool.closes_at = opens_at, closes_at
    return lines.serve(pool.pk, now=now)


@action
def close_pool(pool: Pool, *, now: datetime) -> list[Waiter]:
    """No place is given any more. Places stand; the line is dissolved, and who stood in it is returned."""
    lines.lock([pool.pk])
    Pool.objects.filter(pk=pool.pk, closed_at=None).update(closed_at=now, drawn_to=None)
    pool.refresh_from_db(fields=["closed_at"])
    dissolved = list(Waiter.objects.live().filter(pool=pool.pk).in_order())
    lines.dismiss(Waiter.objects.live(), pool.pk, now=now)
    return dissolved


@action
def take(pool: Pool, person: Person, *, key: str, now: datetime) -> Place:
    """A place in `pool`; the same person and key again get the same place, even one released since.

    Raises Full (also while people wait in line), AlreadyHolds, NotOpenYet, Closed, KeyReused, BadKey.
    """
    [answer] = take_many([Claim(pool.pk, person.pk, key)], now=now)
    if isinstance(answer, Refused):
        raise answer
    return answer


@action
def take_many(claims: Sequence[Claim], *, now: datetime) -> list[Place | Refused]:
    """Decide claims in order of arrival with one statement; one answer for each, in the same order.

    A person's second wish in a scope is decided after everybody's first. An unusual claim never spoils the others.
    """
    asked = [nth for nth, claim in enumerate(claims) if not bad_key(claim.key)]
    told = dict(zip(asked, decide([claims[nth] for nth in asked], now=now), strict=True))
    return [told.get(nth) or BadKey() for nth in range(len(claims))]


@action
def release(place: Place, *, now: datetime, reason: str = "given_back") -> list[Place]:
    """Give a place back. Returns the places that the line got from it; a place already released gives none.

    Raises AlreadyIn: who came in has used the place.
    """
    lines.lock_with_lines([place.pool_id], serving=1)
    if not _let_go(place, now=now, reason=reason):
        return []
    return lines.serve(place.pool_id, now=now)


def _let_go(place: Place, *, now: datetime, reason: str) -> bool:
    gone = Place.objects.expected().filter(pk=place.pk).update(released_at=now, release_reason=reason)
    if gone:
        Pool.objects.filter(pk=place.pool_id).update(taken=F("taken") - 1)
        place.released_at, place.release_reason = now, reason
    else:
        refuse_who_is_in(place)
        place.refresh_from_db(fields=["released_at", "release_reason"])
    return bool(gone)


@action
def release_all(pool: Pool, *, now: datetime, reason: str) -> list[Place]:
    """Close a pool and release every place whose holder has not come in; nobody is promoted. Returns them."""
    close_pool(pool, now=now)
    places = list(Place.objects.expected().filter(pool=pool.pk).order_by("pk"))
    gone = Place.objects.filter(pk__in=[place.pk for place in places]).update(released_at=now, release_reason=reason)
    Pool.objects.filter(pk=pool.pk).update(taken=F("taken") - gone)
    for place in places:
        place.released_at, place.release_reason = now, reason
    return places


@action
def move(place: Place, to_pool: Pool, *, key: str, now: datetime) -> Place:
    """Exchange a place for one in another pool: never both, never neither. On any refusal the old one stands.

    The new place's `promoted` lists what the old pool's line got. Raises as `take`, and AlreadyIn, Released.
    """
    pools = lines.lock_with_lines([place.pool_id, to_pool.pk], serving=1)
    moved = Place.objects.filter(holder=place.holder_id, key=key, pool=to_pool.pk).first()
    if moved is not None:
        return moved
    refuse_unless_live(place)
    if to_pool.pk == place.pool_id:
        return place
    if refusal := rules.why_no_place(lines.state_of(pools[to_pool.pk]), now, timezone.get_default_timezone()):
        raise refusal
    _let_go(place, now=now, reason="moved")
    new = take(to_pool, place.holder, key=key, now=now)
    new.promoted = lines.serve(place.pool_id, now=now)
    return new


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


def position(waiter: Waiter) -> int:
    """How many turns until this one, 1 for the next; 0 for who waits no more."""
    standing = Waiter.objects.with_position().filter(pk=waiter.pk).first()
    return standing.position if standing else 0  # type: ignore[attr-defined]


def place_by_code(code: str) -> Place | None:
    """The place of a receipt, live or released. Raises BadCode for what cannot be a code."""
    return Place.objects.select_related("pool", "holder").filter(code=parse_code(code)).first()


def counts(pool_ids: Sequence[UUID]) -> dict[UUID, Counts]:
    """Capacity, taken, waiting and checked-in of many pools, in one query."""
    return Pool.objects.counts(pool_ids)
