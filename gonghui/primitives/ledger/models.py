"""Money: accounts, and transfers between two of them. Transfers are never changed; a wrong one is reversed."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from gonghui.primitives.rows import Row

from .querysets import AccountQuerySet, TransferQuerySet


class Account(Row):
    """A fund, a debt to a merchant, or the world outside (one row).

    `balance` (fen) is kept by the trigger on transfers and refuses every other hand; `kind` never changes.
    """

    class Kind(models.TextChoices):
        FUND = "fund", _("资金池")
        PAYABLE = "payable", _("应付商家")
        OUTSIDE = "outside", _("外部往来")

    kind = models.CharField(max_length=8, choices=Kind)
    name = models.CharField(max_length=120)
    union = models.ForeignKey("people.Union", models.PROTECT, null=True, related_name="+")
    balance = models.BigIntegerField(default=0)

    objects = AccountQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind"], condition=Q(kind="outside"), name="one_world_outside"),
            models.CheckConstraint(condition=Q(kind="outside") | Q(balance__gte=0), name="account_not_overdrawn"),
        ]


class Transfer(Row):
    """`amount` fen go from `source` to `target`. Inserting it is what moves the two balances."""

    source = models.ForeignKey(Account, models.PROTECT, related_name="outgoing")
    target = models.ForeignKey(Account, models.PROTECT, related_name="incoming")
    amount = models.BigIntegerField()
    key = models.CharField(max_length=120, unique=True)  # idempotency
    because = models.CharField(max_length=160)
    at = models.DateTimeField()
    by = models.UUIDField(null=True)
    by_name = models.CharField(max_length=60)
    reverses = models.OneToOneField("self", models.PROTECT, null=True, related_name="reversal")

    objects = TransferQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="transfer_moves_something"),
            models.CheckConstraint(condition=~Q(source=F("target")), name="transfer_between_two_accounts"),
        ]
        indexes = [
            models.Index(fields=["source", "-id"], name="transfers_out"),
            models.Index(fields=["target", "-id"], name="transfers_in"),
        ]
