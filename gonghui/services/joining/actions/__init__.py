"""What applicants, those who help them, officers and the worker do."""

from .coding import send_code
from .deciding import Decided, approve, decide_many, give_back, refuse
from .drafting import Who, apply, begin, choose, fill_in, keep_who, newcomer, send
from .entering import Entry, by_slip, enter, undo
from .forgetting import forget
from .going_on import appeal, look, withdraw
from .late import raise_late
from .moving import move
from .releasing import release, take_back
from .settling import settle

__all__ = [
    "Decided",
    "Entry",
    "Who",
    "appeal",
    "apply",
    "approve",
    "begin",
    "by_slip",
    "choose",
    "decide_many",
    "enter",
    "fill_in",
    "forget",
    "give_back",
    "keep_who",
    "look",
    "move",
    "newcomer",
    "raise_late",
    "refuse",
    "release",
    "send",
    "send_code",
    "settle",
    "take_back",
    "undo",
    "withdraw",
]
