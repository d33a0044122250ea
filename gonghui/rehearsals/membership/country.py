"""A province in numbers for `bench membership`: unions by the ten thousand, members by the million, each in a trade.

Written at once and past the verbs, as no product may: the journal does not tell, and nobody gets a message.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import cycle, islice
from uuid import UUID

from gonghui.kernel.codes import new_code
from gonghui.primitives.people.models import Document, Employment, Trade, Union
from gonghui.primitives.rows import insert_columns, new_ids
from gonghui.rehearsals import cast
from gonghui.rehearsals.bench import multitude
from gonghui.services.joining.models import Application
from gonghui.services.membership.models import Workforce

BRANCHES = 20  # unions below one that is no last one
KINDS = ("city", "district", "township", "grassroots")  # by their depth below the province
PLACES = ("140100", "140105", "140106", "140107", "140108", "140109", "140110")
IN_A_TRADE = 4  # of so many members one is in one of the new trades


def unions(many: int, *, now: datetime) -> tuple[Union, list[list[UUID]]]:
    """A province, and the ids of so many unions below it, twenty below each, level by level."""
    top = cast.union("PB", "百万省总工会", "province", "140000", now=now)
    level, left, levels = [(top.pk, top.path)], many, list[list[UUID]]()
    while left:
        count, depth = min(left, len(level) * BRANCHES), len(levels)
        level = _below(level, count, KINDS[min(depth, len(KINDS) - 1)], depth, now)
        levels.append([pk for pk, _path in level])
        left -= count
    return top, levels


def workforce(areas: Sequence[UUID], *, now: datetime) -> None:
    """How many work in each of these areas, in all and in each trade, as a yearbook has it."""
    trades = ["", *(trade.value for trade in Trade)]
    each = [(area, trade) for area in areas for trade in trades]
    insert_columns(
        Workforce, id=new_ids(len(each)), union_id=[area for area, _trade in each],
        trade=[trade for _area, trade in each], people=100_000, as_of=cast.JOINED, source="统计年鉴", created_at=now,
    )  # fmt: skip


def _below(parents: list[tuple[UUID, str]], count: int, kind: str, depth: int, now: datetime) -> list[tuple[UUID, str]]:
    """So many unions, the parents' in turn."""
    ids, above = new_ids(count), list(islice(cycle(parents), count))
    codes = [f"P{depth}{number:05}" for number in range(count)]
    paths = [f"{path}{code}." for (_pk, path), code in zip(above, codes, strict=True)]
    insert_columns(
        Union, id=ids, code=codes, name=[f"{cast.name(number)}街{code}号工会" for number, code in enumerate(codes)],
        kind=kind, parent_id=[pk for pk, _path in above], path=paths,
        division_id=list(islice(cycle(PLACES), count)), created_at=now,
    )  # fmt: skip
    return list(zip(ids, paths, strict=True))


def members(homes: Sequence[UUID], many: int, *, now: datetime) -> None:
    """So many more members, the unions' in turn; of four one works in one of the new trades."""
    turn, trades = cycle(homes), cycle([trade.value for trade in Trade])
    for ids in multitude.persons(many, now=now):
        multitude.enter(ids, list(islice(turn, len(ids))), now=now)
        workers = ids[::IN_A_TRADE]
        insert_columns(
            Employment, id=new_ids(len(workers)), person_id=workers, trade=list(islice(trades, len(workers))),
            starts_on=cast.JOINED, created_at=now,
        )  # fmt: skip
    multitude.analyze()


def applications(homes: Sequence[UUID], many: int, *, now: datetime) -> None:
    """So many who wait for a decision, each before one of these unions; due one after the other."""
    turn, number = cycle(homes), 0
    for ids in multitude.persons(many, now=now):
        numbers, before = range(number, number + len(ids)), list(islice(turn, len(ids)))
        insert_columns(
            Application, id=new_ids(len(ids)), person_id=ids, state=Application.State.WAITING.value,
            code=[new_code() for _each in ids], name=[cast.name(each) for each in numbers],
            mobile_tail=[f"{each % 10_000:04}" for each in numbers], trade=Trade.FOOD_RIDER.value, union_id=before,
            before_id=before, why="own", consented_at=now, sent_at=now, created_at=now,
            due_at=[now + timedelta(seconds=each) for each in numbers],
        )  # fmt: skip
        _identify(ids, now=now)
        number += len(ids)
    multitude.analyze()


def _identify(persons: list[UUID], *, now: datetime) -> None:
    """Each has a document that was checked before; its number nobody reads here."""
    ids = new_ids(len(persons))
    insert_columns(
        Document, id=ids, person_id=persons, kind=Document.Kind.RESIDENT_ID.value, number_sealed=b"x",
        number_index=[one.bytes * 2 for one in ids], number_tail="0000", created_at=now,
    )  # fmt: skip
