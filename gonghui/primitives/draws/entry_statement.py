"""The one statement that takes many entries of draws at once. Like admission's, it needs only a psycopg cursor.

The draw's row is locked first, so nobody slips in while the list is frozen; its counters are raised by what was really
inserted. As in `admission.statement`, look-ups of older lots only find reasons early: the constraints decide, and who
lost to a row not yet visible comes back as `again`, to be asked once more with fresh eyes.
"""

import json
import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Any, NamedTuple
from uuid import UUID

from gonghui.kernel.codes import new_code
from gonghui.primitives.rows import new_ids
from gonghui.primitives.statements import Texts, Uuids, shortened


@dataclass(frozen=True, slots=True)
class Entering:
    """One person enters one draw. `nonce` is the entrant's own random number, "" to have one made here."""

    draw_id: UUID
    person_id: UUID
    key: str
    choices: tuple[UUID, ...]
    nonce: str = ""


class Said(Enum):
    ENTERED = "entered"
    SAME = "same"  # this key already stands for this very entry
    KEY_REUSED = "key_reused"
    UNKNOWN_DRAW = "unknown_draw"
    UNKNOWN_PERSON = "unknown_person"
    UNKNOWN_POOL = "unknown_pool"
    OUT_OF_WINDOW = "out_of_window"
    ALREADY = "already"
    AGAIN = "again"


class Ruling(NamedTuple):
    """One row of the answer; `nth` counts the entries from 1."""

    nth: int
    said: Said
    window: tuple[datetime, datetime, datetime | None] | None  # opens, closes, closed by freezing
    lot: Mapping[str, Any] | None  # new, same or standing: the columns of `LOT`


LOT = (
    *("id", "created_at", "draw_id", "holder_id", "code", "key", "weight", "why", "nonce", "choices"),
    *("withdrawn_at", "rank", "place_id"),
)

RULE = """(rule->>'base')::int AS base, (rule->>'past')::int AS past, (rule->>'most')::int AS most,
        coalesce((rule->>'need')::int, 0) AS need,
        opens_at - (rule->>'days')::int * interval '1 day' AS since"""

# Looked up only where the rule gives lots for it. LIMIT: one row by the index, never a whole list.
NEEDED = """coalesce((
            SELECT draw.need FROM draws_need
            WHERE draw.need > 0 AND draw_id = {draw} AND person_id = {person} LIMIT 1
        ), 0)"""

# OFFSET 0: lots are looked up by their holder, who has a few, and never by the draw, which has them all. Nor is there
# a choice for a plan that was made while the table was empty.
MISSED = """
missed AS MATERIALIZED (  -- earlier draws of the series without a place, since the last one that gave one
    SELECT draw_id, person_id, count(*) AS times
    FROM (
        SELECT *, max(drawn_at) FILTER (WHERE won) OVER (PARTITION BY draw_id, person_id) AS last_won
        FROM (
            SELECT draw.id AS draw_id, person.id AS person_id, old.drawn_at, EXISTS (
                SELECT 1 FROM admission_place AS place WHERE place.holder_id = person.id
                    AND place.scope = old.scope AND place.release_reason <> 'cancelled'
            ) AS won
            FROM draw CROSS JOIN person
            CROSS JOIN LATERAL (
                SELECT draw_id FROM draws_lot
                WHERE holder_id = person.id AND withdrawn_at IS NULL OFFSET 0
            ) AS lot
            JOIN draws_draw AS old ON old.id = lot.draw_id
                AND old.series = draw.series AND old.drawn_at >= draw.since AND old.drawn_at < draw.opens_at
            WHERE draw.past > 0
        ) AS turns
    ) AS turns
    WHERE NOT won AND (last_won IS NULL OR drawn_at > last_won)
    GROUP BY draw_id, person_id
)"""

