"""How accounts and transfers are looked up: what an account went through, and what does not add up."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import BigIntegerField, Case, F, OuterRef, Q, Subquery, Sum, Value, When, Window
from django.db.models.functions import Coalesce

if TYPE_CHECKING:
    from .models import Account

FEN = BigIntegerField()
NOTHING = Value(0, output_field=FEN)


class AccountQuerySet(models.QuerySet["Account"]):
    def with_posted(self) -> "AccountQuerySet":
        """Each account with `posted` (fen): what its transfers add up to."""
        return self.annotate(posted=_total("incoming__target") - _total("outgoing__source"))

    def unbalanced(self) -> "AccountQuerySet":
        """Accounts whose balance is not what their transfers add up to. One statement, so one moment."""
        return self.with_posted().exclude(balance=F("posted")).order_by("pk")


class TransferQuerySet(models.QuerySet):
    def of(self, account: "Account") -> "TransferQuerySet":
        """Transfers into and out of the account, each with `signed`: fen that came (+) or went (-)."""
        came = When(target=account, then=F("amount"))
        return self.filter(Q(source=account) | Q(target=account)).annotate(
            signed=Case(came, default=-F("amount"), output_field=FEN)
        )

    def statement_of(self, account: "Account", *, since: datetime | None = None) -> "TransferQuerySet":
        """The account's transfers from `since` on, newest first, each with `signed` and `running` (fen after it)."""
        rows, opening = self.of(account), NOTHING
        if since is not None:
            earlier = rows.filter(at__lt=since).order_by().values(one=Value(1))
            opening = Coalesce(Subquery(earlier.annotate(sum=Sum("signed")).values("sum"), output_field=FEN), NOTHING)
            rows = rows.filter(at__gte=since)
        running = Window(Sum("signed"), order_by=[F("at").asc(), F("pk").asc()])
        return (
            rows.annotate(
                running=opening + running,
            )
            .select_related("source", "target", "reverses")
            .order_by("-at", "-pk")
        )


def _total(path: str) -> Coalesce:
    """Sum of the transfers whose `path` end (incoming__target, outgoing__source) is the outer account."""
    from .models import Transfer  # the models import their querysets

    end = path.split("__")[1]
    sums = Transfer.objects.filter(**{end: OuterRef("pk")}).order_by().values(end).annotate(sum=Sum("amount"))
    return Coalesce(Subquery(sums.values("sum"), output_field=FEN), NOTHING)
