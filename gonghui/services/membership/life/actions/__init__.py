"""The verbs of a membership's life."""

from .deaths import record_death, undo_death
from .lapses import begin_lapse, drop_lapse, end_lapse, notify_lapse, record_talk
from .leaving import ask_to_leave, forget, undo_leaving, work_leavings
from .memberships import correct_membership, end_membership
from .standings import set_standing

__all__ = [
    "ask_to_leave",
    "begin_lapse",
    "correct_membership",
    "drop_lapse",
    "end_lapse",
    "end_membership",
    "forget",
    "notify_lapse",
    "record_death",
    "record_talk",
    "set_standing",
    "undo_death",
    "undo_leaving",
    "work_leavings",
]
