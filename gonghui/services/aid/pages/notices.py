"""The public notice: who is to be given aid, masked, until when."""

from datetime import datetime, timedelta

from django.utils import timezone

from gonghui.primitives.casework import rules as limits
from gonghui.primitives.places.models import CalendarDay

from ..models import Ruling
from ..querysets import RulingQuerySet
from ..rules import NOTICE_DAYS

AHEAD = timedelta(days=60)  # longer than the notice and any holidays within it


def notice_ends(now: datetime) -> datetime:
    """The last minute of so many working days from now on."""
    since = timezone.localtime(now, timezone.get_default_timezone())
    return limits.due(since, NOTICE_DAYS, CalendarDay.objects.exceptions(since.date(), since.date() + AHEAD))


def shown(*, now: datetime) -> RulingQuerySet:
    """What is shown now, the newest first, with what is told of it."""
    rows = Ruling.objects.shown(now).select_related("claim__person", "claim__division", "claim__case__union")
    return rows.order_by("-second_at", "-pk")