ENTER = f"""
WITH asked AS MATERIALIZED (
    SELECT entry.*, chosen::uuid[] AS choices
    FROM unnest(%(draws)b::uuid[], %(persons)b::uuid[], %(keys)b::text[], %(ids)b::uuid[], %(codes)b::text[],
        %(nonces)b::text[], %(choices)b::text[])
        WITH ORDINALITY AS entry (draw_id, person_id, key, lot_id, code, nonce, chosen, nth)
),
seen AS MATERIALIZED (
    SELECT * FROM draws_draw WHERE id = ANY (ARRAY (SELECT DISTINCT draw_id FROM asked))
),
locked AS MATERIALIZED (  -- a draw seen closed refuses without a lock
    SELECT * FROM draws_draw WHERE id = ANY (ARRAY (
        SELECT id FROM seen
        WHERE opens_at <= %(now)s AND closes_at > %(now)s AND closed_at IS NULL AND cancelled_at IS NULL
    ))
    ORDER BY id FOR NO KEY UPDATE
),
draw AS MATERIALIZED (
    SELECT latest.*,
        opens_at <= %(now)s AND closes_at > %(now)s AND closed_at IS NULL AND cancelled_at IS NULL AS is_open,
        {RULE},
        ARRAY (SELECT pool.id FROM admission_pool AS pool WHERE pool.scope = latest.scope AND pool.closed_at IS NULL)
            AS pools
    FROM (
        SELECT locked.*, true AS is_late, locked.need_set_at IS DISTINCT FROM seen.need_set_at AS is_new
        FROM locked JOIN seen USING (id)
        UNION ALL
        SELECT *, false, false FROM seen WHERE id NOT IN (SELECT id FROM locked)
    ) AS latest
),
person AS MATERIALIZED (SELECT id FROM people_person WHERE id = ANY (ARRAY (SELECT person_id FROM asked))),
{MISSED},
judged AS MATERIALIZED (
    SELECT asked.*, draw.opens_at, draw.closes_at, draw.closed_at, draw.base, is_late,
        least(draw.most, draw.past * coalesce(missed.times, 0)) AS more, coalesce(missed.times, 0) AS times,
        {NEEDED.format(draw="asked.draw_id", person="asked.person_id")} AS need,
        CASE
            WHEN same.id IS NOT NULL AND same.draw_id = asked.draw_id AND same.choices = asked.choices THEN 'same'
            WHEN same.id IS NOT NULL THEN 'key_reused'
            WHEN draw.id IS NULL THEN 'unknown_draw'
            WHEN NOT is_open THEN CASE WHEN is_late THEN 'again' ELSE 'out_of_window' END
            WHEN is_new THEN 'again'  -- the list of need came in between: it is not seen yet
            WHEN standing.id IS NOT NULL THEN 'already'
            WHEN NOT asked.choices <@ draw.pools THEN 'unknown_pool'
            WHEN person.id IS NULL THEN 'unknown_person'
        END AS reason,
        coalesce(same.id, standing.id) AS known_lot
    FROM asked
    LEFT JOIN draw ON draw.id = asked.draw_id
    LEFT JOIN person ON person.id = asked.person_id
    LEFT JOIN missed ON missed.draw_id = asked.draw_id AND missed.person_id = asked.person_id
    LEFT JOIN LATERAL (
        SELECT * FROM draws_lot WHERE holder_id = asked.person_id AND key = asked.key LIMIT 1
    ) AS same ON true
    LEFT JOIN LATERAL (
        SELECT * FROM (
            SELECT * FROM draws_lot WHERE holder_id = asked.person_id AND withdrawn_at IS NULL OFFSET 0
        ) AS own
        WHERE draw_id = asked.draw_id LIMIT 1
    ) AS standing ON true
),
entered AS (
    INSERT INTO draws_lot
        (id, created_at, draw_id, holder_id, code, key, weight, why, nonce, choices, withdrawn_at, rank, place_id)
    SELECT lot_id, %(now)s, draw_id, person_id, code, key, base + more + need,
        jsonb_build_object('base', base, 'past', more, 'missed', times, 'need', need),
        nonce, choices, NULL, NULL, NULL
    FROM judged WHERE reason IS NULL
    ORDER BY person_id, nth  -- one order for all; of two wishes of one person the first is taken
    ON CONFLICT DO NOTHING
    RETURNING id, draw_id, weight
),
raised AS (  -- from the locked figures, for the reason told in `admission.statement`
    UPDATE draws_draw AS target
    SET entries = locked.entries + more.entries, lots = locked.lots + more.lots
    FROM (SELECT draw_id, count(*) AS entries, sum(weight) AS lots FROM entered GROUP BY draw_id) AS more
    JOIN locked ON locked.id = more.draw_id
    WHERE target.id = more.draw_id
)
SELECT judged.nth,
    coalesce(reason, CASE WHEN judged.lot_id IN (SELECT id FROM entered) THEN 'entered' ELSE 'again' END),
    judged.opens_at, judged.closes_at, judged.closed_at, base, more, times, need,
    known.id, known.created_at, known.draw_id, known.holder_id, known.code, known.key, known.weight, known.why::text,
    known.nonce, known.choices, known.withdrawn_at, known.rank, known.place_id
FROM judged LEFT JOIN LATERAL (SELECT * FROM draws_lot WHERE id = known_lot LIMIT 1) AS known ON true
ORDER BY judged.nth
"""  # noqa: S608 - put together from constants

