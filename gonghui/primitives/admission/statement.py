"""The one statement that decides many claims at once, and how its parameters and rows are written and read.

It needs no Django connection: whoever batches claims may run it on any psycopg cursor, in a transaction of its own.

Under READ COMMITTED the locked pools are read anew after the lock was won, but everything else the statement reads is
as old as its start: a place committed by the transaction we waited for is invisible to it. So the look-ups of existing
places are only a courtesy that finds the reason early; the unique constraints decide (ON CONFLICT DO NOTHING), and each
counter is raised by what was really inserted. A refusal is final only if pool and places were seen at one moment, that
is, in a pool that was not locked for its places. Who lost to an invisible row, or found a locked pool full, comes back
as `again` (it may be the second click of the person who just got the last place); a second run with fresh eyes settles
it.

For the same reason the counter is written from the figures read under the lock. `taken = taken + n` would end right
too, but PostgreSQL first builds the new row from the version the statement can see and tests the CHECK on that: a place
released, or a pool enlarged, while we waited would look like an oversale that is none.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from enum import Enum
from typing import Any, NamedTuple
from uuid import UUID

from gonghui.kernel.codes import new_code
from gonghui.primitives.rows import new_ids
from gonghui.primitives.statements import Texts, Uuids, shortened

from .rules import Claim, State


class Outcome(Enum):
    TAKEN = "taken"
    SAME = "same"  # this key already stands for a place in this pool
    KEY_REUSED = "key_reused"
    UNKNOWN_POOL = "unknown_pool"
    UNKNOWN_PERSON = "unknown_person"
    OUT_OF_WINDOW = "out_of_window"
    HOLDS = "holds"
    FULL = "full"
    AGAIN = "again"


class Decision(NamedTuple):
    """One row of the answer; `nth` counts the claims from 1."""

    nth: int
    outcome: Outcome
    state: State | None  # of the pool, as decided upon
    place: dict[str, Any] | None  # new, same or held: the columns of `PLACE`


PLACE = (
    "id",
    "created_at",
    "pool_id",
    "scope",
    "holder_id",
    "code",
    "key",
    "taken_at",
    "released_at",
    "release_reason",
    "confirm_by",
)

DECIDE = """
WITH asked AS MATERIALIZED (
    SELECT * FROM unnest(%(pools)b::uuid[], %(persons)b::uuid[], %(keys)b::text[], %(ids)b::uuid[], %(codes)b::text[])
        WITH ORDINALITY AS claim (pool_id, person_id, key, place_id, code, nth)
),
seen AS MATERIALIZED (
    SELECT * FROM admission_pool WHERE id = ANY (ARRAY (SELECT DISTINCT pool_id FROM asked))
),
promising AS MATERIALIZED (  -- a pool seen full or closed refuses without a lock
    SELECT id, scope FROM seen
    WHERE taken < capacity AND (waiting = 0 OR %(line)s)
        AND opens_at <= %(now)s AND closes_at > %(now)s AND closed_at IS NULL AND NOT for_draw
),
locked AS MATERIALIZED (  -- with the pools where the askers wait: whoever gets a place leaves those lines
    SELECT * FROM admission_pool
    WHERE id = ANY (ARRAY (
        SELECT id FROM promising
        UNION
        SELECT waiter.pool_id FROM admission_waiter AS waiter
        WHERE waiter.left_at IS NULL AND waiter.scope IN (SELECT scope FROM promising)
            AND waiter.holder_id = ANY (ARRAY (SELECT person_id FROM asked))
    ))
    ORDER BY id FOR NO KEY UPDATE
),
pool AS MATERIALIZED (
    SELECT *, CASE WHEN waiting > 0 AND NOT %(line)s THEN 0 ELSE capacity - taken END AS free,
        opens_at <= %(now)s AND closes_at > %(now)s AND closed_at IS NULL AND NOT for_draw AS is_open
    FROM (
        SELECT *, true AS is_late FROM locked WHERE id IN (SELECT id FROM promising)
        UNION ALL  -- a pool locked for its line alone is judged as it was seen, and finally
        SELECT *, false FROM seen WHERE id NOT IN (SELECT id FROM promising)
    ) AS latest
),
judged AS MATERIALIZED (
    SELECT asked.*, pool.scope, capacity, taken, waiting, opens_at, closes_at, closed_at, for_draw, free, is_late,
        CASE
            WHEN same.id IS NOT NULL AND same.pool_id = asked.pool_id THEN 'same'
            WHEN same.id IS NOT NULL THEN 'key_reused'
            WHEN pool.id IS NULL THEN 'unknown_pool'
            WHEN NOT is_open THEN CASE WHEN is_late THEN 'again' ELSE 'out_of_window' END
            WHEN held.id IS NOT NULL THEN 'holds'
        END AS reason,
        coalesce(same.id, held.id) AS known_place
    FROM asked
    LEFT JOIN pool ON pool.id = asked.pool_id
    LEFT JOIN LATERAL (  -- LIMIT: one look-up for each claim, never a join of the whole table
        SELECT * FROM admission_place WHERE holder_id = asked.person_id AND key = asked.key LIMIT 1
    ) AS same ON true
    LEFT JOIN LATERAL (
        SELECT * FROM admission_place
        WHERE scope = pool.scope AND holder_id = asked.person_id AND released_at IS NULL LIMIT 1
    ) AS held ON true
),
wishes AS MATERIALIZED (  -- a person's second wish in a scope waits until the first has been decided
    SELECT *, reason IS NULL AND 1 = row_number() OVER (PARTITION BY scope, person_id, reason IS NULL ORDER BY nth)
        AS runs
    FROM judged
),
turns AS MATERIALIZED (  -- and so does everybody behind it in that pool: nobody passes who came earlier
    SELECT wish.*, runs AND nth < coalesce(min(nth) FILTER (WHERE reason IS NULL AND NOT runs) OVER pools, nth + 1)
        AS in_turn
    FROM wishes AS wish WINDOW pools AS (PARTITION BY pool_id)
),
ranked AS MATERIALIZED (
    SELECT *, in_turn AND free >= row_number() OVER (PARTITION BY pool_id, in_turn ORDER BY nth) AS wins FROM turns
),
person AS MATERIALIZED (  -- held against `wait`, which locks the same rows; after the pools, as everywhere
    SELECT id FROM people_person WHERE id = ANY (ARRAY (SELECT person_id FROM ranked WHERE wins))
    ORDER BY id FOR KEY SHARE
),
placed AS (
    INSERT INTO admission_place
        (id, created_at, pool_id, scope, holder_id, code, key, taken_at, released_at, release_reason)
    SELECT place_id, %(now)s, pool_id, scope, person_id, code, key, %(now)s, NULL, ''
    FROM ranked WHERE wins AND person_id IN (SELECT id FROM person)
    ORDER BY scope, person_id  -- one order for all, so that two batches never wait for each other
    ON CONFLICT DO NOTHING
    RETURNING id, pool_id
),
raised AS (  -- from the locked figures: see above
    UPDATE admission_pool AS target SET taken = locked.taken + won.places, capacity = locked.capacity
    FROM (SELECT pool_id, count(*) AS places FROM placed GROUP BY pool_id) AS won
    JOIN locked ON locked.id = won.pool_id
    WHERE target.id = won.pool_id
)
SELECT ranked.nth,
    CASE
        WHEN reason IS NOT NULL THEN reason
        WHEN place_id IN (SELECT id FROM placed) THEN 'taken'
        WHEN wins AND person_id NOT IN (SELECT id FROM person) THEN 'unknown_person'
        WHEN wins OR is_late OR NOT in_turn THEN 'again'
        ELSE 'full'
    END,
    ranked.scope, capacity, taken, waiting, opens_at, closes_at, closed_at, for_draw,
    known.id, known.created_at, known.pool_id, known.scope, known.holder_id, known.code, known.key, known.taken_at,
    known.released_at, known.release_reason, known.confirm_by
