"""The draw itself: the order computed, the winners seated, the next in the lines. Not for callers."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from django.db.models import F
from django.db.models.functions import Greatest

from gonghui.kernel import draws as kernel
from gonghui.kernel.codes import new_code
from gonghui.primitives.admission.models import Pool
from gonghui.primitives.people.keys import keyring
from gonghui.primitives.rows import insert_many, new_ids
from gonghui.primitives.statements import Texts, Uuids, run, send

from . import frozen_list, turns_to_come
from .models import Draw, Lot

AT_ONCE = 50_000  # winners seated by one statement


def secret_context(draw: Draw) -> str:
    """What a draw's secret is sealed for. As it was called first: what lies sealed opens under this name only."""
    return f"admission.Draw.secret:{draw.pk}"


def secret_of(draw: Draw) -> str:
    return keyring().unseal(bytes(draw.secret_sealed), context=secret_context(draw)).decode()


def as_frozen(draw: Draw) -> bool:
    """Whether list and secret are those whose hashes were published."""
    return _fits(draw, secret_of(draw), frozen_list.header_of(draw), frozen_list.entries_of(draw))


def _fits(draw: Draw, secret: str, head: kernel.Header, entries: Sequence[kernel.DrawEntry]) -> bool:
    kept = kernel.commitment(head.draw, secret) == draw.commitment
    return kept and kernel.list_hash(head, entries) == draw.list_hash


def draw(draw: Draw, pools: Mapping[UUID, Pool], *, now: datetime) -> None:
    """Compute the order and give the places. Pools and draw must be locked."""
    secret = secret_of(draw)
    head, entries = frozen_list.header_of(draw), frozen_list.entries_of(draw)
    if not _fits(draw, secret, head, entries):
        raise frozen_list.Unequal(f"draw {draw.pk}: its list or its secret was changed after it was frozen")
    ordered = kernel.in_order(kernel.seed(head.draw, secret, draw.list_hash, draw.beacon), entries)
    got = kernel.allot(ordered, [pool.places for pool in head.pools])
    ids = [UUID(pool.id) for pool in head.pools]
    Pool.objects.filter(pk__in=ids).update(for_draw=False)  # what was not on the list is opened by no draw
    won = [(entry.code, ids[pool - 1]) for entry, pool in zip(ordered, got, strict=True) if pool]
    places = _seat(draw, won, now)
    _write_ranks(draw, [entry.code for entry in ordered], places)
    _stand_in_line(draw, list(zip(ordered, got, strict=True)), [pk if pk in pools else None for pk in ids], now)
    draw.secret, draw.drawn_at = secret, now
    draw.save(update_fields=["secret", "drawn_at"])


# The winners' places, in as few statements as there are pieces. It needs no ranking of who came first, as `statement`
# does, for the order is drawn; the same constraints stand behind it. For whom there is no lot, there is no place.
SEAT = """
WITH won AS MATERIALIZED (
    SELECT * FROM unnest(%(lots)b::text[], %(pools)b::uuid[], %(ids)b::uuid[], %(codes)b::text[])
        AS winner (lot, pool_id, id, code)
),
placed AS (
    INSERT INTO admission_place
        (id, created_at, pool_id, scope, holder_id, code, key, taken_at, released_at, release_reason)
    SELECT won.id, %(now)s, won.pool_id, %(scope)s, lot.holder_id, won.code, 'draw-' || lot.id, %(now)s, NULL, ''
    FROM won JOIN draws_lot AS lot ON lot.draw_id = %(draw)s AND lot.code = won.lot
    ORDER BY lot.holder_id  -- neighbours in the indexes of a table with the places of years
    RETURNING pool_id
),
raised AS (
    UPDATE admission_pool AS pool SET taken = pool.taken + got.places
    FROM (SELECT pool_id, count(*) AS places FROM placed GROUP BY pool_id) AS got WHERE pool.id = got.pool_id
)
SELECT count(*) FROM placed
"""


def _seat(draw: Draw, winners: Sequence[tuple[str, UUID]], now: datetime) -> dict[str, UUID]:
    """A place for each winner (code, pool); code -> place. Pools must be locked. Raises Unequal, IntegrityError."""
    seated: dict[str, UUID] = {}
    for start in range(0, len(winners), AT_ONCE):
        part = winners[start : start + AT_ONCE]
        lots, ids = Texts(code for code, _pool in part), Uuids(new_ids(len(part)))
        given = {"lots": lots, "ids": ids, "pools": Uuids(pool for _code, pool in part)}
        codes = Texts(new_code() for _winner in part)
        [(placed,)] = run(SEAT, given | {"codes": codes, "draw": draw.pk, "scope": draw.scope, "now": now})
        if placed != len(part):
            raise frozen_list.Unequal(f"draw {draw.pk}: {len(part) - placed} winners have no entry any more")
        seated |= zip(lots, ids, strict=True)
    return seated


RANK = """
UPDATE draws_lot AS lot SET rank = turn.rank, place_id = turn.place
FROM unnest(%(codes)b::text[], %(places)b::uuid[]) WITH ORDINALITY AS turn (code, place, rank)
WHERE lot.draw_id = %(draw)s AND lot.code = turn.code
"""


def _write_ranks(draw: Draw, codes: Sequence[str], places: Mapping[str, UUID]) -> None:
    send(RANK, {"draw": draw.pk, "codes": Texts(codes), "places": [places.get(code) for code in codes]})


Turns = Sequence[tuple[kernel.DrawEntry, int]]  # in drawn order, each with the number of the pool it won or 0


def _stand_in_line(draw: Draw, turns: Turns, pools: Sequence[UUID | None], now: datetime) -> None:
    """The first losers stand in the lines of the pools they chose; newcomers come after everyone drawn."""
    heads, more = _heads(turns, len(pools))
    standing = {code for line in heads for code, _rank in line}
    own = dict(Lot.objects.filter(draw=draw, code__in=standing).values_list("code", "holder"))
    lines = {pk: line for pk, line in zip(pools, heads, strict=True) if pk is not None}
    insert_many(
        [
            turns_to_come.waiter(pk, draw.scope, own[code], rank, now)
            for pk, line in lines.items()
            for code, rank in line
        ]
    )
    for number, pk in enumerate(pools):
        if pk is not None:
            drawn_to = heads[number][-1][1] if more[number] else None
            last = Greatest("last_number", len(turns))
            waiting = F("waiting") + len(heads[number])
            Pool.objects.filter(pk=pk).update(waiting=waiting, drawn_to=drawn_to, last_number=last)


def _heads(turns: Turns, pools: int) -> tuple[list[list[tuple[str, int]]], list[bool]]:
    """For each pool the first losers who chose it (code, rank), and whether there are more."""
    heads: list[list[tuple[str, int]]] = [[] for _pool in range(pools)]
    more = [False] * pools
    for rank, (entry, won) in enumerate(turns, 1):
        if won:
            continue
        for choice in entry.choices:
            if len(heads[choice - 1]) < turns_to_come.HEADS:
                heads[choice - 1].append((entry.code, rank))
            else:
                more[choice - 1] = True
    return heads, more
