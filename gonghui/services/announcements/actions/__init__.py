"""What can be done with announcements. Doors, API, worker and rehearsals all call these."""

from datetime import datetime

from .attaching import attach, detach
from .publishing import correct, pin, publish, withdraw
from .reading import forget, read
from .telling import tell
from .writing import copy, draft, load, remove, revise


def work(now: datetime) -> int:
    """What the worker does: members are told of what is out."""
    return tell(now=now)


__all__ = [
    "attach", "copy", "correct", "detach", "draft", "forget", "load", "pin", "publish", "read", "remove", "revise",
    "tell", "withdraw", "work",
]  # fmt: skip
