"""The worker looks at deadlines, and forgets."""

from datetime import datetime

from gonghui.primitives.casework import actions as casework

from ..rules.question import LEGAL
from .evidence import forget_evidence


def sweep(now: datetime) -> int:
    """Warns and escalates. The worker does it; returns how many."""
    return casework.sweep(LEGAL, now)


def forget(now: datetime) -> int:
    """Words and files long after the end, and evidence that no limit needs any more. Returns how many."""
    return casework.forget(LEGAL, now=now) + forget_evidence(now=now)