ENTER = shortened(ENTER)

# How many lots a person would have in a draw, before entering it.
WEIGH = f"""
WITH draw AS MATERIALIZED (SELECT *, {RULE} FROM draws_draw WHERE id = %(draw)s),
person AS MATERIALIZED (SELECT %(person)s::uuid AS id),
{MISSED}
SELECT base, least(most, past * coalesce(times, 0)), coalesce(times, 0),
    {NEEDED.format(draw="draw.id", person="%(person)s")}
FROM draw LEFT JOIN missed ON true
"""  # noqa: S608


def questions(entries: Sequence[Entering], *, now: datetime) -> dict[str, Any]:
    """The parameters of ENTER: entries in order of arrival, each with an id and a code should it be taken."""
    return {
        "draws": Uuids(entry.draw_id for entry in entries),
        "persons": Uuids(entry.person_id for entry in entries),
        "keys": Texts(entry.key for entry in entries),
        "ids": Uuids(new_ids(len(entries))),
        "codes": Texts(new_code() for _entry in entries),
        "nonces": Texts(entry.nonce or secrets.token_hex(16) for entry in entries),
        "choices": Texts("{" + ",".join(map(str, entry.choices)) + "}" for entry in entries),
        "chosen": [list(entry.choices) for entry in entries],
        "now": now,
    }


def answers(rows: Iterable[tuple[Any, ...]], asked: dict[str, Any]) -> list[Ruling]:
    """What ENTER said to `asked`, one Ruling for each entry, in their order."""
    return [_answer(row, asked) for row in rows]


def _answer(row: tuple[Any, ...], asked: dict[str, Any]) -> Ruling:
    nth, said = row[0], Said(row[1])
    window = (row[2], row[3], row[4]) if row[2] is not None else None
    if said is Said.ENTERED:
        return Ruling(nth, said, window, _new_lot(nth - 1, *row[5:9], asked))
    if row[9] is None:
        return Ruling(nth, said, window, None)
    known = dict(zip(LOT, row[9:], strict=True))
    return Ruling(nth, said, window, known | {"why": json.loads(known["why"])})


def why(base: int, more: int, missed: int, need: int) -> dict[str, int]:
    """The parts of a weight, as `Lot.why` holds them."""
    return {"base": base, "past": more, "missed": missed, "need": need}


def _new_lot(at: int, base: int, more: int, missed: int, need: int, asked: dict[str, Any]) -> dict[str, Any]:
    mine = (asked["ids"][at], asked["now"], asked["draws"][at], asked["persons"][at], asked["codes"][at])
    parts = why(base, more, missed, need)
    weighed = (asked["keys"][at], base + more + need, parts, asked["nonces"][at], asked["chosen"][at])
    return dict(zip(LOT, (*mine, *weighed, None, None, None), strict=True))
