"""Officers load what holds in their places, and from which day."""

from datetime import datetime

from gonghui.kernel.callers import Caller
from gonghui.kernel.sheets import BadRows, TableSheet
from gonghui.primitives.journal import actions as journal
from gonghui.primitives.people.models import Union
from gonghui.primitives.people.rules import around
from gonghui.primitives.rows import upsert_many
from gonghui.primitives.transactions import action

from .. import rules
from ..forms.sheets import STANDARDS
from ..models import Standard
from ..refusals import standards as standard_refusals

AMOUNTS = ("monthly", "deep", "relative", "accident")


@action
def load_standards(union: Union, sheet: TableSheet, *, by: Caller, now: datetime) -> int:
    """Every row or, with BadRows, none; a place and day that are known already say what the sheet says. How many.

    Raises NoAreaUnion: what holds in a place is not for the union of a firm there to say.
    """
    if union.kind not in rules.LOADERS:
        raise standard_refusals.NoAreaUnion(union=union.name)
    rows, troubles = STANDARDS.read(sheet)
    foreign = [
        sheet.trouble(row.number, "place", standard_refusals.PlaceNotYours(place=row.place))
        for row in rows
        if union.kind != Union.Kind.NATIONAL and union.division_id not in around(row.place)
    ]
    if troubles or foreign:
        raise BadRows([*troubles, *foreign], sheet)
    made = [
        Standard(
            division_id=row.place, since=row.since, source=row.source, weak=row.weak, union=union, created_at=now,
            **{name: getattr(row, name) for name in AMOUNTS},
        )
        for row in rows
    ]  # fmt: skip
    upsert_many(made, unique=("division", "since"), changing=(*AMOUNTS, "source", "weak", "union_id"))
    journal.record("aid.load_standards", union, by=by, now=now, label=union.name, facts={"rows": len(made)})
    return len(made)
