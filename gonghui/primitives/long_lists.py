"""Long lists are counted only so far: to count 300,000 rows takes longer than all else of a page."""

from typing import Any, Self, TypeVar

from django.db import models

MOST_LISTED = 10_000  # pages of two hundred

R = TypeVar("R", bound=models.Model, covariant=True)


class Cut:
    """How many of a long list are counted, and whether there were more when it was counted last."""

    def __init__(self, most: int) -> None:
        self.most, self.reached = most, False


class LongList(models.QuerySet[R]):
    """A queryset of which a list may count no more than its first rows."""

    cut: Cut | None = None

    def listed(self, most: int = 0) -> Self:
        """The same, of which a list counts no more than so many: the first ones are read, the others searched."""
        rows = self._clone()
        rows.cut = Cut(most or MOST_LISTED)
        return rows

    def _clone(self) -> Any:
        made = super()._clone()  # type: ignore[misc]
        made.cut = self.cut
        return made

    def count(self) -> int:
        if self.cut is None or self.query.is_sliced:
            return super().count()
        found = self.order_by()[: self.cut.most + 1].count()
        self.cut.reached = found > self.cut.most
        return min(found, self.cut.most)

    @property
    def is_cut(self) -> bool:
        """Whether a list of them, once it was counted, holds only the first."""
        return self.cut is not None and self.cut.reached
