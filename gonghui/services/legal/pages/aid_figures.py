"""How legal aid goes, in numbers by union: nobody's name, nobody's case."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import Count, DateField, Exists, ExpressionWrapper, F, OuterRef, Q, Sum
from django.db.models.functions import TruncDate

from gonghui.primitives.casework.models import Case
from gonghui.primitives.people.models import Union

from ..models import AidDecision, AidStep
from ..rules.aid import AID, DECIDED_IN, REFUSED
from ..rules.question import LEGAL

KINDS = (AID.code, LEGAL.code)


@dataclass(slots=True)
class Figures:
    """Of one union, or of several together. `recovered` and `hours`: fen, and hours of rest and leave, that came back
    by aid and by questions; `minutes` of lawyers; `late` those that were brought before the union above."""

    applied: int = 0
    granted: int = 0
    refused: int = 0
    in_time: int = 0
    open: int = 0
    late: int = 0
    recovered: int = 0
    hours: int = 0
    minutes: int = 0

    @property
    def helped(self) -> float:
        """Hours of lawyers."""
        return round(self.minutes / 60, 1)

    def add(self, other: "Figures") -> None:
        for name in self.__dataclass_fields__:
            setattr(self, name, getattr(self, name) + getattr(other, name))


@dataclass(frozen=True, slots=True)
class Told:
    """The figures of one union."""

    union: Union
    figures: Figures


def unions_with(unions: Any) -> Any:
    """Those of these unions where something was asked."""
    return unions.filter(Exists(Case.objects.filter(union=OuterRef("pk"), kind__in=KINDS)))


def figures(unions: Sequence[Union]) -> dict[Any, Figures]:
    """By union, in four queries."""
    keys = [union.pk for union in unions]
    found = {key: Figures() for key in keys}
    every = Case.objects.filter(union__in=keys, kind__in=KINDS).order_by().values("union")
    for rows in (
        every.annotate(recovered=Sum("matter__recovered_fen"), hours=Sum("matter__recovered_hours")),
        every.filter(kind=AID.code).annotate(
            applied=Count("pk"),
            open=Count("pk", filter=Q(closed_at=None)),
            refused=Count("pk", filter=Q(outcome=REFUSED)),
            late=Count("pk", filter=Q(closed_at=None, escalated_at__isnull=False)),
        ),
        _decided(keys),
        AidStep.objects.filter(case__union__in=keys).order_by().values(at=F("case__union")).annotate(
            minutes=Sum("minutes")
        ),
    ):  # fmt: skip
        _add(found, rows)
    return found


def _decided(keys: Sequence[Any]) -> Any:
    """Cases that were granted at some time, and those first decided in time."""
    last = ExpressionWrapper(TruncDate("case__created_at") + timedelta(days=DECIDED_IN), DateField())
    rows = AidDecision.objects.filter(case__union__in=keys).order_by().values(at=F("case__union"))
    return rows.annotate(
        granted=Count("case", filter=Q(granted=True), distinct=True),
        in_time=Count("case", filter=Q(created_at__date__lte=last), distinct=True),
    )


def _add(found: dict[Any, Figures], rows: Any) -> None:
    for row in rows:
        figures = found[row.pop("union", None) or row.pop("at")]
        for name, many in row.items():
            setattr(figures, name, many or 0)


def together(found: dict[Any, Figures]) -> Figures:
    """All of them."""
    whole = Figures()
    for one in found.values():
        whole.add(one)
    return whole