FROM ranked LEFT JOIN LATERAL (SELECT * FROM admission_place WHERE id = known_place LIMIT 1) AS known ON true
ORDER BY ranked.nth
"""

DECIDE = shortened(DECIDE)

LEAVE_LINES = """
WITH got AS (
    SELECT id, pool_id, scope, holder_id FROM admission_place WHERE id = ANY (%(places)b::uuid[])
),
gone AS (
    UPDATE admission_waiter AS waiter
    SET left_at = %(now)s, place_id = CASE WHEN waiter.pool_id = got.pool_id THEN got.id END
    FROM got
    WHERE waiter.holder_id = got.holder_id AND waiter.scope = got.scope AND waiter.left_at IS NULL
    RETURNING waiter.id, waiter.pool_id, waiter.place_id
),
shorter AS (
    UPDATE admission_pool AS pool SET waiting = pool.waiting - line.people
    FROM (SELECT pool_id, count(*) AS people FROM gone GROUP BY pool_id) AS line
    WHERE pool.id = line.pool_id
)
SELECT id FROM gone WHERE place_id IS NULL
"""


def questions(claims: Sequence[Claim], *, now: datetime, for_the_line: bool = False) -> dict[str, Any]:
    """The parameters of DECIDE: claims in order of arrival, each with an id and a code should it win."""
    return {
        "pools": Uuids(claim.pool_id for claim in claims),
        "persons": Uuids(claim.person_id for claim in claims),
        "keys": Texts(claim.key for claim in claims),
        "ids": Uuids(new_ids(len(claims))),
        "codes": Texts(new_code() for _claim in claims),
        "now": now,
        "line": for_the_line,
    }


def answers(rows: Iterable[tuple[Any, ...]], asked: dict[str, Any]) -> list[Decision]:
    """What DECIDE said to `asked`, one Decision for each claim, in their order."""
    return [_answer(row, asked) for row in rows]


def _answer(row: tuple[Any, ...], asked: dict[str, Any]) -> Decision:
    nth, outcome, scope = row[0], Outcome(row[1]), row[2]
    state = State(*row[3:10]) if scope is not None else None
    if outcome is Outcome.TAKEN:
        return Decision(nth, outcome, state, _new_place(nth - 1, scope, asked))
    known = dict(zip(PLACE, row[10:], strict=True)) if row[10] is not None else None
    return Decision(nth, outcome, state, known)


def _new_place(at: int, scope: UUID, asked: dict[str, Any]) -> dict[str, Any]:
    mine = (asked["ids"][at], asked["now"], asked["pools"][at], scope, asked["persons"][at])
    return dict(zip(PLACE, (*mine, asked["codes"][at], asked["keys"][at], asked["now"], None, "", None), strict=True))
