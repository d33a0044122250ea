"""A union's list of places, taken in as a whole or not at all."""

from datetime import datetime

from gonghui.kernel.callers import Caller
from gonghui.kernel.hours import Week
from gonghui.kernel.refusals import Refused
from gonghui.kernel.sheets import BadRows, RowTrouble, TableSheet
from gonghui.primitives.journal import actions as journal
from gonghui.primitives.people.models import Union
from gonghui.primitives.transactions import action

from ..models import Premises
from ..sheets import PREMISES, PremisesRow
from ..shifts import looks_shifted
from .premises import OnSaved, open_premises, revise
from .times import set_hours


@action
def load_premises(
    union: Union,
    kind: str,
    sheet: TableSheet,
    *,
    despite_warnings: bool = False,
    on_saved: OnSaved | None = None,
    by: Caller,
    now: datetime,
) -> dict[str, int]:
    """Open what is new by name, revise what is known: all rows of a sheet of PREMISES or, with BadRows, none. Counts.

    Of what is known a column that the sheet does not have changes nothing, nor do hours left empty. A warning alone
    can be passed over. `on_saved` as of `open_premises`.
    """
    rows, troubles = PREMISES.read(sheet)
    names = [row.said["name"] for row in rows]
    listed = Premises.objects.visible().filter(union=union, kind=kind, name__in=names).select_related("union")
    known = {premises.name: premises for premises in listed}
    doors = Premises.objects.visible().doors(names, [row.said["address"] for row in rows])
    for row in rows:
        near = doors.get(row.said["name"], []) + doors.get(row.said["address"], [])
        if warning := looks_shifted(row.said["point"], row.datum, near):
            troubles.append(sheet.trouble(row.number, "datum", warning, warning=True))
    if any(not trouble.warning or not despite_warnings for trouble in troubles):
        raise BadRows(troubles, sheet)
    counts = {"new": 0, "known": 0}
    for row in rows:
        counts[_save(union, kind, sheet, row, known.get(row.said["name"]), on_saved=on_saved, by=by, now=now)] += 1
    journal.record("places.load_premises", union, by=by, now=now, facts=counts | {"file": sheet.file_name})
    return counts


def _save(
    union: Union,
    kind: str,
    sheet: TableSheet,
    row: PremisesRow,
    premises: Premises | None,
    *,
    on_saved: OnSaved | None,
    by: Caller,
    now: datetime,
) -> str:
    """ "new" or "known". Raises BadRows for what its kind of place asks beyond the columns of the sheet."""
    said = dict(row.said)
    hours = said.pop("hours")
    try:
        if premises:
            named = {name: value for name, value in said.items() if name == "point" or name in sheet.layout.places}
            revise(premises, **named, on_saved=on_saved, by=by, now=now)
            if hours != Week():
                set_hours(premises, hours, by_calendar=premises.by_calendar, by=by, now=now)
            return "known"
        open_premises(union=union, kind=kind, hours=hours, **said, on_saved=on_saved, by=by, now=now)
        return "new"
    except Refused as refusal:
        raise BadRows([RowTrouble(row.number, "", refusal)], sheet) from refusal
