"""Goods and rates: loaded from a dealer's sheet before publication, frozen after it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q

from gonghui.kernel.callers import Caller
from gonghui.kernel.percent import Percent
from gonghui.kernel.sheets import BadRows, RowTrouble, TableSheet
from gonghui.kernel.words import Word
from gonghui.kernel.words import gettext_noop as _
from gonghui.primitives.catalogue import actions as catalogue
from gonghui.primitives.catalogue.models import Price
from gonghui.primitives.catalogue.refusals import ExFactoryRaised
from gonghui.primitives.catalogue.rules import raised_before_fair
from gonghui.primitives.journal import actions as journal
from gonghui.primitives.transactions import action

from .. import refusals
from ..forms.sheets import GOODS, GoodsRow
from ..models import Fair, Offer


@action
def load_offers(fair: Fair, merchant: Any, sheet: TableSheet, *, by: Caller, now: datetime) -> dict[str, int]:
    """Take a dealer's goods (a sheet of GOODS) into the fair: all rows or, with BadRows, none. Counts of new, changed,
    same.

    Raises PriceFrozen once the fair is published.
    """
    fair = Fair.objects.select_for_update().get(pk=fair.pk)
    if fair.published_at or fair.cancelled_at:
        raise refusals.PriceFrozen()
    agreed = {"low": Percent(fair.rate_min), "high": Percent(fair.rate_max), "source": fair.rate_source}
    rows, troubles = GOODS.read(sheet, **agreed)
    troubles += _raised(fair, merchant, sheet, rows, now=now)
    if troubles:
        raise BadRows(troubles, sheet)
    counts = {"new": 0, "changed": 0, "same": 0}
    for row in rows:
        counts[_load(fair, merchant, row, by=by, now=now)] += 1
    journal.record(
        "fairs.load_offers", fair, by=by, now=now, label=merchant.name, facts=counts | {"file": sheet.file_name}
    )
    return counts


@action
def withdraw_offer(offer: Offer, *, reason: str, by: Caller, now: datetime) -> Offer:
    """Take one model out of the fair; what was sold stays sold. Raises EmptyText."""
    if not reason.strip():
        raise refusals.EmptyText(field=Word(_("撤下原因")))
    Offer.objects.filter(pk=offer.pk, withdrawn_at=None).update(withdrawn_at=now)
    journal.record("fairs.withdraw_offer", offer.fair, by=by, now=now, label=str(offer.goods_id), facts={"why": reason})
    offer.refresh_from_db(fields=["withdrawn_at"])
    return offer


def _raised(
    fair: Fair, merchant: Any, sheet: TableSheet, rows: Sequence[GoodsRow], *, now: datetime
) -> list[RowTrouble]:
    """The price guard: rows whose price rose in the days before sign-up opens. Two queries.

    A price that this draft brought and nobody has seen is a typing error when it is corrected, not a lower price.
    """
    opens_at = max(fair.sign_up_opens_at, now)
    seen = Q(created_at__lt=fair.created_at) | Exists(
        Offer.objects.filter(price=OuterRef("pk"), fair__published_at__isnull=False)
    )
    history: dict[tuple[str, str], list[Price]] = {}
    prices = Price.objects.filter(seen, goods__merchant=merchant).history(until=now).select_related("goods")
    for price in prices:
        history.setdefault(_named(price.goods.brand, price.goods.model), []).append(price)
    troubles = []
    for row in rows:
        before = history.get(_named(row.brand, row.model), [])
        asked = Price(list_price=row.list_price, ex_factory_price=row.ex_factory_price, starts_at=now)
        reason = raised_before_fair([*before, asked], row.ex_factory_price, opens_at) if before else None
        if reason is not None:
            column = "ex_factory_price" if isinstance(reason, ExFactoryRaised) else "list_price"
            troubles.append(sheet.trouble(row.number, column, reason))
    return troubles


def _named(brand: str, model: str) -> tuple[str, str]:
    return brand.upper(), model.upper()


def _load(fair: Fair, merchant: Any, row: GoodsRow, *, by: Caller, now: datetime) -> str:
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
