"""The worker's part: readers hear of due and overdue books, what nobody fetched or came to goes on to others."""

from datetime import datetime, timedelta

from gonghui.primitives import clock
from gonghui.primitives.notices import actions as notices
from gonghui.primitives.places.openings import day_of
from gonghui.primitives.rows import hold_rows
from gonghui.primitives.transactions import action

from .. import rules, words
from ..models import Loan
from ..pages.shown import late_of
from .holds import expire_holds, serve_waiting
from .seats import call_off, release_no_shows

AT_ONCE = 200  # loans reminded of in one round


def work_reading(now: datetime) -> int:
    """Everything that is due now; returns how much it was."""
    books = remind(now=now) + expire_holds(now=now) + serve_waiting(now=now)
    return books + release_no_shows(now=now) + call_off(now=now)


@action
def remind(*, now: datetime) -> int:
    """By day, tell readers of books that are due soon or late, once for each of rules.REMINDERS. Returns how many."""
    if not clock.is_day(now):
        return 0
    found = []
    for sent, days in enumerate(rules.REMINDERS):
        due_before = day_of(clock.date_of(now) - timedelta(days=days)).ends
        open_loans = Loan.objects.open().filter(due__lt=due_before, reminded=sent)
        found += hold_rows(open_loans.for_page().order_by("due", "pk"), skip_locked=True, first=AT_ONCE)
    for loan in found:
        late = late_of(loan, now=now)
        facts = {"title": loan.copy.title.name, "due": loan.due, "days": late}
        notices.tell(loan.reader, words.OVERDUE if late > 0 else words.SOON, facts, now=now)
        Loan.objects.filter(pk=loan.pk).update(reminded=rules.reminders_due(late, loan.reminded))
    return len(found)
