"""A country in numbers: members by the million, places and events by the hundred thousand, matters for an officer.

Written at once and past the verbs, as no product may: the journal does not tell, and nobody gets a message.
"""

import random
from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import islice
from uuid import UUID

from django.db import connection

from gonghui.kernel.codes import new_code
from gonghui.primitives.agenda.links import link
from gonghui.primitives.agenda.models import Matter
from gonghui.primitives.people.models import Membership, Person, Union
from gonghui.primitives.people.pinyin import sort_key
from gonghui.primitives.places.models import Premises
from gonghui.primitives.presence.models import Presence
from gonghui.primitives.rows import insert_columns, insert_many, new_id, new_ids
from gonghui.rehearsals import cast
from gonghui.rehearsals.fairs.bench import world as fairs
from gonghui.rehearsals.reading import bench as reading
from gonghui.rehearsals.reading.catalogue import books
from gonghui.services.announcements.models import Announcement
from gonghui.services.fairs.rules import MANAGE
from gonghui.services.reading.models import ReadingRoom

from . import nearest

AT_ONCE = 20_000
CODE = 12  # letters of a member code: of a million with the usual ten, two are alike in one country of fifty
CAPACITY = 20  # persons in a station
SESSIONS = 20  # of a fair
CURRENT = 5  # fairs that are still to come; all others were held, one every three days
DEMOS = 120  # of the invented books the first are the demo's
SHARES = {"places": 50, "sessions": 20, "titles": 20, "announcements": 10}  # of a hundred things


def members(unions: list[Union], many: int, *, now: datetime) -> None:
    """So many more members, the unions' in turn."""
    for ids in persons(many, now=now):
        of = [unions[number % len(unions)].pk for number in range(len(ids))]
        enter(ids, of, now=now)
    analyze()


def persons(many: int, *, now: datetime) -> Iterator[list[UUID]]:
    """So many more people of no union, and their ids, portion by portion."""
    known = [(name, sort_key(name)) for name in map(cast.name, range(min(many, AT_ONCE)))]
    for at in range(0, many, AT_ONCE):
        named = known[: many - at]
        ids = new_ids(len(named))
        insert_columns(
            Person, id=ids, name=[name for name, _key in named], sort_key=[key for _name, key in named],
            member_code=[new_code(CODE) for _each in ids], created_at=now,
        )  # fmt: skip
        yield ids


def enter(ids: list[UUID], unions: list[UUID], *, now: datetime) -> None:
    """Each of these people into the union of the same place in the other list."""
    insert_columns(
        Membership, id=new_ids(len(ids)), person_id=ids, union_id=unions, starts_on=cast.JOINED, created_at=now
    )


def things(union: Union, many: int, *, by_person: Person, now: datetime) -> None:
    """So many places and events of this union: stations, sessions of fairs, titles of books, announcements."""
    counts = {name: many * share // 100 for name, share in SHARES.items()}
    _stations(union, counts["places"])
    for number in range(counts["sessions"] // SESSIONS):
        held = now - timedelta(days=3 * number + 10) if number >= CURRENT else now
        fairs.fair(union, [100] * SESSIONS, by_person=by_person, now=held)
    rooms = list(ReadingRoom.objects.open().values_list("premises_id", flat=True))
    reading.fill(islice(books(DEMOS + counts["titles"]), DEMOS, None), rooms, union, now)
    _announcements(union, counts["announcements"], now)
    analyze()


def _stations(union: Union, many: int) -> None:
    luck = random.Random(20261123)  # noqa: S311 - the same country every time
    nearest.fill(union, nearest.country(luck), many, luck, kinds=("station",))
    counted = Premises.objects.filter(kind="station").exclude(pk__in=Presence.objects.values("subject"))
    insert_columns(Presence, subject=list(counted.values_list("pk", flat=True)), capacity=CAPACITY)


def _announcements(union: Union, many: int, now: datetime) -> None:
    """One an hour, back from now, for members."""
    for at in range(0, many, AT_ONCE):
        rows = []
        for number in range(at, min(at + AT_ONCE, many)):
            out, title = now - timedelta(hours=number + 1), f"第{number + 1}号通知：夏季送清凉活动安排"
            said = {"title": title, "text": "各基层工会：\n\n请在本周五前报送岗位名单。", "plain": title}
            times = {"starts_at": out, "published_at": out, "edition_at": out, "created_at": out}
            rows.append(Announcement(union=union, **said, **times))
        insert_many(rows)


def matters(union: Union, many: int, *, now: datetime) -> None:
    """So many things that wait for the officers of this union, due one after the other."""
    rows = [
        Matter(
            subject=new_id(), key="bench", union=union, act=MANAGE.name, queue="售后答复",
            title=f"第{number + 1}件申请", place="滨河会展中心", step="答复", icon="ticket",
            link=link("fairs-console:index"), due=now + timedelta(hours=number),
        )
        for number in range(many)
    ]  # fmt: skip
    insert_many(rows)


def analyze() -> None:
    """Fresh statistics, as autovacuum would have made them by then."""
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
