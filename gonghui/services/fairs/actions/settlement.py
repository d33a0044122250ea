"""Paying the dealers: one prepares, another approves, then the payment is marked. The catalogue holds the batches."""

from datetime import datetime
from typing import Any
from uuid import UUID

from gonghui.kernel.callers import Caller
from gonghui.kernel.money import Fen
from gonghui.primitives.agenda import actions as agenda
from gonghui.primitives.catalogue import actions as catalogue
from gonghui.primitives.catalogue.models import SettlementBatch
from gonghui.primitives.catalogue.refusals import ClaimMissing
from gonghui.primitives.journal import actions as journal
from gonghui.primitives.transactions import action

from ..models import Venue
from ..pages.agenda import BATCHES


@action
def prepare_settlement(venue: Venue, merchant: Any, *, by_person: Any, by: Caller, now: datetime) -> SettlementBatch:
    """Put every unsettled sale of a dealer at a venue into a batch. Raises catalogue's NothingToSettle."""
    batch = catalogue.prepare_batch(merchant, venue.fund, upto=now, by_person=by_person, by=by, now=now)
    _note("fairs.prepare_settlement", batch, venue, by=by, now=now)
    return batch


@action
def approve_settlement(
    batch: SettlementBatch, venue: Venue, *, because: str = "", by_person: Any, by: Caller, now: datetime
) -> SettlementBatch:
    """The second person's yes; why, where the dealer's statement differs.

    Raises catalogue's ClaimDiffers, SamePerson and its refusals by state.
    """
    batch = catalogue.approve_batch(batch, because=because, by_person=by_person, by=by, now=now)
    why = {"difference": int(batch.difference), "why": batch.approved_because} if batch.difference else {}
    if batch.approved_at == now:  # another click was faster, and noted
        _note("fairs.approve_settlement", batch, venue, by=by, now=now, **why)
    return batch


def approve_agreeing(
    batch: SettlementBatch, venue: Venue, *, by_person: Any, by: Caller, now: datetime
) -> SettlementBatch:
    """As approve_settlement, for many at once: only where the dealer's statement is there and agrees.

    Raises ClaimMissing too.
    """
    if batch.claimed is None:
        raise ClaimMissing(number=batch.number)
    return approve_settlement(batch, venue, by_person=by_person, by=by, now=now)


@action
def return_settlement(
    batch: SettlementBatch, venue: Venue, *, reason: str, by_person: Any, by: Caller, now: datetime
) -> SettlementBatch:
    """Send a batch back with a reason: its sales are unsettled again."""
    batch = catalogue.return_batch(batch, reason=reason, by_person=by_person, by=by, now=now)
    if batch.returned_at == now:
        _note("fairs.return_settlement", batch, venue, by=by, now=now, why=reason)
    return batch


@action
def mark_settlement_paid(
    batch: SettlementBatch, venue: Venue, *, reference: str, by_person: Any, by: Caller, now: datetime
) -> SettlementBatch:
    """The bank has paid under `reference`: what was owed leaves the books. Marked twice is paid once."""
    batch = catalogue.mark_paid(batch, reference=reference, by_person=by_person, by=by, now=now)
    if batch.paid_at == now:
        _note("fairs.mark_settlement_paid", batch, venue, by=by, now=now, reference=reference)
    return batch


@action
def set_claim(batch: SettlementBatch, venue: Venue, *, claimed: Fen, by: Caller, now: datetime) -> SettlementBatch:
    """What the dealer's own statement asks for (fen); the difference shows on the batch."""
    stored = catalogue.set_claim(batch, claimed, by=by, now=now)
    if stored.claimed != batch.claimed:
        _note("fairs.set_claim", stored, venue, by=by, now=now, claimed=int(claimed))
    return stored


def _note(act: str, batch: SettlementBatch, venue: Venue, *, by: Caller, now: datetime, **facts: Any) -> None:
    renew_batches(venue, batch.merchant_id, now=now)
    facts |= {"fen": batch.subsidy, "sales": batch.sales_count, "hall": venue.hall}
    journal.record(act, venue.fair, by=by, now=now, label=batch.number, facts=facts)


def renew_batches(venue: Venue, merchant: UUID, *, now: datetime) -> None:
    """A batch waits, or one that came back, as long as no later one holds its sales."""
    theirs = SettlementBatch.objects.filter(fund=venue.fund_id, merchant=merchant)
    agenda.renew(BATCHES, list(theirs.values_list("pk", flat=True)), now=now)
