"""Which merchants, goods, sales and batches there are for whom; every list ends in a unique key."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db.models import OuterRef, Q, QuerySet, Subquery

from gonghui.kernel.text import fold
from gonghui.primitives.people.querysets import Scoped
from gonghui.primitives.text_search import holds

if TYPE_CHECKING:
    from gonghui.primitives.people.models import Person


class MerchantQuerySet(QuerySet[Any]):
    def search(self, text: str) -> "MerchantQuerySet":
        """Merchants whose name holds the text, or whose credit code begins with it."""
        folded = fold(text)
        return self.filter(holds("name", folded) | Q(credit_code__startswith=folded.upper()))


class GoodsQuerySet(Scoped[Any]):
    def of_model(self, brand: str, model: str) -> "GoodsQuerySet":
        """Goods of that brand and model, whatever the case of their letters."""
        return self.filter(brand__iexact=fold(brand), model__iexact=fold(model))

    def with_price(self, at: datetime) -> "GoodsQuerySet":
        """Each with `list_price`, `ex_factory_price` (fen) and `price_id` in force at `at`; None before the first."""
        from .models import Price  # the models import their querysets

        newest: PriceQuerySet = Price.objects.filter(goods=OuterRef("pk")).in_force(at)
        priced: GoodsQuerySet = self.annotate(
            price_id=Subquery(newest.values("pk")[:1]),
            list_price=Subquery(newest.values("list_price")[:1]),
            ex_factory_price=Subquery(newest.values("ex_factory_price")[:1]),
        )
        return priced

    def in_order(self) -> "GoodsQuerySet":
        return self.order_by("brand", "model", "pk")


class PriceQuerySet(QuerySet[Any]):
    def in_force(self, at: datetime) -> "PriceQuerySet":
        """Prices that have begun by `at`, the one in force first."""
        return self.filter(starts_at__lte=at).order_by("-starts_at", "-pk")

    def history(self, until: datetime) -> "PriceQuerySet":
        """Prices that have begun by `until`, oldest first: what the price rules read."""
        return self.filter(starts_at__lte=until).order_by("goods", "starts_at", "pk")


class SaleQuerySet(Scoped[Any]):
    """A sale belongs to the union whose fund pays a part of it."""

    union_path = "fund__union__path"

    def standing(self) -> "SaleQuerySet":
        """Sales that were not cancelled."""
        return self.filter(cancelled_at=None)

    def to_settle(self) -> "SaleQuerySet":
        """Standing sales that no batch holds."""
        return self.standing().filter(batch=None)

    def unpaid(self) -> "SaleQuerySet":
        """Standing sales whose subsidy is still owed to the merchant."""
        return self.standing().filter(Q(batch=None) | Q(batch__paid_at=None))

    def of_buyer(self, person: "Person") -> "SaleQuerySet":
        return self.filter(buyer=person)

    def with_names(self) -> "SaleQuerySet":
        """With the rows a list shows by name, in the same query."""
        return self.select_related("merchant", "goods", "buyer")

    def newest_first(self) -> "SaleQuerySet":
        return self.order_by("-pk")


class BatchQuerySet(Scoped[Any]):
    """A batch belongs to the union whose fund pays it."""

    union_path = "fund__union__path"

    def open(self) -> "BatchQuerySet":
        """Batches that were not returned."""
        return self.filter(returned_at=None)

    def to_approve(self) -> "BatchQuerySet":
        return self.filter(approved_at=None, returned_at=None)

    def to_pay(self) -> "BatchQuerySet":
        return self.filter(approved_at__isnull=False, returned_at=None, paid_at=None)

    def with_names(self) -> "BatchQuerySet":
        """With the rows a list shows by name, in the same query."""
        return self.select_related("merchant", "fund", "prepared_by", "approved_by", "returned_by", "paid_by")

    def newest_first(self) -> "BatchQuerySet":
        return self.order_by("-pk")
