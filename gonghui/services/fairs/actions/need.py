"""Who is on the list of members in need of a fair's draw: brought as a sheet until the window opens."""

from collections.abc import Sequence
from datetime import datetime

from django.utils.timezone import localdate

from gonghui.kernel.callers import Caller
from gonghui.kernel.sheets import BadRows, TableSheet
from gonghui.primitives.draws import actions as draws
from gonghui.primitives.journal import actions as journal
from gonghui.primitives.people import keys, lookups
from gonghui.primitives.people.rules import Known
from gonghui.primitives.transactions import action

from ..forms.sheets import NEED, NeedRow, check_persons
from ..models import Fair
from ..pages.drawn import draw_of, listed_in_need
from ..refusals.draw import NobodyListed


@action
def set_need(fair: Fair, sheet: TableSheet, *, by: Caller, now: datetime) -> int:
    """Replace the list of members in need by that of a sheet of NEED: every row or, with BadRows, none. How many.

    The journal has the number and no name. Raises NotPublished, NotByDraw, draws' NoLotsForNeed and NeedFixed.
    """
    draw = draw_of(fair)
    draws.refuse_fixed_need(draw, now=now)
    rows, troubles = NEED.read(sheet, today=localdate(now))
    union = fair.union
    persons, unknown = check_persons(sheet, rows, _known(rows), path=union.path, union=union.name)
    if troubles or unknown:
        raise BadRows([*troubles, *unknown], sheet)
    listed = draws.set_need(draw, persons, now=now)
    journal.record("fairs.set_need", fair, by=by, now=now, label=fair.name, facts={"listed": listed})
    return listed


@action
def set_need_from_list(fair: Fair, *, by: Caller, now: datetime) -> int:
    """Replace it by those whom the unions have on their lists of workers in hardship, members here only. How many.

    Raises NotPublished, NotByDraw, draws' NoLotsForNeed and NeedFixed, NobodyListed.
    """
    draw = draw_of(fair)
    draws.refuse_fixed_need(draw, now=now)
    persons = listed_in_need(fair)
    if not persons:
        raise NobodyListed()
    listed = draws.set_need(draw, persons, now=now)
    journal.record("fairs.set_need", fair, by=by, now=now, label=fair.name, facts={"listed": listed})
    return listed


def _known(rows: Sequence[NeedRow]) -> dict[int, Known]:
    """Who is meant by each row, by its number. Two queries."""
    papers = {row.number: row.document for row in rows if row.document}
    documents = {number: keys.document_index(paper.kind, paper.number) for number, paper in papers.items()}
    mobiles = {row.number: keys.mobile_index(row.mobile) for row in rows if row.mobile and not row.document}
    holders, owners = lookups.known_documents(documents.values()), lookups.known_mobiles(mobiles.values())
    found = {number: holders.get(index) for number, index in documents.items()}
    found |= {number: owners.get(index) for number, index in mobiles.items()}
    return {number: known for number, known in found.items() if known is not None}
