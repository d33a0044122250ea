"""How accounts and transfers are looked up: what an account went through, and what does not add up."""

from datetime import datetime
from typing import Any

from django.db.models import BigIntegerField, Case, F, OuterRef, Q, QuerySet, Subquery, Sum, Value, When, Window
from django.db.models.functions import Coalesce

FEN = BigIntegerField()
NOTHING = Value(0, output_field=FEN)


class AccountQuerySet(QuerySet[Any]):
    def with_posted(self) -> "AccountQuerySet":
        """Each account with `posted` (fen): what its transfers add up to."""
        posted: AccountQuerySet = self.annotate(posted=_posted("target") - _posted("source"))
        return posted

    def unbalanced(self) -> "AccountQuerySet":
        """Accounts whose balance is not what their transfers add up to. One statement, so one moment."""
        return self.with_posted().exclude(balance=F("posted")).order_by("pk")


class TransferQuerySet(QuerySet[Any]):
    def of(self, account: Any) -> "TransferQuerySet":
        """Transfers into and out of the account, each with `signed`: fen that came (+) or went (-)."""
        came = When(target=account, then=F("amount"))
        signed = Case(came, default=-F("amount"), output_field=FEN)
        rows: TransferQuerySet = self.filter(Q(source=account) | Q(target=account)).annotate(signed=signed)
        return rows

    def statement_of(self, account: Any, *, since: datetime | None = None) -> "TransferQuerySet":
        """The account's transfers from `since` on, newest first, each with `signed` and `running` (fen after it)."""
        rows, opening = self.of(account), NOTHING
        if since is not None:
            opening, rows = _summed(rows.filter(at__lt=since), "signed"), rows.filter(at__gte=since)
        running = Window(Sum("signed"), order_by=[F("at").asc(), F("pk").asc()])
        lines: TransferQuerySet = rows.annotate(running=opening + running).order_by("-at", "-pk")
        return lines.select_related("source", "target", "reverses")


def _posted(end: str) -> Any:
    """Fen of all transfers whose `end` (source or target) is the account of the outer query."""
    from .models import Transfer  # the models import their querysets

    return _summed(Transfer.objects.filter(**{end: OuterRef("pk")}), "amount")


def _summed(rows: TransferQuerySet, what: str) -> Any:
    one_group = rows.order_by().annotate(one=Value(1)).values("one")
    return Coalesce(Subquery(one_group.annotate(sum=Sum(what)).values("sum"), output_field=FEN), NOTHING)
