"""Which hours of a counsellor can still be had."""

from datetime import datetime

from gonghui.kernel.window import Window
from gonghui.primitives.hours import actions as hours

from .. import rules
from ..models import Counsellor


def free(counsellor: Counsellor, *, now: datetime) -> list[Window]:
    """In order, as far ahead as they are offered; three queries at most."""
    reach = Window(now, now + rules.AHEAD)
    there = counsellor.openings.filter(ends__gt=reach.starts, starts__lt=reach.ends).order_by("starts")
    openings = [Window(one.starts, one.ends) for one in there]
    if not openings:
        return []
    span = Window(openings[0].starts, openings[-1].ends)
    taken = [booking.window for booking in hours.busy([counsellor.pk], span)[counsellor.pk]]
    return rules.times(openings, taken, now)


def is_offered(counsellor: Counsellor, window: Window, *, now: datetime) -> bool:
    """Whether it is one of them; also by who has it, which hours decides."""
    return window in free(counsellor, now=now)
