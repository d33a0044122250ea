"""The list of a draw: frozen, hashed, and written down as the published file. Not for callers."""

from collections.abc import Mapping
from datetime import UTC, datetime
from uuid import UUID

from django.db.models import Exists, OuterRef

from gonghui.kernel import draws as kernel
from gonghui.primitives.admission.models import Place, Pool
from gonghui.primitives.statements import Uuids, run

from .models import Draw, Lot


class Unequal(Exception):
    """The stored rows do not fit what was published: somebody changed them. Nothing is drawn."""


def freeze(draw: Draw, pools: Mapping[UUID, Pool], *, title: str, labels: Mapping[UUID, str], now: datetime) -> None:
    """Fix the list: what there is to win, who takes part, and the hash of both. Pools and draw must be locked."""
    _take_out_holders(draw, now)
    order = sorted(pools, key=lambda pk: (labels.get(pk, ""), pk))
    rows = [[str(pk), max(0, pools[pk].capacity - pools[pk].taken), _line(labels.get(pk, ""))] for pk in order]
    draw.frozen = {"title": _line(title), "pools": rows}
    draw.closed_at = now
    entries = entries_of(draw)
    draw.entries, draw.lots = len(entries), sum(entry.weight for entry in entries)
    draw.list_hash = kernel.list_hash(header_of(draw), entries)
    draw.save(update_fields=["frozen", "closed_at", "list_hash", "entries", "lots"])


def header_of(draw: Draw) -> kernel.Header:
    """The head of the file of a frozen draw."""
    assert draw.frozen is not None, "a draw is frozen before it has a head"
    opens, closes, closed = in_utc(draw.opens_at), in_utc(draw.closes_at), in_utc(draw.closed_at or draw.closes_at)
    supplies = tuple(kernel.Supply(*row) for row in draw.frozen["pools"])
    rule, beacon = kernel.Rule.of(draw.rule), _line(draw.beacon_rule)
    return kernel.Header(
        str(draw.pk), draw.frozen["title"], opens, closes, closed, rule, beacon, draw.commitment, supplies
    )


def file_text(draw: Draw) -> str:
    """The published file: of the list alone while the draw is not made, else with the secret and the result."""
    head, entries = header_of(draw), entries_of(draw)
    if draw.drawn_at is None:
        return kernel.Paper(head, entries, draw.list_hash).as_json()
    seed = kernel.seed(head.draw, draw.secret, draw.list_hash, draw.beacon)
    numbers = {UUID(pool.id): number for number, pool in enumerate(head.pools, 1)}
    ranked = Lot.objects.filter(draw=draw, rank__isnull=False).order_by("rank").values_list("code", "place__pool")
    result = [(code, numbers.get(pool, 0)) for code, pool in ranked]
    return kernel.Paper(head, entries, draw.list_hash, draw.secret, draw.beacon, seed, result).as_json()


def _take_out_holders(draw: Draw, now: datetime) -> None:
    held = Place.objects.live().filter(scope=draw.scope, holder=OuterRef("holder"))
    Lot.objects.live().filter(Exists(held), draw=draw).update(withdrawn_at=now)


# The choices as numbers of the frozen pools, found by the database: half a million UUIDs are slow to make here, and
# a join of two lists for each row is five times slower there. One column for each: an array is slow to read.
NUMBERS = ", ".join(f"array_position(%(pools)b::uuid[], choices[{nth}])" for nth in range(1, kernel.MOST_CHOICES + 1))
ENTRIES = f"""
SELECT code, weight, nonce, {NUMBERS}
FROM draws_lot
WHERE draw_id = %(draw)s AND CASE WHEN %(drawn)s THEN rank IS NOT NULL ELSE withdrawn_at IS NULL END
ORDER BY code COLLATE "C"
"""  # noqa: S608 - put together from constants


def entries_of(draw: Draw) -> list[kernel.DrawEntry]:
    """The entries that a frozen draw is about, ordered by code."""
    pools = Uuids(UUID(row[0]) for row in (draw.frozen or {})["pools"])
    rows = run(ENTRIES, {"pools": pools, "draw": draw.pk, "drawn": draw.drawn_at is not None})
    return [
        kernel.DrawEntry(code, weight, nonce, tuple(filter(None, choices))) for code, weight, nonce, *choices in rows
    ]


def _line(text: str) -> str:
    return " ".join(text.split())


def in_utc(at: datetime) -> str:
    """ "2026-06-01T04:00:00Z", as the published files write a moment."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
