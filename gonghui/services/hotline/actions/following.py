"""The worker looks at deadlines, and forgets."""

from datetime import datetime

from gonghui.primitives.casework import actions as casework

from ..rules import HOTLINE


def sweep(now: datetime) -> int:
    """Warns and escalates. The worker does it; returns how many."""
    return casework.sweep(HOTLINE, now)


def forget(now: datetime) -> int:
    """Words and files long after the end. Returns how many cases."""
    return casework.forget(HOTLINE, now=now)
