"""What askers, who handles their cases, and the worker do with a case. Doors load it through who asks."""

from ..agenda import also, sources_of
from .asking import Asked, Filled, ask
from .ending import close, merge, rate, reopen, withdraw
from .forgetting import forget
from .holding import bring
from .leaving import died, moved, resigned
from .moving import answer, assign, grade, hand_over, move
from .pausing import pause, resume
from .reading import look, open_file, searched
from .saying import note, say
from .sweeping import sweep

__all__ = [
    "Asked",
    "Filled",
    "also",
    "answer",
    "ask",
    "assign",
    "bring",
    "close",
    "died",
    "forget",
    "grade",
    "hand_over",
    "look",
    "merge",
    "move",
    "moved",
    "note",
    "open_file",
    "pause",
    "rate",
    "reopen",
    "resigned",
    "resume",
    "say",
    "searched",
    "sources_of",
    "sweep",
    "withdraw",
]
