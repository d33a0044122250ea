"""The story's figures, read back from the product's own tables, never from what the story did."""

import time
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db.models import Avg, Count, Sum

from gonghui.primitives import clock
from gonghui.primitives.journal.models import Entry
from gonghui.primitives.places.models import Premises
from gonghui.primitives.presence import actions as presence
from gonghui.primitives.presence.models import Attendance
from gonghui.services.stations.models import Call, FraudReport, Load, Shipper, Stay, Touch, Use
from gonghui.services.stations.pages.browse import rows_of

from .world import Ground

PATIENCE = 60  # seconds for the worker to clear closed stations


def emptied(stations: Sequence[Premises]) -> int:
    """How many are still counted inside stations that have closed, once the worker came by."""
    limit = time.monotonic() + PATIENCE
    while True:
        shut = [row for row in rows_of(list(stations), None, now=clock.now()) if not row.state.open]
        left = sum(row.inside for row in shut)
        if not left or time.monotonic() > limit:
            return left
        time.sleep(0.5)


def figures(ground: Ground, drivers: Sequence[Any], now: datetime) -> dict[str, Any]:
    """What the tables hold after the week."""
    everywhere = [ground.home.pk, *(one.pk for one in ground.stations)]
    visits = Attendance.objects.filter(subject__in=everywhere).aggregate(n=Sum("came"))["n"] or 0
    calls = Call.objects.aggregate(n=Count("pk"), done=Count("done_at"), stars=Avg("stars"))
    return {
        "homes": Premises.objects.of_kind("truckers_home").count(),
        "stations": Premises.objects.of_kind("station").count(),
        "drivers": len(drivers),
        "visits": visits,
        "inside_now": sum(room.inside for room in presence.inside(everywhere).values()),
        "showers": Use.objects.filter(keeping__ended_at__isnull=False).count(),
        "beds": Stay.objects.filter(kind="bed").count(),
        "no_shows_let_go": Stay.objects.filter(booking__release_reason="no_show").count(),
        "repairs": calls["n"],
        "repairs_done": calls["done"],
        "repair_stars": round(calls["stars"] or 0, 2),
        "charged_over_quote": sum(call.charged > call.chosen.price for call in Call.objects.select_related("chosen")),
        "loads": Load.objects.count(),
        "numbers_shown": Touch.objects.count(),
        "numbers_in_the_journal": Entry.objects.filter(act="stations.show_contact").count(),
        "frauds_upheld": FraudReport.objects.filter(upheld=True).count(),
        "shippers_closed": Shipper.objects.exclude(closed_at=None).count(),
        "loads_standing_of_closed": Load.objects.filter(shipper__closed_at__isnull=False, withdrawn_at=None).count(),
    }


def as_told(told: dict[str, Any], *, drivers: int, entered: int) -> bool:
    """One home for 100, fifteen stations, every driver's stop; nobody over, nothing twice, nothing left over."""
    nothing = (
        "inside_now", "over_capacity", "offered_shut", "chosen_twice", "not_washed", "charged_over_quote",
        "left_inside_after_closing", "loads_standing_of_closed",
    )  # fmt: skip
    return (
        told["homes"] == 1
        and told["stations"] == 15
        and told["drivers"] == drivers
        and told["visits"] == entered
        and told["crowd_in"] == told["peak_inside"] == 100
        and told["repairs"] == told["repairs_done"] > 0
        and told["showers"] == told["washed"] > 0
        and told["beds"] == told["beds_answered"] > 0
        and told["numbers_shown"] == told["numbers_in_the_journal"] > 0
        and told["frauds_upheld"] > 0
        and told["shippers_closed"] == 1
        and not any(told[name] for name in nothing)
    )
