"""What the funds have paid. Reads only."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Exists, OuterRef, Sum

from gonghui.primitives.casework.models import Attachment, Message
from gonghui.primitives.casework.querysets import AttachmentQuerySet
from gonghui.primitives.people.models import Union

from ..models import Fund, Payment


def paid_out(funds: Iterable[Fund]) -> dict[object, int]:
    """Of each fund, in fen; nothing is 0."""
    sums = Payment.objects.filter(fund__in=funds).values("fund").annotate(paid=Sum("amount"))
    return {fund.pk: 0 for fund in funds} | {one["fund"]: one["paid"] for one in sums}


def proofs_of(claim: Any) -> AttachmentQuerySet:
    """The bank's paper of what was paid: what came with the word that closed the case."""
    found = Attachment.objects.filter(message__what=Message.What.CLOSE, message__case__claim=claim)
    return found.select_related("file", "message__case").order_by("-pk")


def proved() -> Exists:
    """Whether a Payment has one."""
    return Exists(proofs_of(OuterRef("claim")).order_by())


def unions_of(unions: Iterable[Union]) -> Any:
    return Union.objects.under(unions)


def audit() -> list[str]:
    """Payments whose transfer is not the same money out of the same fund; empty when every fen is matched."""
    rows = Payment.objects.select_related("transfer", "fund", "ruling")
    return [
        str(one.pk)
        for one in rows
        if not (one.amount == one.transfer.amount == one.ruling.amount)
        or one.transfer.source_id != one.fund.account_id
        or one.ruling.claim_id != one.claim_id
    ]
