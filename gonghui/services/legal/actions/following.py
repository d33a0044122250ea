"""The worker looks at deadlines, and forgets."""

from datetime import datetime

from gonghui.primitives.casework import actions as casework
from gonghui.primitives.transactions import action

from ..models import AidApplication, AidDecision
from ..rules.aid import AID
from ..rules.question import LEGAL
from .evidence import forget_evidence


def sweep(now: datetime) -> int:
    """Warns and escalates. The worker does it; returns how many."""
    return casework.sweep(LEGAL, now) + casework.sweep(AID, now)


def forget(now: datetime) -> int:
    """Words and files long after the end, and evidence that no limit needs any more. Returns how many."""
    return casework.forget(LEGAL, now=now) + _forget_aid(now=now) + forget_evidence(now=now)


@action
def _forget_aid(*, now: datetime) -> int:
    """What was said of who asked goes with the words of their case, and why it was refused."""
    done = casework.forget(AID, now=now)
    AidApplication.objects.filter(case__forgotten_at=now).update(told=b"")
    AidDecision.objects.filter(case__forgotten_at=now).update(why=b"")
    return done
