"""A union's list of places, taken in as a whole or not at all."""

from datetime import datetime

from gonghui.kernel.callers import Caller
from gonghui.primitives.journal import actions as journal
from gonghui.primitives.people.models import Union
from gonghui.primitives.transactions import action

from .. import refusals, sheet
from ..models import Premises
from ..shifts import looks_shifted
from .premises import OnSaved, open_premises, revise


@action
def load_premises(
    union: Union,
    kind: str,
    *,
    data: bytes,
    file_name: str,
    despite_warnings: bool = False,
    on_saved: OnSaved | None = None,
    by: Caller,
    now: datetime,
) -> dict[str, int]:
    """Open what is new by name, revise what is known: all rows, or with BadPremisesSheet none. Counts of both.

    A warning alone can be passed over. `on_saved` as of `open_premises`. Raises the refusals of the sheet reader too.
    """
    rows, findings = sheet.read_premises(data, file_name)
    names = [row.said["name"] for row in rows]
    listed = Premises.objects.visible().filter(union=union, kind=kind, name__in=names).select_related("union")
    known = {premises.name: premises for premises in listed}
    doors = Premises.objects.visible().doors(names, [row.said["address"] for row in rows])
    for row in rows:
        near = doors.get(row.said["name"], []) + doors.get(row.said["address"], [])
        if warning := looks_shifted(row.said["point"], row.datum, near):
            findings.append(sheet.Finding(row.number, sheet.COLUMNS["datum"][0], warning, warning=True))
    if any(not finding.warning or not despite_warnings for finding in findings):
        raise refusals.BadPremisesSheet(sorted(findings, key=lambda finding: finding.row))
    counts = {"new": 0, "known": 0}
    for row in rows:
        said = dict(row.said)
        hours = said.pop("hours")
        if premises := known.get(row.said["name"]):
            revise(premises, **said, on_saved=on_saved, by=by, now=now)
            counts["known"] += 1
        else:
            open_premises(union=union, kind=kind, hours=hours, **said, on_saved=on_saved, by=by, now=now)
            counts["new"] += 1
    journal.record("places.load_premises", union, by=by, now=now, facts=counts | {"file": file_name[:120]})
    return counts
