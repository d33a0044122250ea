"""Money moves here and nowhere else: every change of a balance is one transfer between two accounts."""

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError
from django.db.models import Sum
from django.utils.translation import gettext as _

from gonghui.kernel.callers import Caller
from gonghui.kernel.money import Fen
from gonghui.primitives.people.models import Union
from gonghui.primitives.rows import insert_unless_taken, new_id
from gonghui.primitives.transactions import action

from . import rules
from .models import Account, Transfer
from .querysets import TransferQuerySet

LONGEST_REASON = 160


@action
def open_account(kind: str, name: str, union: Union | None = None) -> Account:
    """A new account holding nothing. `kind` is an Account.Kind other than OUTSIDE, which `outside()` gives."""
    return Account.objects.create(kind=Account.Kind(kind), name=name, union=union)


@action
def outside() -> Account:
    """The one account that stands for all money not yet or no longer with us; its balance is negative."""
    known = Account.objects.filter(kind=Account.Kind.OUTSIDE)
    account: Account | None = known.first()
    if account is None:
        insert_unless_taken(Account(kind=Account.Kind.OUTSIDE, name=_("外部往来")))
        account = known.get()
    return account


@action
def move(
    amount: Fen,
    *,
    source: Account | UUID,
    target: Account | UUID,
    key: str,
    because: str,
    by: Caller,
    now: datetime,
    id: UUID | None = None,
) -> Transfer:
    """Move `amount` fen. The same key with the same amount and accounts gives the transfer already made.

    `id` is for a caller whose own row must name the transfer before it is made, so that the balances, which
    everyone wants, are locked last. Raises Overdrawn (with what is left), KeyReused, BadAmount, SameAccount.
    """
    transfer = Transfer(
        id=id or new_id(),
        source_id=_id(source),
        target_id=_id(target),
        amount=amount,
        key=key,
        because=because[:LONGEST_REASON],
        at=now,
        by=by.person,
        by_name=by.name,
    )
    rules.check_transfer(amount, transfer.source_id, transfer.target_id)
    return _post(transfer)


@action
def reverse(
    transfer: Transfer, *, key: str, because: str, by: Caller, now: datetime, id: UUID | None = None
) -> Transfer:
    """Move the same fen back, once. The same key again gives the reversal already made.

    Raises AlreadyReversed, ReversalStands, KeyReused, and Overdrawn when the receiver has spent the money.
    """
    if transfer.reverses_id:
        raise rules.ReversalStands()
    return _post(
        Transfer(
            id=id or new_id(),
            source_id=transfer.target_id,
            target_id=transfer.source_id,
            amount=transfer.amount,
            key=key,
            because=because[:LONGEST_REASON],
            at=now,
            by=by.person,
            by_name=by.name,
            reverses_id=transfer.pk,
        )
    )


def balance(account: Account | UUID) -> Fen:
    """What the account holds now, read afresh (fen)."""
    return Fen(Account.objects.values_list("balance", flat=True).get(pk=_id(account)))


def statement(account: Account, *, since: datetime | None = None) -> TransferQuerySet:
    """The account's transfers, newest first, each with `signed` and `running` fen; slice it to page it."""
    return Transfer.objects.statement_of(account, since=since)


def audit() -> list[str]:
    """A sentence for each thing that does not add up; empty when every fen is accounted for. Two statements."""
    wrong = [
        _("账户“%(name)s”余额 %(balance)s 元，与流水合计 %(posted)s 元不符")
        % {"name": account.name, "balance": Fen(account.balance), "posted": Fen(account.posted)}
        for account in Account.objects.unbalanced()
    ]
    total = Account.objects.aggregate(total=Sum("balance"))["total"] or 0
    if total:
        wrong.append(_("全部账户余额合计应为 0，实为 %(total)s 元") % {"total": Fen(total)})
    return wrong


def _id(account: Account | UUID) -> UUID:
    return account if isinstance(account, UUID) else account.pk


def _post(transfer: Transfer) -> Transfer:
    try:
        stored = insert_unless_taken(transfer)
    except IntegrityError as error:
        raise _overdrawn(error, transfer) or error from error
    return transfer if stored else _made_before(transfer)


def _overdrawn(error: IntegrityError, transfer: Transfer) -> rules.Overdrawn | None:
    """The refusal, when it was the guard that spoke. It sends the balance along: no second question is needed."""
    said = getattr(error.__cause__, "diag", None)
    if said is None or said.constraint_name != "account_not_overdrawn":
        return None
    return rules.Overdrawn(left=Fen(int(said.message_detail)), needed=Fen(transfer.amount))


def _made_before(transfer: Transfer) -> Transfer:
    """The transfer that holds this one's key, when it is the same in substance. Raises KeyReused, AlreadyReversed."""
    made: Transfer | None = Transfer.objects.filter(key=transfer.key).first()
    if made is None:
        raise rules.AlreadyReversed()
    if _substance(made) != _substance(transfer):
        raise rules.KeyReused()
    return made


def _substance(transfer: Transfer) -> tuple[object, ...]:
    return transfer.source_id, transfer.target_id, transfer.amount, transfer.reverses_id
