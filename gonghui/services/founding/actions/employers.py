"""Employers that officers add, one or a whole list: those that have no union yet are to get one."""

from datetime import datetime
from typing import Any

from django.utils.timezone import localdate

from gonghui.kernel.callers import Caller
from gonghui.kernel.refusals import Refused
from gonghui.kernel.sheets import BadRows, RowTrouble, TableSheet
from gonghui.primitives.people import actions as people
from gonghui.primitives.people.models import Employer, Union
from gonghui.primitives.people.rules import within
from gonghui.primitives.rows import insert_unless_taken
from gonghui.primitives.transactions import action

from .. import refusals
from ..forms.sheets import EMPLOYERS, EmployerRow
from ..models import EnteredEmployer


@action
def enter_employer(area: Union, *, key: str = "", by: Caller, now: datetime, **said: Any) -> Employer:
    """One that was not known, as people's `add_employer` takes it; the same key, the same one.

    Raises EmployerNameMissing, EmployerTaken.
    """
    if not said["name"]:
        raise refusals.EmployerNameMissing()
    entered = EnteredEmployer(area=area, key=key, created_at=now)
    if key and not insert_unless_taken(entered):
        again = EnteredEmployer.objects.filter(area=area, key=key).values("employer")
        return Employer.objects.select_related("area").get(pk__in=again)
    made = people.add_employer(area=area, **said, by=by, now=now)
    if key:
        EnteredEmployer.objects.filter(pk=entered.pk).update(employer=made)
    return made


@action
def load_employers(area: Union, sheet: TableSheet, *, by: Caller, now: datetime) -> dict[str, int]:
    """Every row, or none: {"new", "known"}. A known one gets the head count of the list. Raises BadRows."""
    rows, troubles = EMPLOYERS.read(sheet)
    codes = [str(row.credit_code) for row in rows]
    known = {one.credit_code: one for one in Employer.objects.filter(credit_code__in=codes).select_related("area")}
    for row in rows:
        if no := _refusal(known.get(str(row.credit_code)), area):
            troubles.append(RowTrouble(row.number, sheet.layout.called["credit_code"], no, key="credit_code"))
    if troubles:
        raise BadRows(troubles, sheet)
    for row in rows:
        _keep(area, row, known.get(str(row.credit_code)), by=by, now=now)
    return {"new": len(rows) - len(known), "known": len(known)}


def _refusal(known: Employer | None, area: Union) -> Refused | None:
    if known is None or (known.area and within(known.area.path, area.path)):
        return None
    return refusals.EmployerElsewhere(employer=known.name, area=area.name)


def _keep(area: Union, row: EmployerRow, known: Employer | None, *, by: Caller, now: datetime) -> None:
    said = {"trade": row.trade, "headcount": row.headcount, "headcount_on": row.headcount_on or localdate(now)}
    if known:
        people.change_employer(known, **said, by=by, now=now)
    else:
        people.add_employer(
            name=row.name, credit_code=row.credit_code, division=row.division, area=area, **said, by=by, now=now
        )
