"""What is owed to whom at a fair: each dealer's sales, the batches, and a dealer's own statement."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, F, Max, Q, QuerySet, Sum

from gonghui.kernel.money import Fen
from gonghui.primitives.catalogue.models import Merchant, SettlementBatch

from ..models import Fair, Purchase, Venue


@dataclass(frozen=True, slots=True)
class DealerRow:
    """What one dealer sold at one venue (fen), and how much of it no batch holds yet."""

    venue: Venue
    merchant_id: Any
    merchant_name: str
    count: int
    sales: Fen
    subsidy: Fen
    unbatched_count: int
    unbatched: Fen
    last_sold_at: Any


def dealers_of(fair: Fair) -> list[DealerRow]:
    """Every dealer of every venue with what is theirs: two queries."""
    venues = {venue.pk: venue for venue in fair.venues.select_related("division", "fund")}
    rows = (
        Purchase.objects.filter(venue__fair=fair)
        .standing()
        .values("venue", "sale__merchant", name=F("sale__merchant__name"))
        .annotate(
            count=Count("id"),
            sales=Sum("sale__ex_factory_price"),
            subsidy=Sum("sale__subsidy"),
            unbatched_count=Count("id", filter=Q(sale__batch=None)),
            unbatched=Sum("sale__subsidy", filter=Q(sale__batch=None)),
            last=Max("sale__sold_at"),
        )
        .order_by("venue", "name", "sale__merchant")
    )
    return [
        DealerRow(
            venue=venues[row["venue"]],
            merchant_id=row["sale__merchant"],
            merchant_name=row["name"],
            count=row["count"],
            sales=Fen(row["sales"]),
            subsidy=Fen(row["subsidy"]),
            unbatched_count=row["unbatched_count"],
            unbatched=Fen(row["unbatched"] or 0),
            last_sold_at=row["last"],
        )
        for row in rows
    ]


def batches_of(fair: Fair) -> QuerySet[SettlementBatch]:
    """The settlement batches of a fair, newest first."""
    funds = fair.venues.values("fund")
    return (
        SettlementBatch.objects.filter(fund__in=funds)
        .select_related("merchant", "fund__venue__division", "prepared_by", "approved_by")
        .order_by("-prepared_at", "-pk")
    )


def batched(batches: QuerySet[SettlementBatch]) -> dict[tuple[Any, Any], int]:
    """How many of the batches each fund and dealer has: (fund, merchant) -> count."""
    rows = batches.order_by().values_list("fund", "merchant").annotate(n=Count("pk"))
    return {(fund, merchant): count for fund, merchant, count in rows}


@dataclass(frozen=True, slots=True)
class Statement:
    """What one dealer sold at one venue and where the money stands (fen): `sold = open + unpaid + paid`."""

    count: int
    sales: Fen
    sold: Fen
    open_count: int
    open: Fen
    unpaid: Fen
    paid: Fen
    cancelled_count: int


def statement_of(venue: Venue, merchant: Merchant) -> Statement:
    """A dealer's statement at a venue; one query."""
    stands = Q(sale__cancelled_at=None)
    row = Purchase.objects.filter(venue=venue, sale__merchant=merchant).aggregate(
        count=Count("id", filter=stands),
        sales=Sum("sale__ex_factory_price", filter=stands),
        sold=Sum("sale__subsidy", filter=stands),
        open_count=Count("id", filter=stands & Q(sale__batch=None)),
        open=Sum("sale__subsidy", filter=stands & Q(sale__batch=None)),
        unpaid=Sum("sale__subsidy", filter=stands & Q(sale__batch__isnull=False, sale__batch__paid_at=None)),
        paid=Sum("sale__subsidy", filter=stands & Q(sale__batch__paid_at__isnull=False)),
        cancelled_count=Count("id", filter=~stands),
    )
    counts = {name: row[name] for name in ("count", "open_count", "cancelled_count")}
    return Statement(**counts, **{name: Fen(row[name] or 0) for name in ("sales", "sold", "open", "unpaid", "paid")})


@dataclass(frozen=True, slots=True)
class Today:
    """What a till sold today: the newest sales, how many in all, and their sums (fen)."""

    newest: list[Purchase]
    count: int
    paid: Fen
    subsidy: Fen


def sold_since(venue: Venue, merchant: Merchant, since: datetime, *, show: int = 8) -> Today:
    """A dealer's sales at a venue from `since` on; two queries."""
    sales = Purchase.objects.filter(venue=venue, sale__merchant=merchant, sale__sold_at__gte=since)
    sums = sales.sums()
    newest = list(sales.for_page().order_by("-sale__sold_at", "-pk")[:show])
    return Today(newest, sums["count"], Fen(sums["sales"] - sums["subsidy"]), Fen(sums["subsidy"]))
