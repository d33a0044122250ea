"""What officers do about founding."""

from .case import (
    add_all,
    approve,
    attach,
    bring_home,
    case,
    detach,
    drop,
    employer,
    paper,
    plan,
    register,
    step,
    stop,
    undo,
)
from .cases import cases, new
from .election import ballots, candidate, close_election, strike
from .employers import bring, employer_new, employers, ready
from .homes import kept, one, pledge, round_new, rounds
from .pleas import answer, plea, pleas
from .printed import document
from .unions import certify, change, filed, reelect, term, union, unions

__all__ = [
    "add_all", "answer", "approve", "attach", "ballots", "bring", "bring_home", "candidate", "case", "cases",
    "certify", "change", "close_election", "detach", "document", "drop", "employer", "employer_new", "employers",
    "filed", "kept", "new", "one", "paper", "plan", "plea", "pleas", "pledge", "ready", "reelect", "register",
    "round_new", "rounds", "step", "stop", "strike", "term", "undo", "union", "unions",
]  # fmt: skip
