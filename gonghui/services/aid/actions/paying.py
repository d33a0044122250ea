"""The fund gets money, and pays a claim once: after the notice, by one transfer, with the bank's receipt."""

from collections.abc import Sequence
from datetime import datetime

from django.db import IntegrityError, transaction

from gonghui.kernel.attachments import Prepared
from gonghui.kernel.callers import Caller
from gonghui.kernel.money import Fen
from gonghui.kernel.words import gettext_noop as _
from gonghui.primitives import clock
from gonghui.primitives.casework import actions as casework
from gonghui.primitives.casework.actions.holding import written
from gonghui.primitives.casework.models import Case
from gonghui.primitives.files.models import File
from gonghui.primitives.journal import actions as journal
from gonghui.primitives.ledger import actions as ledger
from gonghui.primitives.ledger.models import Account, Transfer
from gonghui.primitives.people.models import Union
from gonghui.primitives.rows import insert_unless_taken, new_id
from gonghui.primitives.transactions import action, violated

from .. import refusals, rules
from ..models import Claim, Fund, Payment, review_after
from ..pages import homes
from ..refusals import money as money_refusals
from .holding import check_kin, locked, reason_of, renew, standing


@action
def give_to_fund(union: Union, amount: Fen, *, why: str, key: str, by: Caller, now: datetime) -> Transfer:
    """So much was given to the union's fund; the same key is the same gift. Raises ReasonMissing, BadAmount."""
    why = reason_of(why)
    fund = Fund.objects.filter(union=union).select_related("account").first() or _open(union, now=now)
    new = new_id()
    made = ledger.move(
        amount, source=ledger.outside(), target=fund.account, key=f"aid.fund:{union.pk}:{key}", because=why, by=by,
        now=now, id=new,
    )  # fmt: skip
    if made.pk == new:
        journal.record("aid.fund", union, by=by, now=now, label=union.name, facts={"amount": int(amount), "why": why})
    return made


def _open(union: Union, *, now: datetime) -> Fund:
    Union.objects.select_for_update(no_key=True).get(pk=union.pk)
    known = Fund.objects.filter(union=union).select_related("account").first()
    if known is not None:
        return known
    account = ledger.open_account(Account.Kind.FUND, f"{union.name} 帮扶资金", union)
    fund = Fund(union=union, account=account, created_at=now)
    insert_unless_taken(fund)
    return fund


@action
def look_at_account(case: Case, *, by: Caller, now: datetime) -> str:
    """The whole number of the account it is paid to; that it was looked at is written down, and its owner reads it.

    Raises OwnOrKin.
    """
    claim = Claim.objects.get(case=case)
    check_kin(claim, by)
    casework.look(claim.case, by=by, now=now)
    written("look_at_account", claim.case, by=by, now=now)
    return homes.account_of(claim)


def pay(case: Case, receipt: str, *, proof: Sequence[Prepared] = (), by: Caller, now: datetime) -> Payment:
    """Out of the fund of the union that has it; the household is on the list from today. `proof`: the bank's paper,
    sealed, which its person and who handles it read. With the same receipt it is the payment already made. Not part of
    another action, if there is a proof.

    Raises PaidAlready, NotAtThisStage, OwnOrKin, StillShown, ObjectionOpen, NoFund, ReceiptMissing, ReceiptTooLong,
    ReceiptUsed, TooManyFilesOfCase, StorageAway, ledger's Overdrawn.
    """
    return _pay(case, rules.receipt_number(receipt), casework.bring(proof, now=now), by=by, now=now)


@action
def _pay(case: Case, receipt: str, brought: Sequence[File], *, by: Caller, now: datetime) -> Payment:
    claim = locked(case)
    known = Payment.objects.filter(claim=claim).first()
    if known is not None and known.receipt == receipt:
        return known
    if known is not None:
        raise refusals.PaidAlready()
    rules.check_stage(claim.case.stage, ("paying",), _("发放"))
    check_kin(claim, by)
    ruling = standing(claim)
    if ruling is None or ruling.shown_until is None:
        raise refusals.NothingProposed()
    if ruling.objected_at:
        raise refusals.ObjectionOpen()
    if ruling.shown_until > now:
        raise refusals.StillShown(until=ruling.shown_until)
    fund = Fund.objects.filter(union=claim.case.union_id).select_related("account").first()
    if fund is None:
        raise money_refusals.NoFund(union=claim.case.union.name)
    made = _moved(claim, ruling.pk, fund, Fen(ruling.amount), receipt, by=by, now=now)
    claim.listed_on, claim.listed_as = clock.date_of(now), ruling.listed_as
    claim.review_on, claim.near = review_after(claim.listed_on), None
    claim.save(update_fields=["listed_on", "listed_as", "review_on", "near"])
    said = f"帮扶金 {Fen(ruling.amount)} 元已转到尾号 {claim.account_tail} 的银行卡，回单号 {receipt}。"
    casework.close(case, "granted", said, brought=brought, by=by, now=now)
    written("pay", claim.case, by=by, now=now, amount=ruling.amount, receipt=receipt)
    renew(claim, now=now)
    return made


def _moved(
    claim: Claim, ruling: object, fund: Fund, amount: Fen, receipt: str, *, by: Caller, now: datetime
) -> Payment:
    """The transfer and the row that names it. Raises Overdrawn, ReceiptUsed."""
    transfer = ledger.move(
        amount, source=fund.account, target=ledger.outside(), key=f"aid.pay:{claim.pk}",
        because=f"{claim.case.code} 困难帮扶", by=by, now=now,
    )  # fmt: skip
    made = Payment(
        claim=claim, ruling_id=ruling, fund=fund, transfer=transfer, amount=amount, receipt=receipt, by_id=by.person,
        created_at=now,
    )  # fmt: skip
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError as error:
        if violated(error) == "one_payment_of_a_receipt":
            raise money_refusals.ReceiptUsed(receipt=receipt) from error
        raise
    return made
