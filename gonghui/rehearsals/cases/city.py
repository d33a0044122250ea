"""Requests to the hotline by the hundred thousand, for `bench cases`: open, each due on one of the next working days.

Written at once and past the verbs, as no product may: no word is kept of any, and nobody gets a message.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import cycle, islice
from uuid import UUID

from django.db import connection

from gonghui.kernel.codes import new_code
from gonghui.primitives.casework import rules
from gonghui.primitives.casework.actions.timing import calendar, last_minute, local
from gonghui.primitives.casework.models import Case
from gonghui.primitives.people.models import Person, Trade
from gonghui.primitives.rows import insert_columns, new_ids
from gonghui.rehearsals.bench import multitude
from gonghui.services.hotline.models import Ticket
from gonghui.services.hotline.rules import HOTLINE

CODE = 12  # letters: of a million with the usual ten, two are alike in one city of fifty
LIMITS = range(3, 33)  # working days from today, one case after the other
LAST_FOUR = """
UPDATE people_person SET mobile_tail = lpad((abs(hashtext(id::text)) %% 10000)::text, 4, '0') WHERE id = ANY (%s)
"""


def workers(many: int, *, now: datetime) -> list[UUID]:
    """So many who ask, of no union, with the last four of a number."""
    made: list[UUID] = []
    for ids in multitude.persons(many, now=now):
        with connection.cursor() as cursor:
            cursor.execute(LAST_FOUR, [ids])
        made += ids
    return made


def cases(
    many: int, *, askers: Sequence[UUID], unions: Sequence[UUID], handlers: Sequence[Person], place: str, now: datetime
) -> None:
    """So many more, the askers' and the unions' in turn; every other one is given to a handler."""
    today, worked = local(now).date(), calendar(local(now).date())
    dues = {days: last_minute(rules.due_day(today, days, worked)) for days in LIMITS}
    asker, union, days = cycle(askers), cycle(unions), cycle(LIMITS)
    given = cycle([who for handler in handlers for who in (None, handler.pk)])
    topics, levels = (cycle([code for code, _word in words]) for words in (HOTLINE.topics, HOTLINE.levels))
    trades = cycle(["", *(trade.value for trade in Trade)])
    for at in range(0, many, multitude.AT_ONCE):
        count = min(multitude.AT_ONCE, many - at)
        ids, limits, whose = new_ids(count), list(islice(days, count)), list(islice(given, count))
        insert_columns(
            Case, id=ids, created_at=now, kind=HOTLINE.code, code=[new_code(CODE) for _each in ids],
            person_id=list(islice(asker, count)), union_id=list(islice(union, count)), assigned_to_id=whose,
            stage=[HOTLINE.taken if who else HOTLINE.first for who in whose], stage_since=now,
            level=list(islice(levels, count)), topic=list(islice(topics, count)), clock_on=today, clock_days=limits,
            due_at=[dues[each] for each in limits],
        )  # fmt: skip
        insert_columns(
            Ticket, id=new_ids(count), created_at=now, case_id=ids, division_id=place,
            trade=list(islice(trades, count)),
        )  # fmt: skip
    multitude.analyze()


def first_due(now: datetime) -> datetime:
    """When the first of them are late."""
    today = local(now).date()
    return last_minute(rules.due_day(today, LIMITS[0], calendar(today))) + timedelta(seconds=1)
