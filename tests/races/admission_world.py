"""What the admission races share: pools, the alarm, and constraints taken away for a negative control."""

import time
from collections.abc import Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from uuid import UUID

from django.db import connection, models
from django.db.models import Count, F, Q

from gonghui.primitives.admission import actions as admission
from gonghui.primitives.admission.models import CheckIn, Place, Pool, Scan, Waiter
from tests.crowd import HOUR, NOON


def open_pool(capacity: int, scope: UUID) -> Pool:
    return admission.open_pool(scope=scope, capacity=capacity, opens_at=NOON - HOUR, closes_at=NOON + HOUR)


def alarm() -> list[str]:
    """Every way in which the stored rows break a promise of admission. Empty when all is well."""
    live, standing = Q(places__released_at=None), Q(waiters__left_at=None)
    wrong = []
    for pool in Pool.objects.annotate(
        held=Count("places", filter=live & Q(places__isnull=False), distinct=True),
        line=Count("waiters", filter=standing & Q(waiters__isnull=False), distinct=True),
        inside=Count("places__check_in", distinct=True),
    ):
        said, true = (pool.taken, pool.waiting, pool.checked_in), (pool.held, pool.line, pool.inside)
        if said != true:
            wrong.append(f"counters say {said}, rows say {true}")
        if pool.held > pool.capacity:
            wrong.append(f"oversold: {pool.held} of {pool.capacity}")
        if pool.line and pool.held < pool.capacity:
            wrong.append(f"{pool.line} wait while {pool.capacity - pool.held} are free")
    holders = Place.objects.live().values("scope", "holder")
    wrong += [f"two places: {twice}" for twice in holders.annotate(n=Count("pk")).filter(n__gt=1)]
    both = Waiter.objects.live().filter(holder__places__released_at=None, holder__places__scope=F("scope"))
    wrong += [f"holds and waits: {waiter.holder_id}" for waiter in both]
    wrong += [f"inside on a released place: {c.pk}" for c in CheckIn.objects.exclude(place__released_at=None)]
    return wrong


@contextmanager
def without(model: type[models.Model], name: str) -> Iterator[None]:
    """The database without one of its constraints; what was stored meanwhile is thrown away."""
    [constraint] = [each for each in model._meta.constraints if each.name == name]
    with connection.schema_editor() as editor:
        editor.remove_constraint(model, constraint)
    try:
        yield
    finally:
        for table in (CheckIn, Scan, Waiter, Place, Pool):
            table.objects.all().delete()
        with connection.schema_editor() as editor:
            editor.add_constraint(model, constraint)


def until_it_waits(call: Future) -> None:
    """Returns when the call, on a connection of its own, waits for a lock of ours."""
    assert waits_for_a_lock(call), f"it did not wait: {call.result()}"


def waits_for_a_lock(call: Future) -> bool:
    """Returns when the call waits for a lock of ours: True; or has ended without: False."""
    for _attempt in range(3000):
        if call.done():
            return False
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_stat_clear_snapshot()")  # else a transaction keeps seeing who was there at first
            cursor.execute(
                "SELECT EXISTS (SELECT 1 FROM pg_locks JOIN pg_stat_activity USING (pid)"
                " WHERE NOT granted AND datname = current_database())"
            )
            if cursor.fetchone()[0]:
                return True
        time.sleep(0.01)
    raise AssertionError("nobody waits for a lock")
