"""What the funds owe a merchant is gathered into batches, approved by a second person, and paid."""

from datetime import datetime
from typing import Any

from django.db import connection

from gonghui.kernel.callers import Caller
from gonghui.kernel.codes import new_code
from gonghui.kernel.money import Fen
from gonghui.kernel.refusals import Refused
from gonghui.kernel.words import Word
from gonghui.kernel.words import gettext_noop as _
from gonghui.primitives import clock
from gonghui.primitives.ledger import actions as ledger
from gonghui.primitives.ledger.models import Account
from gonghui.primitives.people.models import Person
from gonghui.primitives.rows import new_id
from gonghui.primitives.transactions import action

from .. import refusals, rules
from ..models import Merchant, Sale, SettlementBatch

# One statement claims and adds up, so the sum is of exactly the sales it claimed. A sale being cancelled in parallel
# is waited for and then left out; one that this claims first can no longer be cancelled.
CLAIM = """
WITH claimed AS (
    UPDATE catalogue_sale SET batch_id = %s
    WHERE fund_id = %s AND merchant_id = %s AND batch_id IS NULL AND cancelled_at IS NULL AND sold_at <= %s
    RETURNING subsidy
)
SELECT count(*), coalesce(sum(subsidy), 0)::bigint FROM claimed
"""


@action
def prepare_batch(
    merchant: Merchant, fund: Account, *, upto: datetime, by_person: Person, by: Caller, now: datetime
) -> SettlementBatch:
    """Put every standing sale up to `upto` that no batch holds into a new one. Raises NothingToSettle."""
    batch = SettlementBatch(merchant=merchant, fund=fund, number=new_code(), prepared_by=by_person, prepared_at=now)
    with connection.cursor() as cursor:
        cursor.execute(CLAIM, [batch.pk, fund.pk, merchant.pk, upto])
        batch.sales_count, batch.subsidy = cursor.fetchone()
    if not batch.sales_count:
        raise refusals.NothingToSettle(merchant=merchant.name)
    batch.save(force_insert=True)
    return batch


@action
def set_claim(batch: SettlementBatch, claimed: Fen, *, by: Caller, now: datetime) -> SettlementBatch:
    """Note what the merchant's own statement asks for (fen), until the approval; `batch.difference` then tells.

    Raises BadClaim, ClaimFixed (what was approved stays; the way back is to return the batch), BatchReturned,
    AlreadyPaid.
    """
    rules.check_claim(claimed)
    won, stored = _change(batch, {"claimed": claimed}, approved_at=None)
    if won:
        return stored
    if stored.approved_at and not stored.paid_at and not stored.returned_at:
        raise refusals.ClaimFixed(number=stored.number, when=clock.moment(stored.approved_at, year=True))
    raise _why_not(stored)


@action
def approve_batch(
    batch: SettlementBatch, *, because: str = "", by_person: Person, by: Caller, now: datetime
) -> SettlementBatch:
    """The second person's yes to `batch` as it is given, claim and all; the same person's again changes nothing.

    Where the claim differs from our sum it says why (`because`). Raises ClaimDiffers, TooLong, SamePerson, ClaimChanged
    (since `batch` was read), AlreadyApproved (by another), AlreadyPaid, BatchReturned.
    """
    if batch.prepared_by_id == by_person.pk:
        raise refusals.SamePerson()
    stored = _stored(batch)
    if _waits_for_a_yes(stored, by_person):
        changes = {"approved_by": by_person, "approved_at": now, "approved_because": _reason(batch, because)}
        won, stored = _change(batch, changes, approved_at=None, claimed=batch.claimed)
        if not won and _waits_for_a_yes(stored, by_person):
            raise refusals.ClaimChanged(number=stored.number)
    return stored


@action
def return_batch(
    batch: SettlementBatch, reason: str, *, by_person: Person, by: Caller, now: datetime
) -> SettlementBatch:
    """Send an unpaid batch back: its sales are free for the next one, or to be cancelled.

    The same person's return again changes nothing. Raises AlreadyPaid, BatchReturned (by another), Missing, TooLong.
    """
    reason = rules.parse_prose(reason, what=Word(_("退回原因")), limit=200)
    changes = {"returned_by": by_person, "returned_at": now, "returned_reason": reason}
    won, stored = _change(batch, changes, paid_at=None)
    if not won and stored.returned_by_id != by_person.pk:
        raise _why_not(stored)
    Sale.objects.filter(batch=batch).update(batch=None)
    return stored


@action
def mark_paid(
    batch: SettlementBatch, *, reference: str, by_person: Person, by: Caller, now: datetime
) -> SettlementBatch:
    """The money has left: what was owed goes to the world outside. The same reference again changes nothing.

    Raises NotApproved, BatchReturned, AlreadyPaid (under another reference), Missing, TooLong.
    """
    reference = rules.parse_words(reference, what=Word(_("付款流水号")), limit=80)
    payment_id = new_id()
    changes = {"paid_by": by_person, "paid_at": now, "paid_reference": reference, "payment_id": payment_id}
    won, stored = _change(batch, changes, approved_at__isnull=False, paid_at=None)
    if won:
        _pay(stored, by=by, now=now)
    elif stored.paid_reference != reference:
        raise _why_not(stored)
    return stored


def _waits_for_a_yes(batch: SettlementBatch, person: Person) -> bool:
    """Whether the stored batch waits for one; no longer once this person gave it. Raises as `_why_not`."""
    if batch.approved_at is None and batch.returned_at is None:
        return True
    if batch.approved_by_id == person.pk and batch.returned_at is None:
        return False
    raise _why_not(batch)


def _reason(batch: SettlementBatch, because: str) -> str:
    if not batch.difference:
        return ""
    if not because.strip():
        claimed, ours = Fen(batch.claimed or 0), Fen(batch.subsidy)
        facts = {"claimed": claimed.yuan, "ours": ours.yuan, "difference": batch.difference.yuan}
        raise refusals.ClaimDiffers(number=batch.number, **facts)
    return rules.parse_prose(because, what=Word(_("差额原因")), limit=200)


def _pay(batch: SettlementBatch, *, by: Caller, now: datetime) -> None:
    ledger.move(
        Fen(batch.subsidy),
        source=batch.merchant.payable_id,
        target=ledger.outside(),
        key=f"batch-{batch.pk}",
        because=_("结算批次 %(number)s") % {"number": batch.number},
        by=by,
        now=now,
        id=batch.payment_id,
    )


def _change(batch: SettlementBatch, changes: dict[str, Any], **state: Any) -> tuple[bool, SettlementBatch]:
    """Write the changes if the batch is not returned and in that state; whether they were written, and how it is."""
    won = SettlementBatch.objects.filter(pk=batch.pk, returned_at=None, **state).update(**changes)
    return bool(won), _stored(batch)


def _stored(batch: SettlementBatch) -> SettlementBatch:
    stored: SettlementBatch = SettlementBatch.objects.with_names().get(pk=batch.pk)
    return stored


def _why_not(batch: SettlementBatch) -> Refused:
    if batch.returned_at:
        when = clock.moment(batch.returned_at, year=True)
        return refusals.BatchReturned(number=batch.number, when=when, reason=batch.returned_reason)
    if batch.paid_at:
        when = clock.moment(batch.paid_at, year=True)
        return refusals.AlreadyPaid(number=batch.number, when=when, reference=batch.paid_reference)
    if batch.approved_by and batch.approved_at:
        when = clock.moment(batch.approved_at, year=True)
        return refusals.AlreadyApproved(number=batch.number, when=when, who=batch.approved_by.name)
    return refusals.NotApproved(number=batch.number)
