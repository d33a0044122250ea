"""The goods of a fair as a buyer or a till looks for them."""

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import ExpressionWrapper, F, IntegerField, QuerySet

from gonghui.faces import shared
from gonghui.primitives.text_search import says

from ..models import Fair, Offer
from .browse import SHARED_SECONDS

PER_PAGE = 20
LONGEST_CATEGORY = 30

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


@dataclass(frozen=True, slots=True, eq=False)
class Goods:
    """A page of what can be bought at a fair: known by itself. `for_one`: of words that one person typed."""

    page: Page[Offer]
    categories: list[str]
    for_one: bool


def listed(fair: Fair, number: str, *, words: str, category: str, order: str) -> Goods:
    """The page of that number, at most a moment old; what is looked for by words is looked for anew."""

    category = category[:LONGEST_CATEGORY]

    def made() -> Goods:
        page = Paginator(offers_of(fair, words=words, category=category, order=order), PER_PAGE).get_page(number)
        page.object_list = list(page.object_list)
        return Goods(page, categories_of(fair), bool(words))

    asked = fair.pk, number, category, order if order in ORDERS else ""
    return made() if words else shared.once(("fairs.goods", *asked), SHARED_SECONDS, made)


def with_words(offers: QuerySet[Offer], words: str) -> QuerySet[Offer]:
    """Those that have every word in brand, model or name."""
    return offers.filter(says(("goods__brand", "goods__model", "name"), words))


def categories_of(fair: Fair) -> list[str]:
    """The categories on offer, in order of name."""
    standing = fair.offers.filter(withdrawn_at=None)
    return list(standing.order_by("category").values_list("category", flat=True).distinct())
