"""The verbs of lending: things that one person has at a time, and lines of people for whatever is had in turn."""

from .things import extend, give_back, keep
from .turns import (
    dissolve,
    leave_queue,
    lengths,
    next_in_line,
    offer_next,
    pass_on,
    position,
    positions,
    queue,
    take_up,
)

__all__ = [
    "dissolve",
    "extend",
    "give_back",
    "keep",
    "leave_queue",
    "lengths",
    "next_in_line",
    "offer_next",
    "pass_on",
    "position",
    "positions",
    "queue",
    "take_up",
]
