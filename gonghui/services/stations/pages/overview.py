"""The stations of an officer's unions, one line each, and how they were used. Reads only."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, Max, QuerySet, Sum
from django.utils import timezone

from gonghui.kernel.words import gettext_noop as _
from gonghui.primitives.people.querysets import paths_of
from gonghui.primitives.places.models import Premises, Trouble
from gonghui.primitives.planned import planned
from gonghui.primitives.presence.models import Attendance

from .. import rules
from ..models import HOME, STATION, Fault, Inspection, Supply
from .browse import KINDS, Found, rows_of

NAMES = {STATION: _("职工驿站"), HOME: _("司机之家")}
USE_DAYS = 30


@dataclass(frozen=True, slots=True)
class Line:
    """One station in the officer's list, with what presses there."""

    premises: Premises
    found: Found
    overdue: int
    expiring: int
    faults: int
    inspected_at: datetime | None

    @property
    def kind(self) -> str:
        return NAMES[self.premises.kind]


@planned
def stations(paths: Iterable[Any]) -> QuerySet[Premises]:
    """Standing stations at these unions and below, by name."""
    found = Premises.objects.visible().of_kind(*KINDS).below(paths)
    return found.select_related("union", "division", "last_sign").order_by("kind", "name", "pk")


def stations_of(unions: Iterable[Any]) -> QuerySet[Premises]:
    return stations.make(paths_of(unions))


@planned
def station(paths: Iterable[Any], pk: Any) -> QuerySet[Premises]:
    """One of them."""
    return stations.make(paths).filter(pk=pk)


def lines(premises: Sequence[Premises], *, now: datetime) -> list[Line]:
    """Each with its state and counts; a constant number of queries."""
    ids = [one.pk for one in premises]
    today = timezone.localdate(now)
    late = dict(_overdue.rows(premises=ids, now=now))
    soon = dict(_expiring.rows(premises=ids, until=today + timedelta(days=rules.PRESSING_DAYS)))
    broken = dict(_broken.rows(premises=ids))
    looked = dict(_looked.rows(premises=ids))
    return [
        Line(
            row.premises,
            row,
            late.get(row.premises.pk, 0),
            soon.get(row.premises.pk, 0),
            broken.get(row.premises.pk, 0),
            looked.get(row.premises.pk),
        )
        for row in rows_of(premises, None, now=now)
    ]


@planned
def _overdue(premises: Any, now: Any) -> QuerySet[Trouble]:
    return _counted(Trouble.objects.overdue(now), premises)


@planned
def _expiring(premises: Any, until: Any) -> QuerySet[Supply]:
    return _counted(Supply.objects.expiring(until=until), premises)


@planned
def _broken(premises: Any) -> QuerySet[Fault]:
    return _counted(Fault.objects.open(), premises)


@planned
def _looked(premises: Any) -> QuerySet[Inspection]:
    found = Inspection.objects.filter(premises__among=premises).order_by()
    return found.values("premises").annotate(last=Max("at")).values_list("premises", "last")


def _counted(found: QuerySet[Any], premises: Any) -> QuerySet[Any]:
    """How many of these there are at each place that has any."""
    counted = found.filter(premises__among=premises).order_by().values("premises").annotate(n=Count("pk"))
    return counted.values_list("premises", "n")


@dataclass(frozen=True, slots=True)
class Counted:
    """How many came, of what: a day, a station, a trade."""

    name: Any
    came: int


@dataclass(frozen=True, slots=True)
class Use:
    """Visits of the last days: by day, by station, by trade."""

    by_day: list[Counted]
    by_station: list[Counted]
    by_trade: list[Counted]

    @property
    def all(self) -> int:
        return sum(one.came for one in self.by_day)


def attended(unions: Sequence[Any], *, now: datetime) -> QuerySet[Attendance]:
    """What was counted at the stations of these unions in the last USE_DAYS, without names."""
    since = timezone.localdate(now) - timedelta(days=USE_DAYS)
    here = stations_of(unions).order_by().values("pk")
    return Attendance.objects.filter(subject__in=here, day__gt=since)


def use_of(counted: QuerySet[Attendance]) -> Use:
    """The sums of what was counted, the most first; each is one query."""
    sums = {
        by: list(counted.order_by().values(by).annotate(n=Sum("came")).order_by("-n", by).values_list(by, "n"))
        for by in ("subject", "group")
    }
    days = counted.order_by().values("day").annotate(n=Sum("came")).order_by("day").values_list("day", "n")
    names = names_of(pk for pk, _came in sums["subject"])
    return Use(
        by_day=[Counted(day, came) for day, came in days],
        by_station=[Counted(names[pk], came) for pk, came in sums["subject"]],
        by_trade=[Counted(rules.TRADES.get(code, code), came) for code, came in sums["group"]],
    )


def names_of(subjects: Iterable[UUID]) -> dict[UUID, str]:
    """What the stations are called that were counted."""
    return dict(Premises.objects.filter(pk__in=set(subjects)).values_list("pk", "name"))
