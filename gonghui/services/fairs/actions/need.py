"""Who is on the list of members in need of a fair's draw: brought as a sheet until the window opens."""

from collections.abc import Sequence
from datetime import datetime

from django.utils.timezone import localdate

from gonghui.kernel.callers import Caller
from gonghui.primitives.draws import actions as draws
from gonghui.primitives.journal import actions as journal
from gonghui.primitives.people import keys, lookups
from gonghui.primitives.people.rules import Known
from gonghui.primitives.transactions import action

from .. import need_sheet
from ..models import Fair
from ..pages.drawn import draw_of
from ..refusals import draw as draw_refusals


@action
def set_need(fair: Fair, *, data: bytes, file_name: str, by: Caller, now: datetime) -> int:
    """Replace the list of members in need by that of a sheet: every row or, with BadNeedSheet, none. How many they are.

    The journal has the number and no name. Raises NotPublished, NotByDraw, admission's NoLotsForNeed and NeedFixed, and
    the refusals of the sheet reader.
    """
    draw = draw_of(fair)
    draws.refuse_fixed_need(draw, now=now)
    rows, troubles = need_sheet.check_rows(need_sheet.read_need(data, file_name), today=localdate(now))
    union = fair.union
    persons, unknown = need_sheet.check_persons(rows, _known(rows), path=union.path, union=union.name)
    if troubles or unknown:
        raise draw_refusals.BadNeedSheet(sorted([*troubles, *unknown], key=lambda trouble: trouble.row))
    listed = draws.set_need(draw, persons, now=now)
    journal.record("fairs.set_need", fair, by=by, now=now, label=fair.name, facts={"listed": listed})
    return listed


def _known(rows: Sequence[need_sheet.NeedRow]) -> dict[int, Known]:
    """Who is meant by each row, by its number. Two queries."""
    papers = {row.number: row.document for row in rows if row.document}
    documents = {number: keys.document_index(paper.kind, paper.number) for number, paper in papers.items()}
    mobiles = {row.number: keys.mobile_index(row.mobile) for row in rows if row.mobile and not row.document}
    holders, owners = lookups.known_documents(documents.values()), lookups.known_mobiles(mobiles.values())
    found = {number: holders.get(index) for number, index in documents.items()}
    found |= {number: owners.get(index) for number, index in mobiles.items()}
    return {number: known for number, known in found.items() if known is not None}
