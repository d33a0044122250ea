"""The goods of a fair as a buyer or a till looks for them."""

from typing import Any

from django.db.models import ExpressionWrapper, F, IntegerField, QuerySet

from gonghui.primitives.text_search import says

from ..models import Fair, Offer

ORDERS = {
    "": ("category", "goods__brand", "pk"),
    "price": ("pays", "pk"),
    "subsidy": ("-gives", "pk"),
}


def offers_of(
    fair: Fair, *, words: str = "", category: str = "", merchants: Any = None, order: str = ""
) -> QuerySet[Offer]:
    """Standing offers with `gives` (subsidy, fen) and `pays` (fen), all words found in brand, model or name."""
    gives = ExpressionWrapper(F("price__ex_factory_price") * F("rate") / 10_000, output_field=IntegerField())
    offers = (
        fair.offers.filter(withdrawn_at=None)
        .select_related("goods__merchant", "price")
        .annotate(gives=gives, pays=F("price__ex_factory_price") - F("gives"))
    )
    if merchants is not None:
        offers = offers.filter(goods__merchant__in=merchants)
    if category:
        offers = offers.filter(category=category)
    return with_words(offers, words).order_by(*ORDERS.get(order, ORDERS[""]))


def with_words(offers: QuerySet[Offer], words: str) -> QuerySet[Offer]:
    """Those that have every word in brand, model or name."""
    return offers.filter(says(("goods__brand", "goods__model", "name"), words))


def categories_of(fair: Fair) -> list[str]:
    """The categories on offer, in order of name."""
    standing = fair.offers.filter(withdrawn_at=None)
    return list(standing.order_by("category").values_list("category", flat=True).distinct())
