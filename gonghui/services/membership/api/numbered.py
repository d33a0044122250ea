"""Pages of rows that are numbered in place of an id: `faces.api.paging` for those."""

from typing import Any, Generic, TypeVar

from django.db.models import Q, QuerySet
from ninja import Schema
from pydantic import Field

from gonghui.faces.api.paging import MOST, cut

T = TypeVar("T")
LAST = 2**63 - 1  # of what the database numbers


class AfterNumber(Schema):
    """The query parameters of such a list."""

    after: int | None = Field(None, ge=0, le=LAST, description="the `next` of the page before")
    limit: int = Field(20, ge=1, le=MOST)


class Numbered(Schema, Generic[T]):
    """One page; `next` asks for the one after."""

    items: list[T]
    next: int | None


def newest_first(rows: QuerySet[Any], asked: AfterNumber) -> dict[str, Any]:
    rows = rows.order_by("-pk")
    return cut(rows if asked.after is None else rows.filter(pk__lt=asked.after), asked.limit)


def by_row(rows: QuerySet[Any], asked: AfterNumber) -> dict[str, Any]:
    """As a sheet has them; nothing comes after a number that is none of these."""
    rows = rows.order_by("row", "pk")
    if asked.after is not None:
        last = rows.filter(pk=asked.after).values_list("row", flat=True).first()
        rows = rows.none() if last is None else rows.filter(Q(row__gt=last) | Q(row=last, pk__gt=asked.after))
    return cut(rows, asked.limit)
