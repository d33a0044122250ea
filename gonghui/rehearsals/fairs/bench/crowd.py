"""The table as it is after years: millions of places of earlier fairs; what was oversold, and who was not told yet."""

import time
from collections.abc import Sequence
from uuid import UUID

from django.db import connection

from gonghui.primitives.admission.models import Place
from gonghui.primitives.journal.models import Entry
from gonghui.primitives.notices import actions as notices

AT_ONCE = 500_000
PAST = """
INSERT INTO admission_place
    (id, created_at, pool_id, scope, holder_id, code, key, taken_at, released_at, release_reason)
SELECT uuidv7(), now(), %s, uuidv7(), past.id, 'P' || lpad(nth::text, 11, '0'), 'past-' || nth, now(), NULL, ''
FROM generate_series(%s::int, %s::int) AS place (nth) JOIN rush_member AS past ON past.n = 1 + nth %% %s
"""
HELD = """
SELECT count(place.id), pool.capacity, pool.taken
FROM admission_pool AS pool LEFT JOIN admission_place AS place ON place.pool_id = pool.id AND place.released_at IS NULL
WHERE pool.id = ANY(%s) GROUP BY pool.id
"""


def analyze() -> None:
    """Fresh statistics, as autovacuum would have made them by then."""
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def fill(places: int, pool: UUID, members: int) -> None:
    """Put so many places of past fairs, all of one pool, into the table; its keys are made anew afterwards."""
    table = Place._meta.db_table
    with connection.cursor() as cursor:
        made_anew = _without_keys(cursor, table)
        for at in range(0, places, AT_ONCE):
            cursor.execute(PAST, [pool, at, min(at + AT_ONCE, places) - 1, members])
        for statement in made_anew:
            cursor.execute(statement)
        cursor.execute("VACUUM ANALYZE")


def _without_keys(cursor, table: str) -> list[str]:  # type: ignore[no-untyped-def]
    """Drops the table's foreign keys, unique constraints and plain indexes; the statements that make them again."""
    cursor.execute(
        "SELECT format('ALTER TABLE %%s DROP CONSTRAINT %%I', conrelid::regclass, conname),"
        " format('ALTER TABLE %%s ADD CONSTRAINT %%I %%s', conrelid::regclass, conname, pg_get_constraintdef(oid))"
        " FROM pg_constraint WHERE conrelid = %s::regclass AND contype IN ('f', 'u') ORDER BY contype DESC",
        [table],
    )
    constraints = cursor.fetchall()
    cursor.execute(
        "SELECT format('DROP INDEX %%s', indexrelid::regclass), pg_get_indexdef(indexrelid) FROM pg_index"
        " WHERE indrelid = %s::regclass AND NOT indisprimary AND indexrelid NOT IN"
        " (SELECT conindid FROM pg_constraint WHERE conrelid = %s::regclass AND contype = 'u')",
        [table, table],
    )
    indexes = cursor.fetchall()
    for drop, _make in [*constraints, *indexes]:
        cursor.execute(drop)
    return [make for _drop, make in [*indexes, *constraints]]


def oversold(pools: Sequence[UUID]) -> int:
    """Places beyond the capacity of their pool, and counters that do not say what is there."""
    with connection.cursor() as cursor:
        cursor.execute(HELD, [list(pools)])
        return sum(max(0, held - capacity) + abs(held - taken) for held, capacity, taken in cursor)


def until_sealed(seconds: float) -> None:
    """Wait until the worker has sealed what the journal was told of those who were enrolled for the rush."""
    until = time.monotonic() + seconds
    while Entry.objects.filter(seal=None).exists() and time.monotonic() < until:
        time.sleep(0.5)


def until_sent(seconds: float) -> int:
    """Wait until the worker has sent what is due; how many messages were left when time was up."""
    until = time.monotonic() + seconds
    while (left := notices.unsent()) and time.monotonic() < until:
        time.sleep(0.5)
    return left
