"""Whether sales, batches and the ledger tell the same story."""

from typing import Any

from django.db.models import BigIntegerField, Count, F, OuterRef, Q, Subquery, Sum, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from gonghui.kernel.money import Fen

from ..models import Merchant, Sale, SettlementBatch
from ..querysets import SaleQuerySet


def audit() -> list[str]:
    """A sentence for each merchant or batch that does not add up; empty when all do. Two statements."""
    return [
        _("“%(name)s”应付余额 %(balance)s 元，与未付款的销售补贴 %(owed)s 元不符")
        % {"name": merchant.name, "balance": Fen(merchant.payable.balance), "owed": Fen(merchant.owed)}
        for merchant in _merchants_off()
    ] + [
        _("结算批次 %(number)s 记为 %(count)s 笔 %(subsidy)s 元，实有 %(lines)s 笔 %(sum)s 元")
        % {
            "number": batch.number,
            "count": batch.sales_count,
            "subsidy": Fen(batch.subsidy),
            "lines": batch.found,
            "sum": Fen(batch.summed),
        }
        for batch in _batches_off()
    ]


def _merchants_off() -> Any:
    owed = _subsidy(Sale.objects.unpaid().filter(merchant=OuterRef("pk")))
    return (
        Merchant.objects.select_related("payable")
        .annotate(owed=owed)
        .exclude(payable__balance=F("owed"))
        .order_by("pk")
    )


def _batches_off() -> Any:
    added = SettlementBatch.objects.open().annotate(
        found=Count("sales", filter=Q(sales__cancelled_at=None)), summed=Coalesce(Sum("sales__subsidy"), Value(0))
    )
    return added.exclude(found=F("sales_count"), summed=F("subsidy")).order_by("pk")


def _subsidy(sales: SaleQuerySet) -> Any:
    one_group = sales.order_by().annotate(one=Value(1)).values("one")
    summed = Subquery(one_group.annotate(sum=Sum("subsidy")).values("sum"), output_field=BigIntegerField())
    return Coalesce(summed, Value(0), output_field=BigIntegerField())
