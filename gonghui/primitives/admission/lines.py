"""Locks in one order, and serving the waiting line under them. Not for callers."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from . import refusals, rules, turns_to_come
from .deciding import decide
from .models import Place, Pool, Waiter
from .querysets import WaiterQuerySet
from .rules import Claim, State

AT_ONCE = 1000  # waiters served by one statement
LOOK_AHEAD = 5  # waiters whose other lines are locked beforehand


def lock(pool_ids: Iterable[UUID]) -> dict[UUID, Pool]:
    """These pools, locked in id order until the transaction ends. Everything else is locked after the pools."""
    pools = Pool.objects.filter(pk__in=set(pool_ids)).order_by("pk").select_for_update(no_key=True)
    return {pool.pk: pool for pool in pools}


def lock_with_lines(pool_ids: Iterable[UUID], *, serving: int) -> dict[UUID, Pool]:
    """`lock`, and also the other pools in which the next `serving` waiters of these wait.

    They leave those lines when they get a place. Who they are is certain only under the lock, and a late lock out of
    order may be a deadlock: if a pool was missed, everything is let go and locked anew.
    """
    asked = set(pool_ids)
    wanted = set(asked)
    while True:
        try:
            with transaction.atomic():
                locked = lock(wanted)
                with_a_line = [pool for pool in locked.values() if pool.pk in asked and pool.waiting]
                missed = {line for pool in with_a_line for line in _other_lines(pool, serving)} - wanted
                if missed:
                    raise _LetGo()
                return locked
        except _LetGo:
            wanted |= missed


class _LetGo(Exception):
    """Rolls back to before the locks."""


def _other_lines(pool: Pool, serving: int) -> Iterable[UUID]:
    heads = Waiter.objects.live().filter(pool=pool).in_order()[: serving + LOOK_AHEAD]
    of_heads = Waiter.objects.live().filter(scope=pool.scope, holder__in=heads.values("holder"))
    return of_heads.values_list("pool_id", flat=True)


def serve(pool_id: UUID, *, now: datetime) -> list[Place]:
    """Give what is free in a locked pool to its line, in order; who holds a place of the scope leaves the line."""
    given: list[Place] = []
    while waiters := _next_in_line(pool_id, now):
        claims = [Claim(pool_id, waiter.holder_id, f"line-{waiter.pk}") for waiter in waiters]
        told = decide(claims, now=now, for_the_line=True)
        places = [answer for answer in told if isinstance(answer, Place)]
        pairs = zip(waiters, told, strict=True)
        skipped = [waiter.pk for waiter, answer in pairs if isinstance(answer, refusals.AlreadyHolds)]
        dismiss(Waiter.objects.filter(pk__in=skipped), pool_id, now=now)
        if not places and not skipped:
            break  # no progress: the line stands, the next release serves it
        given += places
    _ask_to_confirm(given, pool_id, now)
    return given


def _ask_to_confirm(places: list[Place], pool_id: UUID, now: datetime) -> None:
    """What came out of the line is an offer, where the pool says so; else `confirm_by` is None."""
    if not places:
        return
    pool = Pool.objects.get(pk=pool_id)
    until = min(now + timedelta(minutes=pool.offer_minutes), pool.closes_at) if pool.offer_minutes else None
    for place in places:
        place.confirm_by = until
    if until:
        Place.objects.filter(pk__in=[place.pk for place in places]).update(confirm_by=until)


def _next_in_line(pool_id: UUID, now: datetime) -> list[Waiter]:
    pool = Pool.objects.get(pk=pool_id)
    free = state_of(pool).free(for_the_line=True)
    if free > 0:
        turns_to_come.call_up(pool, min(free, AT_ONCE), now=now)
    if free <= 0 or not pool.waiting or rules.out_of_window(state_of(pool), now, timezone.get_default_timezone()):
        return []
    return list(Waiter.objects.live().filter(pool=pool_id).in_order()[: min(free, AT_ONCE)])


def dismiss(waiters: WaiterQuerySet, pool_id: UUID, *, now: datetime) -> int:
    """These waiters of one locked pool leave its line; returns how many did."""
    gone = waiters.filter(pool=pool_id, left_at=None).update(left_at=now)
    if gone:
        Pool.objects.filter(pk=pool_id).update(waiting=F("waiting") - gone)
    return gone


def state_of(pool: Pool) -> State:
    return State(pool.capacity, pool.taken, pool.waiting, pool.opens_at, pool.closes_at, pool.closed_at, pool.for_draw)
