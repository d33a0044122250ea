"""What officers, workers and the desk do with a day of the free clinic; and the worker's rounds."""

from .coming import find, give_back, leave_line, receive, take, wait
from .planning import Plan, call_off, plan
from .working import forget, work

__all__ = [
    "Plan",
    "call_off",
    "find",
    "forget",
    "give_back",
    "leave_line",
    "plan",
    "receive",
    "take",
    "wait",
    "work",
]
