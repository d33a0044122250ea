"""How a list is frozen, drawn, written down, and how the drawn order stands in the waiting lines. Not for callers."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from uuid import UUID

from django.db.models import Exists, F, OuterRef
from django.db.models.functions import Greatest

from gonghui.kernel import draws as kernel
from gonghui.kernel.codes import new_code
from gonghui.primitives.people.keys import keyring
from gonghui.primitives.rows import insert_many, new_ids
from gonghui.primitives.statements import Texts, Uuids, run, send

from .models import Draw, Lot, Place, Pool, Waiter
from .querysets import LotQuerySet

HEADS = 100  # of the drawn order that stand in a pool's line as waiters at once; the others follow when they are due
AT_ONCE = 50_000  # winners seated by one statement


class Unequal(Exception):
    """The stored rows do not fit what was published: somebody changed them. Nothing is drawn."""


def secret_context(draw: Draw) -> str:
    return f"admission.Draw.secret:{draw.pk}"


def freeze(draw: Draw, pools: Mapping[UUID, Pool], *, title: str, labels: Mapping[UUID, str], now: datetime) -> None:
    """Fix the list: what there is to win, who takes part, and the hash of both. Pools and draw must be locked."""
    _take_out_holders(draw, now)
    order = sorted(pools, key=lambda pk: (labels.get(pk, ""), pk))
    rows = [[str(pk), max(0, pools[pk].capacity - pools[pk].taken), _line(labels.get(pk, ""))] for pk in order]
    draw.frozen = {"title": _line(title), "pools": rows}
    draw.closed_at = now
    entries = _entries(draw)
    draw.entries, draw.lots = len(entries), sum(entry.weight for entry in entries)
    draw.list_hash = kernel.list_hash(header_of(draw), entries)
    draw.save(update_fields=["frozen", "closed_at", "list_hash", "entries", "lots"])


def draw(draw: Draw, pools: Mapping[UUID, Pool], *, now: datetime) -> None:
    """Compute the order and give the places. Pools and draw must be locked."""
    secret = keyring().unseal(bytes(draw.secret_sealed), context=secret_context(draw)).decode()
    head, entries = header_of(draw), _entries(draw)
    fits = kernel.commitment(head.draw, secret) == draw.commitment
    if not fits or kernel.list_hash(head, entries) != draw.list_hash:
        raise Unequal(f"draw {draw.pk}: its list or its secret was changed after it was frozen")
    ordered = kernel.in_order(kernel.seed(head.draw, secret, draw.list_hash, draw.beacon), entries)
    got = kernel.allot(ordered, [pool.places for pool in head.pools])
    ids = [UUID(pool.id) for pool in head.pools]
    Pool.objects.filter(scope=draw.scope).update(for_draw=False)
    won = [(entry.code, ids[pool - 1]) for entry, pool in zip(ordered, got, strict=True) if pool]
    places = _seat(draw, won, now)
    _write_ranks(draw, [entry.code for entry in ordered], places)
    _stand_in_line(draw, list(zip(ordered, got, strict=True)), [pk if pk in pools else None for pk in ids], now)
    draw.secret, draw.drawn_at = secret, now
    draw.save(update_fields=["secret", "drawn_at"])


def header_of(draw: Draw) -> kernel.Header:
    """The head of the file of a frozen draw."""
    assert draw.frozen is not None, "a draw is frozen before it has a head"
    opens, closes, closed = _moment(draw.opens_at), _moment(draw.closes_at), _moment(draw.closed_at or draw.closes_at)
    supplies = tuple(kernel.Supply(*row) for row in draw.frozen["pools"])
    rule, beacon = kernel.Rule.of(draw.rule), _line(draw.beacon_rule)
    return kernel.Header(
        str(draw.pk), draw.frozen["title"], opens, closes, closed, rule, beacon, draw.commitment, supplies
    )


def file_text(draw: Draw) -> str:
    """The published file: of the list alone while the draw is not made, else with the secret and the result."""
    head, entries = header_of(draw), _entries(draw)
    if draw.drawn_at is None:
        return kernel.Paper(head, entries, draw.list_hash).as_json()
    seed = kernel.seed(head.draw, draw.secret, draw.list_hash, draw.beacon)
    numbers = {UUID(pool.id): number for number, pool in enumerate(head.pools, 1)}
    ranked = Lot.objects.filter(draw=draw, rank__isnull=False).order_by("rank").values_list("code", "place__pool")
    result = [(code, numbers.get(pool, 0)) for code, pool in ranked]
    return kernel.Paper(head, entries, draw.list_hash, draw.secret, draw.beacon, seed, result).as_json()


def still_to_stand(pool: Pool) -> LotQuerySet:
    """Lots whose turn in this pool's line has not come: ranked behind those that stand in it, without a place."""
    placed = Place.objects.live().filter(scope=pool.scope, holder=OuterRef("holder"))
    stood = Waiter.objects.filter(pool=pool, number=OuterRef("rank"))
    lots = Lot.objects.live().filter(draw__scope=pool.scope, choices__contains=[pool.pk], place=None)
    return lots.filter(~Exists(placed), ~Exists(stood), rank__gt=pool.drawn_to or 0)


