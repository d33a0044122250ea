"""The verbs of figures: entered, brought in a sheet, counted once a day."""

from collections.abc import Sequence
from datetime import date, datetime

from django.utils.timezone import localdate

from gonghui.kernel.callers import Caller
from gonghui.kernel.sheets import BadRows, TableSheet
from gonghui.primitives.journal import actions as journal
from gonghui.primitives.people.models import Union
from gonghui.primitives.rows import insert_columns, insert_unless_taken
from gonghui.primitives.statements import run, send
from gonghui.primitives.transactions import action

from . import refusals as no
from . import rules
from .models import Tally, Workforce
from .sheets import WORKFORCE

COUNTED = """
SELECT u.path, u.kind, count(*) FROM people_membership m JOIN people_union u ON u.id = m.union_id
WHERE m.ends_on IS NULL GROUP BY u.id
"""
BY_TRADE = """
SELECT u.path, w.trade, count(*) FROM (
  SELECT DISTINCT e.person_id, coalesce(nullif(e.trade, ''), f.trade) AS trade
  FROM people_employment e LEFT JOIN people_employer f ON f.id = e.employer_id WHERE e.ends_on IS NULL
) w
JOIN people_membership m ON m.person_id = w.person_id AND m.ends_on IS NULL
JOIN people_union u ON u.id = m.union_id
WHERE w.trade <> '' GROUP BY u.id, w.trade
"""


@action
def enter_workforce(
    union: Union, *, trade: str, people: int, as_of: date, source: str, by: Caller, now: datetime
) -> Workforce:
    """A base for coverage; the same again is the first. Raises DayToCome, FiguredAlready."""
    if as_of > localdate(now):
        raise no.DayToCome(day=as_of)
    made = Workforce(union=union, trade=trade, people=people, as_of=as_of, source=source.strip(), created_at=now)
    made.by_person_id = by.person
    if not insert_unless_taken(made):
        return _the_same(made)
    facts = {"trade": trade, "people": people, "as_of": as_of, "source": made.source}
    journal.record("membership.enter_workforce", made, by=by, now=now, label=union.name, facts=facts)
    return made


def _the_same(figure: Workforce) -> Workforce:
    """What was entered before and says just this. Raises FiguredAlready."""
    said = {"people": figure.people, "source": figure.source}
    first = Workforce.objects.filter(union=figure.union, trade=figure.trade, as_of=figure.as_of, **said).first()
    if first is None:
        raise no.FiguredAlready(union=figure.union.name)
    return first


@action
def load_workforce(sheet: TableSheet, *, reach: Sequence[Union], by: Caller, now: datetime) -> int:
    """Every row of a sheet, or none; answers how many. Raises BadRows."""
    rows, troubles = WORKFORCE.read(sheet, today=localdate(now))
    unions = Union.objects.open().under(reach).in_bulk([row.union for row in rows], field_name="code")
    for row in rows:
        refusal = no.UnionNotFound(union=row.union) if row.union not in unions else None
        there = Workforce.objects.filter(union__code=row.union, trade=row.trade, as_of=row.as_of)
        if refusal is None and there.exists():
            refusal = no.FiguredAlready(union=unions[row.union].name)
        if refusal:
            troubles.append(sheet.trouble(row.number, "union", refusal))
    if troubles:
        raise BadRows(troubles, sheet)
    for row in rows:
        said = {"trade": row.trade, "people": row.people, "as_of": row.as_of, "source": row.source}
        enter_workforce(unions[row.union], **said, by=by, now=now)
    return len(rows)


def count_daily(now: datetime) -> int:
    """Count the members anew, unless that was done today. Returns how many figures there are then."""
    if Tally.objects.counted_on() == localdate(now):
        return 0
    return count(now=now)


@action
def count(*, now: datetime) -> int:
    """Count the members of every union and of all below it, in all, by trade and by kind of union."""
    send("SELECT pg_advisory_xact_lock(hashtextextended('membership.count', 0))", [])
    totals = run(COUNTED)
    counts = [(path, Tally.By.ALL.value, "", many) for path, _kind, many in totals]
    counts += [(path, Tally.By.KIND.value, kind, many) for path, kind, many in totals]
    counts += [(path, Tally.By.TRADE.value, trade, many) for path, trade, many in run(BY_TRADE)]
    sums, ids = rules.rolled_up(counts), dict(Union.objects.values_list("path", "pk"))
    Tally.objects.all().delete()
    each = [(ids[path], by, value, many) for (path, by, value), many in sums.items() if path in ids]
    if each:
        unions, bys, values, members = (list(column) for column in zip(*each, strict=True))
        day = [localdate(now)] * len(each)
        insert_columns(Tally, union_id=unions, by=bys, value=values, members=members, counted_on=day)
    return len(each)
