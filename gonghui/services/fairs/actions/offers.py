"""Goods and rates: loaded from a dealer's sheet before publication, frozen after it."""

from datetime import datetime
from typing import Any

from gonghui.kernel.callers import Caller
from gonghui.kernel.percent import Percent
from gonghui.primitives.catalogue import actions as catalogue
from gonghui.primitives.journal import actions as journal
from gonghui.primitives.transactions import action

from .. import goods_sheet, refusals
from ..models import Fair, Offer


@action
def load_offers(fair: Fair, merchant: Any, *, data: bytes, file_name: str, by: Caller, now: datetime) -> dict[str, int]:
    """Take a dealer's goods sheet into the fair: all rows or, with BadSheet, none. Counts of new, changed, same.

    Raises PriceFrozen once the fair is published, and the refusals of the sheet reader.
    """
    fair = Fair.objects.select_for_update().get(pk=fair.pk)
    if fair.published_at or fair.cancelled_at:
        raise refusals.PriceFrozen()
    sheet = goods_sheet.read_goods(data, file_name)
    rows, troubles = goods_sheet.check_rows(
        sheet, low=Percent(fair.rate_min), high=Percent(fair.rate_max), source=fair.rate_source
    )
    if troubles:
        raise refusals.BadSheet(list(troubles))
    counts = {"new": 0, "changed": 0, "same": 0}
    for row in rows:
        counts[_load(fair, merchant, row, by=by, now=now)] += 1
    journal.record("fairs.load_offers", fair, by=by, now=now, label=merchant.name, facts=counts | {"file": file_name})
    return counts


@action
def withdraw_offer(offer: Offer, *, reason: str, by: Caller, now: datetime) -> Offer:
    """Take one model out of the fair; what was sold stays sold. Raises EmptyText."""
    if not reason.strip():
        raise refusals.EmptyText(field="撤下原因")
    Offer.objects.filter(pk=offer.pk, withdrawn_at=None).update(withdrawn_at=now)
    journal.record("fairs.withdraw_offer", offer.fair, by=by, now=now, label=str(offer.goods_id), facts={"why": reason})
    offer.refresh_from_db(fields=["withdrawn_at"])
    return offer


def _load(fair: Fair, merchant: Any, row: goods_sheet.GoodsRow, *, by: Caller, now: datetime) -> str:
    goods, price = catalogue.list_goods(
        merchant,
        brand=row.brand,
        model=row.model,
        name=row.name,
        category=row.category,
        list_price=row.list_price,
        ex_factory_price=row.ex_factory_price,
        proof=row.proof,
        by=by,
        now=now,
    )
    rate = row.rate.basis_points
    offer, new = Offer.objects.get_or_create(fair=fair, goods=goods, defaults={"price": price, "rate": rate})
    if new:
        return "new"
    if (offer.price_id, offer.rate, offer.withdrawn_at) == (price.pk, rate, None):
        return "same"
    offer.price, offer.rate, offer.withdrawn_at = price, rate, None
    offer.save(update_fields=["price", "rate", "withdrawn_at"])
    return "changed"
