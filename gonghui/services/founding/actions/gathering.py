"""One case for many employers: those that were picked, or all of a place and a trade that have no union yet."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from gonghui.kernel.callers import Caller
from gonghui.primitives.journal import actions as journal
from gonghui.primitives.people.models import Division, Employer, Person, Union
from gonghui.primitives.people.querysets import EmployerQuerySet
from gonghui.primitives.transactions import action

from .. import refusals
from ..models import Case, CaseEmployer
from ..querysets import lowest_above
from ..rules import cases
from .opening import locked, open_case, prepared, still_preparing, take_in
from .readiness import renew_ready

MOST = 500  # employers of one case that come in with one act


@action
def open_together(
    employers: Sequence[Employer],
    way: str,
    name: str,
    *,
    reach: Iterable[Union],
    by_person: Person,
    key: str = "",
    by: Caller,
    now: datetime,
) -> Case:
    """A joint union or a federation for all of these, at the lowest union above them all within `reach`; once a key.

    Raises NobodyAboveAll, OneIndustry, JointOfOne and as `open_case`; then nothing is opened.
    """
    if no := cases.refuse_employers(way, len(employers)):
        raise no
    industry = cases.industry_of(each.trade for each in employers) if way == cases.FEDERATION else ""
    area = lowest_above([each.area.path for each in employers if each.area], reach)
    if area is None:
        raise refusals.NobodyAboveAll()
    return open_case(area, way, name, employers, industry=industry, by_person=by_person, key=key, by=by, now=now)


@action
def add_all(case: Case, *, division: Division | None, trade: str, by: Caller, now: datetime) -> int:
    """Every employer of a place or a trade below the case's union that has no union and stands in no open case.

    Returns how many. Raises WhichEmployers, NobodyToAdd, TooManyEmployers, CaseOver, StepDone.
    """
    if division is None and not trade:
        raise refusals.WhichEmployers()
    found = locked(case)
    still_preparing(found)
    rows = list(_those(found, division, trade)[: MOST + 1])
    if not rows:
        raise refusals.NobodyToAdd()
    if len(rows) > MOST:
        raise refusals.TooManyEmployers(limit=MOST)
    for row in rows:
        take_in(found, row, now)
    prepared(found, by.person, now)
    renew_ready([row.pk for row in rows], now=now)
    facts = {"employers": len(rows), "place": division.name if division else "", "trade": trade}
    journal.record("founding.add_all", found, by=by, now=now, label=found.name, facts=facts)
    return len(rows)


def _those(case: Case, division: Division | None, trade: str) -> EmployerQuerySet:
    busy = CaseEmployer.objects.filter(case=case)
    if case.way != cases.FEDERATION:
        busy |= CaseEmployer.objects.filter(ended_at=None, federates=False)
    rows = Employer.objects.open().under([case.area]).without_union().exclude(pk__in=busy.values("employer"))
    if division is not None:
        rows = rows.filter(division__code__startswith=stem_of(division))
    if trade:
        rows = rows.filter(trade=trade)
    return rows.order_by("pk")


def stem_of(division: Division) -> str:
    """What the codes of a place and of all places in it begin with."""
    return division.pk[: 2 * division.level]
