"""What the officer should look at: receipts that gates let in twice, or that were not good any more. Reads only."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Max, QuerySet
from django.utils.translation import gettext

from gonghui.kernel.words import gettext_noop as _
from gonghui.primitives.admission.models import Place, Scan

from ..models import Fair
from .reasons import reason_of

OUTCOMES = {
    "admitted": (_("算作入场"), "good"),
    "again": (_("又放行一次"), "bad"),
    "released": (_("名额已退回或取消"), "bad"),
    "doubtful": (_("不符合规则"), "warn"),
}
WAYS = {
    "live": _("动态二维码"),
    "receipt": _("凭证码和姓名"),
    "member_card": _("会员码和姓名"),
    "search": _("手机号和姓名"),
}


@dataclass(frozen=True, slots=True)
class ScanLine:
    """One yes of one gate."""

    at: datetime
    received_at: datetime
    who: str
    device: str
    way: str
    outcome: str
    tone: str
    reason: str

    @property
    def was_alone(self) -> bool:
        """Heard of later than a network takes: the device had none."""
        return (self.received_at - self.at).total_seconds() > 60


@dataclass(frozen=True, slots=True)
class Case:
    """One receipt with all its scans, the earliest first."""

    place: Place
    lines: list[ScanLine]


def places_of(fair: Fair) -> QuerySet[Place]:
    """Places with a scan that is not a check-in, the latest heard of first."""
    odd = Scan.objects.in_scope(fair.pk).to_look_at()
    latest = odd.values("place").annotate(last=Max("received_at"))
    places = Place.objects.filter(pk__in=latest.values("place")).annotate(last=Max("scans__received_at"))
    return places.select_related("holder", "pool__session__venue__division").order_by("-last", "pk")


def count_of(fair: Fair) -> int:
    return Scan.objects.in_scope(fair.pk).to_look_at().values("place").distinct().count()


def cases_of(places: Iterable[Any]) -> list[Case]:
    """The places' scans, in one query."""
    places = list(places)
    scans: dict[Any, list[ScanLine]] = {place.pk: [] for place in places}
    for scan in Scan.objects.filter(place__in=places).order_by("at", "pk"):
        scans[scan.place_id].append(_line(scan))
    return [Case(place, scans[place.pk]) for place in places]


def _line(scan: Scan) -> ScanLine:
    outcome, tone = OUTCOMES[scan.outcome]
    return ScanLine(
        at=scan.at,
        received_at=scan.received_at,
        who=scan.by_name,
        device=str(scan.device)[:4].upper() if scan.device else "",
        way=gettext(WAYS.get(scan.way, scan.way)),
        outcome=gettext(outcome),
        tone=tone,
        reason=reason_of(scan.reason) if scan.reason else "",
    )
