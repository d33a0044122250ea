"""What may be done where, and how long things take and are kept. Pure."""

from datetime import timedelta

from gonghui.primitives.people.powers import Act, Power

WATCH = Act("founding.watch", Power.WATCH)
MANAGE = Act("founding.manage", Power.MANAGE)  # prepares, and approves what somebody else has prepared
ANSWER = Act("founding.answer", Power.MANAGE)  # reads what workers ask in confidence

RUNNING, APPROVED, DONE, STOPPED = "running", "approved", "done", "stopped"
WAITING, ANSWERED, WITHDRAWN = "waiting", "answered", "withdrawn"
LONGEST_NAME, LONGEST_TEXT, LONGEST_REASON = 120, 1_000, 200
ANSWER_WITHIN = timedelta(days=5)  # of a plea: our own promise
MOST_PAPERS = 30  # of one case
PLEA_KEPT = timedelta(days=365)  # after it is settled; a withdrawn one is emptied at once


def plea_state(*, answered: bool, withdrawn: bool) -> str:
    """Which of the three a plea is in."""
    return WITHDRAWN if withdrawn else ANSWERED if answered else WAITING
