"""What officers are told: groups in which nobody can be found, and how fast a human was there."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Avg, Count, F, Q
from django.utils.translation import gettext

from gonghui.primitives import clock
from gonghui.primitives.people.models import Office, Person

from .. import rules
from ..models import Call, RiskPath, Tally
from ..rules.groups import FEWEST, Group, groups
from ..rules.scales import SCALES, scale

MONTHS = 12
LISTED = 30
DAYS = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class Told:
    """A scale in a union and a month that is over."""

    union: str
    month: date
    scale: str
    groups: list[tuple[str, int]]  # in words


@dataclass(frozen=True, slots=True)
class Pace:
    """Since when, how many risk answers and calls, and seconds; None where there was none."""

    risk_answers: int
    risk_seconds_to_path: float | None
    calls: int
    waiting: int
    late: int
    seconds_to_taken: float | None


def counts(pace: Pace) -> dict[str, str]:
    """How many, as officers read it: of a few people only that they are few."""
    many = {"risk_answers": pace.risk_answers, "calls": pace.calls, "waiting": pace.waiting, "late": pace.late}
    few = gettext("不到 %(n)s") % {"n": FEWEST}
    return {name: few if 0 < one < FEWEST else str(one) for name, one in many.items()}


def told(unions: Any, now: datetime) -> list[Told]:
    """Of these unions and those below them, the newest month first; a month that runs is not told: it would tell of
    each who is added."""
    this = clock.date_of(now).replace(day=1)
    since = (this - timedelta(days=31 * MONTHS)).replace(day=1)
    rows = Tally.objects.filter(month__lt=this, month__gte=since, many__gt=0, union__in=unions)
    counts: dict[tuple[date, str, str], dict[str, int]] = {}
    for one in rows.order_by("-month", "union__path", "scale").select_related("union"):
        counts.setdefault((one.month, one.union.name, one.scale), {})[one.band] = one.many
    return [
        Told(union, month, asked.title, [(_words(group, asked.bands), group.many) for group in found])
        for (month, union, code), by_band in counts.items()
        if (asked := scale(code, month, SCALES)) and (found := groups(by_band, [band.code for band in asked.bands]))
    ]


def _words(group: Group, bands: Any) -> str:
    titles = [band.title for band in bands if band.code in group.bands]
    return titles[0] if len(titles) == 1 else f"{titles[0]}～{titles[-1]}"


def late(unions: Any, officer: Person, now: datetime) -> list[Call]:
    """Calls of these unions that nobody took in time: a code and a clock; never the officer's own."""
    rows = Call.objects.late(now).filter(case__union__in=unions).not_of(officer)
    return list(rows.select_related("case__union").order_by("due_at", "pk")[:LISTED])


def on_call(unions: Any, now: datetime) -> str:
    """The names of who holds the office of a counsellor at these unions, whom an officer can ring up; "" for nobody."""
    offices = Office.objects.open_at(now).allowing(rules.COUNSEL).filter(union__in=unions)
    found = Person.objects.filter(pk__in=offices.values("person")).order_by("sort_key", "pk")
    return "、".join(found.values_list("name", flat=True)[:LISTED])


def pace(unions: Any, now: datetime) -> Pace:
    """Of the last ninety days; risk answers are those of the whole site, for they name no union."""
    paths = RiskPath.objects.filter(answered_at__gte=now - DAYS)
    walked = paths.aggregate(many=Count("pk"), took=Avg(F("shown_at") - F("answered_at")))
    calls = Call.objects.filter(created_at__gte=now - DAYS, case__union__in=unions)
    took = calls.aggregate(
        many=Count("pk"),
        late=Count("pk", filter=Q(late_at__isnull=False)),
        taken=Avg(F("taken_at") - F("asked_at")),
    )
    waiting = Call.objects.waiting().filter(case__union__in=unions).count()
    return Pace(
        walked["many"], _seconds(walked["took"]), took["many"], waiting, took["late"], _seconds(took["taken"])
    )  # fmt: skip


def _seconds(took: timedelta | None) -> float | None:
    return None if took is None else round(took.total_seconds(), 1)
