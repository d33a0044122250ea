"""The verbs of founding, each one transaction."""

from datetime import datetime

from .alarming import work as work_alarms
from .approving import approve, free_code
from .electing import close_election, count_ballots, enter_candidate, record_election, strike_candidate
from .employers import enter_employer, load_employers
from .gathering import add_all, open_together
from .homecoming import bring_home
from .homes import forget as forget_judged
from .homes import judge, open_round, pledge, tell_kept
from .inviting import invite, tell_outcome, work_rounds
from .lasting import begin_term, certify, file_change, report_change
from .opening import add_employer, add_employers, drop_employer, open_case, plan_step, reelect, stop
from .papers import attach, detach, open_paper, seal_papers
from .pleas import answer, ask, forget_pleas, look, withdraw
from .readiness import find_ready
from .registering import register
from .stepping import take_step, undo_step


def forget(now: datetime) -> int:
    """Deletes what only counted for a while. Returns how many rows."""
    return forget_pleas(now) + forget_judged(now=now)


def work(now: datetime) -> int:
    """What ends is told, what nobody can settle is taken away, papers still open are sealed. How many."""
    return work_alarms(now) + seal_papers(now)


__all__ = [
    "add_all", "add_employer", "add_employers", "answer", "approve", "ask", "attach", "begin_term", "bring_home",
    "certify", "close_election", "count_ballots", "detach", "drop_employer", "enter_candidate", "enter_employer",
    "file_change", "find_ready", "forget", "free_code", "invite", "judge", "load_employers", "look", "open_case",
    "open_paper", "open_round", "open_together", "plan_step", "pledge", "record_election", "reelect", "register",
    "report_change", "seal_papers", "stop", "strike_candidate", "take_step", "tell_kept", "tell_outcome", "undo_step",
    "withdraw", "work", "work_rounds",
]  # fmt: skip