def call_up(pool: Pool, wanted: int, *, now: datetime) -> None:
    """Let the next of the drawn order stand in a locked pool's line, so that `wanted` of them do. No-op without one."""
    if pool.drawn_to is None:
        return
    standing = Waiter.objects.live().filter(pool=pool, number__lte=pool.drawn_to).count()
    if standing >= wanted:
        return
    asked = max(HEADS, wanted - standing)
    lots = list(still_to_stand(pool).order_by("rank").values_list("holder", "rank")[:asked])
    waiters = [_waiter(pool.pk, pool.scope, holder, rank or 0, now) for holder, rank in lots]
    insert_many(waiters)
    pool.drawn_to = lots[-1][1] if len(lots) == asked else None
    Pool.objects.filter(pk=pool.pk).update(waiting=F("waiting") + len(waiters), drawn_to=pool.drawn_to)
    pool.waiting += len(waiters)


def turn_of(pool: Pool, holder: UUID) -> int | None:
    """The number a person has in this pool's line from the draw, though not called up yet."""
    if pool.drawn_to is None:
        return None
    return still_to_stand(pool).filter(holder=holder).values_list("rank", flat=True).first()


def _take_out_holders(draw: Draw, now: datetime) -> None:
    held = Place.objects.live().filter(scope=draw.scope, holder=OuterRef("holder"))
    Lot.objects.live().filter(Exists(held), draw=draw).update(withdrawn_at=now)


# The choices as numbers of the frozen pools, found by the database: half a million UUIDs are slow to make here, and
# a join of two lists for each row is five times slower there. One column for each: an array is slow to read.
NUMBERS = ", ".join(f"array_position(%(pools)b::uuid[], choices[{nth}])" for nth in range(1, kernel.MOST_CHOICES + 1))
ENTRIES = f"""
SELECT code, weight, nonce, {NUMBERS}
FROM admission_lot
WHERE draw_id = %(draw)s AND CASE WHEN %(drawn)s THEN rank IS NOT NULL ELSE withdrawn_at IS NULL END
ORDER BY code COLLATE "C"
"""  # noqa: S608 - put together from constants


def _entries(draw: Draw) -> list[kernel.Entry]:
    """The entries that a frozen draw is about, ordered by code."""
    pools = Uuids(UUID(row[0]) for row in (draw.frozen or {})["pools"])
    rows = run(ENTRIES, {"pools": pools, "draw": draw.pk, "drawn": draw.drawn_at is not None})
    return [kernel.Entry(code, weight, nonce, tuple(filter(None, choices))) for code, weight, nonce, *choices in rows]


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
    FROM won JOIN admission_lot AS lot ON lot.draw_id = %(draw)s AND lot.code = won.lot
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
            raise Unequal(f"draw {draw.pk}: {len(part) - placed} winners have no entry any more")
        seated |= zip(lots, ids, strict=True)
    return seated


RANK = """
UPDATE admission_lot AS lot SET rank = turn.rank, place_id = turn.place
FROM unnest(%(codes)b::text[], %(places)b::uuid[]) WITH ORDINALITY AS turn (code, place, rank)
WHERE lot.draw_id = %(draw)s AND lot.code = turn.code
"""


def _write_ranks(draw: Draw, codes: Sequence[str], places: Mapping[str, UUID]) -> None:
    send(RANK, {"draw": draw.pk, "codes": Texts(codes), "places": [places.get(code) for code in codes]})


Turns = Sequence[tuple[kernel.Entry, int]]  # in drawn order, each with the number of the pool it won or 0


def _stand_in_line(draw: Draw, turns: Turns, pools: Sequence[UUID | None], now: datetime) -> None:
    """The first losers stand in the lines of the pools they chose; newcomers come after everyone drawn."""
    heads, more = _heads(turns, len(pools))
    standing = {code for line in heads for code, _rank in line}
    own = dict(Lot.objects.filter(draw=draw, code__in=standing).values_list("code", "holder"))
    lines = {pk: line for pk, line in zip(pools, heads, strict=True) if pk is not None}
    insert_many([_waiter(pk, draw.scope, own[code], rank, now) for pk, line in lines.items() for code, rank in line])
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
            if len(heads[choice - 1]) < HEADS:
                heads[choice - 1].append((entry.code, rank))
            else:
                more[choice - 1] = True
    return heads, more


def _waiter(pool: UUID, scope: UUID, holder: UUID, rank: int, now: datetime) -> Waiter:
    return Waiter(pool_id=pool, scope=scope, holder_id=holder, number=rank, joined_at=now, created_at=now)


def _line(text: str) -> str:
    return " ".join(text.split())


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
