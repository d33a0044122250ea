"""The stations of an officer's unions, one line each, and how they were used. Reads only."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, Max, QuerySet, Sum
from django.utils import timezone

from gonghui.kernel.words import gettext_noop as _
from gonghui.primitives.places.models import Premises, Trouble
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


def stations_of(unions: Sequence[Any], *, kind: str = "", words: str = "") -> QuerySet[Premises]:
    """Standing stations at these unions and below, by name."""
    found = Premises.objects.visible().of_kind(*([kind] if kind in NAMES else KINDS))
    found = found.under(unions).filter(name__contains=words) if words else found.under(unions)
    return found.select_related("union", "division", "last_sign").order_by("kind", "name", "pk")


def lines(premises: Sequence[Premises], *, now: datetime) -> list[Line]:
    """Each with its state and counts; a constant number of queries."""
    ids = [one.pk for one in premises]
    today = timezone.localdate(now)
    late = _counts(Trouble.objects.overdue(now), ids)
    soon = _counts(Supply.objects.expiring(until=today + timedelta(days=rules.PRESSING_DAYS)), ids)
    broken = _counts(Fault.objects.open(), ids)
    looked = dict(
        Inspection.objects.filter(premises__in=ids).order_by().values("premises").annotate(at=Max("at"))
        .values_list("premises", "at")
    )  # fmt: skip
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


def _counts(found: QuerySet[Any], ids: Sequence[UUID]) -> dict[UUID, int]:
    counted = found.filter(premises__in=ids).order_by().values("premises").annotate(n=Count("pk"))
    return dict(counted.values_list("premises", "n"))


@dataclass(frozen=True, slots=True)
class Use:
    """Visits of the last days: by day, by station, by trade; `rows` for the workbook."""

    by_day: list[tuple[date, int]]
    by_station: list[tuple[str, int]]
    by_trade: list[tuple[str, int]]
    rows: list[tuple[date, str, str, int]]

    @property
    def all(self) -> int:
        return sum(count for _day, count in self.by_day)


def use_of(unions: Sequence[Any], *, now: datetime) -> Use:
    """How the stations of these unions were used in the last USE_DAYS, from counts without names."""
    names = {one.pk: one.name for one in stations_of(unions)}
    since = timezone.localdate(now) - timedelta(days=USE_DAYS)
    counted = Attendance.objects.filter(subject__in=list(names), day__gt=since)
    rows = list(counted.order_by("day", "subject", "group").values_list("day", "subject", "group", "came"))
    sums = {
        by: list(counted.order_by().values(by).annotate(n=Sum("came")).order_by("-n", by).values_list(by, "n"))
        for by in ("subject", "group")
    }
    days = counted.order_by().values("day").annotate(n=Sum("came")).order_by("day").values_list("day", "n")
    return Use(
        by_day=list(days),
        by_station=[(names[pk], n) for pk, n in sums["subject"]],
        by_trade=[(rules.TRADES.get(code, code), n) for code, n in sums["group"]],
        rows=[(day, names[pk], group, came) for day, pk, group, came in rows],
    )
