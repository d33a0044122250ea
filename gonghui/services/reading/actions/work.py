"""The worker's part: readers hear of due and overdue books, what nobody fetched or came to goes on to others."""

from datetime import datetime, timedelta

from gonghui.primitives.notices import actions as notices
from gonghui.primitives.transactions import action

from .. import rules, words
from ..models import Loan
from .holds import expire_holds, serve_waiting
from .seats import call_off, release_no_shows

AT_ONCE = 200  # loans reminded of in one round


def work_reading(now: datetime) -> int:
    """Everything that is due now; returns how much it was."""
    books = remind(now=now) + expire_holds(now=now) + serve_waiting(now=now)
    return books + release_no_shows(now=now) + call_off(now=now)


@action
def remind(*, now: datetime) -> int:
    """Tell readers of books that are due soon or overdue, once for each of rules.REMINDERS. Returns how many."""
    found = []
    for sent, days in enumerate(rules.REMINDERS):
        due_before = now - timedelta(days=days)
        open_loans = Loan.objects.open().filter(due__lte=due_before, reminded=sent)
        found += open_loans.for_page().select_for_update(of=("self",), skip_locked=True).order_by("due", "pk")[:AT_ONCE]
    for loan in found:
        reached = rules.reminders_due(loan.due, loan.reminded, now)
        _tell(loan, now=now)
        Loan.objects.filter(pk=loan.pk).update(reminded=reached)
    return len(found)


def _tell(loan: Loan, *, now: datetime) -> None:
    late = (now - loan.due).days + 1 if now > loan.due else 0
    facts = {"title": loan.copy.title.name, "due": loan.due, "days": late}
    template = words.OVERDUE if late else words.SOON
    notices.tell(loan.reader, template, facts, now=now)
