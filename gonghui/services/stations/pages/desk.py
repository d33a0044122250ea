"""What a keeper sees at the desk of one station: who is in, the lines, who is expected, what presses. Reads only."""

from datetime import datetime, timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from gonghui.primitives.places.models import Premises, Trouble
from gonghui.primitives.planned import planned
from gonghui.primitives.presence.models import Attendance

from .. import rules
from ..models import Stay, Supply, Use
from .browse import rows_of
from .station import lines_of, word

SOON = timedelta(hours=24)  # in which who booked a bed or a space is expected
MOST_STAYS = 100


def desk_page(found: Premises, *, now: datetime) -> dict[str, Any]:
    """By the names that the template has for it."""
    today = timezone.localdate(now)
    kept = word.first(premises=found.pk, day=today)
    return {
        "row": rows_of([found], None, now=now)[0],
        "troubles": _troubles.rows(premises=found.pk),
        "came": _came.rows(premises=found.pk, day=today),
        "lines": lines_of(found, None),
        "uses": _uses.rows(premises=found.pk),
        "stays": _stays.part(0, MOST_STAYS, premises=found.pk, now=now, until=now + SOON),
        "word": kept,
        "basics": [(code, name, bool(kept and code in kept.kept)) for code, name in rules.BASICS.items()],
        "pressing": _pressing.rows(premises=found.pk, until=today + timedelta(days=rules.PRESSING_DAYS)),
    }


@planned
def _troubles(premises: Any) -> QuerySet[Trouble]:
    return Trouble.objects.open().filter(premises=premises).by_clock()


@planned
def _came(premises: Any, day: Any) -> QuerySet[Attendance]:
    return Attendance.objects.filter(subject=premises, day=day).order_by("-came", "group")


@planned
def _uses(premises: Any) -> QuerySet[Use]:
    return Use.objects.running().filter(amenity__premises=premises).select_related("room", "keeping", "turn")


@planned
def _stays(premises: Any, now: Any, until: Any) -> QuerySet[Stay]:
    return Stay.objects.filter(premises=premises, booking__starts__lt=until).live(now=now).for_page()


@planned
def _pressing(premises: Any, until: Any) -> QuerySet[Supply]:
    return Supply.objects.expiring(until=until).filter(premises=premises)
