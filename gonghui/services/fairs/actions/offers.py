"""Goods and rates: loaded from a dealer's sheet; what was published stays as it is."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef

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
from .holding import not_cancelled


@action
def load_offers(fair: Fair, merchant: Any, sheet: TableSheet, *, by: Caller, now: datetime) -> dict[str, int]:
    """Take a dealer's goods (a sheet of GOODS) into the fair: all rows or, with BadRows, none. Counts of new, changed,
    same.

    Once the fair is published more goods may come, and a row that differs from what was published is a bad one.
    Raises FairOver.
    """
    fair = not_cancelled(fair)
    if fair.closed_at:
        raise refusals.FairOver(name=fair.name)
    agreed = {"low": Percent(fair.rate_min), "high": Percent(fair.rate_max), "source": fair.rate_source}
    rows, troubles = GOODS.read(sheet, **agreed)
    published = _published(fair, merchant)
    fresh = [row for row in rows if _named(row.brand, row.model) not in published]
    troubles += _frozen(sheet, rows, published) + _raised(fair, merchant, sheet, fresh, now=now)
    if troubles:
        raise BadRows(troubles, sheet)
    counts = {"new": 0, "changed": 0, "same": len(rows) - len(fresh)}
    for row in fresh:
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
    journal.record("fairs.withdraw_offer", offer.fair, by=by, now=now, label=offer.name, facts={"why": reason})
    offer.refresh_from_db(fields=["withdrawn_at"])
    return offer


Named = tuple[str, str]  # brand and model, in capitals


def _published(fair: Fair, merchant: Any) -> dict[Named, Offer]:
    """What a published fair offers or offered of the dealer; nothing of a draft stands yet."""
    if not fair.published_at:
        return {}
    offers = fair.offers.filter(goods__merchant=merchant).select_related("goods", "price")
    return {_named(offer.goods.brand, offer.goods.model): offer for offer in offers}


def _frozen(sheet: TableSheet, rows: Sequence[GoodsRow], published: Mapping[Named, Offer]) -> list[RowTrouble]:
    """Rows that say something else than was published, or what was withdrawn."""
    known = [(row, published[name]) for row in rows if (name := _named(row.brand, row.model)) in published]
    return [
        sheet.trouble(row.number, "model", refusals.PriceFrozen())
        for row, offer in known
        if offer.withdrawn_at or not _says_the_same(row, offer)
    ]


def _says_the_same(row: GoodsRow, offer: Offer) -> bool:
    asked = (row.name, row.category, row.rate.basis_points, row.list_price, row.ex_factory_price)
    price = offer.price
    return asked == (offer.name, offer.category, offer.rate, price.list_price, price.ex_factory_price)


def _raised(
    fair: Fair, merchant: Any, sheet: TableSheet, rows: Sequence[GoodsRow], *, now: datetime
) -> list[RowTrouble]:
    """The price guard: rows whose price rose in the days before sign-up opens. Two queries.

    Only what this union published makes a history: a price that nobody has seen is no lower price, nor is one of
    another union's. Whatever the dealer's name was, its credit code is the same.
    """
    opens_at = max(fair.sign_up_opens_at, now)
    seen = Exists(Offer.objects.filter(price=OuterRef("pk"), fair__published_at__isnull=False))
    history: dict[Named, list[Price]] = {}
    goods = {"goods__union": fair.union_id, "goods__merchant__credit_code": merchant.credit_code}
    prices = Price.objects.filter(seen, **goods).history(until=now).select_related("goods")
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


def _named(brand: str, model: str) -> Named:
    return brand.upper(), model.upper()


def _load(fair: Fair, merchant: Any, row: GoodsRow, *, by: Caller, now: datetime) -> str:
    goods, price = catalogue.list_goods(
        merchant,
        union=fair.union,
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
    said = {"name": goods.name, "category": goods.category, "price": price, "rate": row.rate.basis_points}
    offer, new = Offer.objects.get_or_create(fair=fair, goods=goods, defaults=said)
    if new:
        return "new"
    said |= {"withdrawn_at": None}
    if all(getattr(offer, name) == value for name, value in said.items()):
        return "same"
    for name, value in said.items():
        setattr(offer, name, value)
    offer.save(update_fields=list(said))
    return "changed"
