"""What time it is. One function, so that a rehearsal can be played on another day than today.

On a demo site GONGHUI_CLOCK_FILE may name a file holding a number of seconds; every process adds them to the real time.
A real site has no such file: the setting is ignored unless GONGHUI_DEMO is on.
"""

from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.utils import timezone


def now() -> datetime:
    """The current moment, aware, in UTC; shifted on a demo site that rehearses."""
    return timezone.now() + _shift()


def _shift() -> timedelta:
    if not (settings.DEMO and settings.CLOCK_FILE):
        return timedelta(0)
    try:
        return timedelta(seconds=float(Path(settings.CLOCK_FILE).read_text()))
    except (OSError, ValueError):
        return timedelta(0)
