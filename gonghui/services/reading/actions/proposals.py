"""A reader proposes a book; the room's union answers."""

from datetime import datetime

from gonghui.kernel.callers import Caller
from gonghui.primitives.agenda import actions as agenda
from gonghui.primitives.journal import actions as journal
from gonghui.primitives.notices import actions as notices
from gonghui.primitives.people.models import Person
from gonghui.primitives.places.models import Premises
from gonghui.primitives.rows import insert_unless_taken
from gonghui.primitives.transactions import action

from .. import refusals, words
from ..models import Proposal
from ..pages.agenda import PROPOSALS


@action
def propose(
    premises: Premises, person: Person, *, name: str, author: str = "", isbn: str = "", reason: str = "", by: Caller,
    now: datetime,
) -> Proposal:  # fmt: skip
    """Propose a book to a room. Raises AlreadyProposed while the same one waits."""
    asked = Proposal(
        premises=premises, person=person, name=name, author=author, isbn=isbn, reason=reason, created_at=now
    )
    if not insert_unless_taken(asked):
        raise refusals.AlreadyProposed(title=name)
    agenda.renew(PROPOSALS, [asked.pk], now=now)
    journal.record("reading.propose", asked, by=by, now=now, label=name, on_person=person)
    return asked


@action
def answer(asked: Proposal, *, outcome: str, says: str, by: Caller, now: datetime) -> Proposal:
    """Answer once; the reader is told. Raises ProposalAnswered."""
    answered = {"outcome": outcome, "answer": says, "answered_at": now, "answered_by_id": by.person}
    if not Proposal.objects.waiting().filter(pk=asked.pk).update(**answered):
        raise refusals.ProposalAnswered()
    agenda.done(PROPOSALS.key, [asked.pk])
    asked.refresh_from_db()
    journal.record("reading.answer", asked, by=by, now=now, label=asked.name, facts={"outcome": outcome})
    facts = {"title": asked.name, "outcome": Proposal.Outcome(outcome).label, "answer": says}
    notices.tell(asked.person, words.ANSWERED, facts, now=now, sms=False)
    return asked
