"""What handlers do that is made of verbs of casework: an asker called back, a check."""

from datetime import datetime

from gonghui.kernel.callers import Caller
from gonghui.kernel.words import gettext_noop as _
from gonghui.primitives.casework import actions as casework
from gonghui.primitives.casework.models import Case, Message
from gonghui.primitives.casework.refusals import CaseClosed, NotClosed
from gonghui.primitives.transactions import action

SOLVED, NOT_SOLVED = _("职工说已经解决"), _("职工说还没有解决")


@action
def call_back(case: Case, words: str, *, solved: bool, by: Caller, now: datetime) -> Case:
    """What the asker says of the answer: it is over, or it is handled again.

    Raises NotClosed where nothing was answered yet, and as casework's note, close and reopen.
    """
    said = SOLVED if solved else NOT_SOLVED
    found = casework.note(case, f"{said}。{words}", what=Message.What.CALL, by=by, now=now).case
    if not found.at_stage.answered:
        raise CaseClosed() if found.closed_at else NotClosed()
    if solved:
        return casework.close(case, case.of_kind.outcomes[0][0], said, by=by, now=now)
    return casework.reopen(case, said, by=by, now=now)


@action
def check(case: Case, words: str, *, good: bool, key: str = "", by: Caller, now: datetime) -> Message:
    """Quality check: whether it was handled well. Raises WordsMissing, OwnCase."""
    said = "合格" if good else "不合格"
    return casework.note(case, f"{said}。{words}", what=Message.What.CHECK, key=key, by=by, now=now)
