"""Lists of the API: the newest first, or by deadline, a page after a row; a constant cost however long the list is."""

import uuid
from collections.abc import Sequence
from typing import Any

from django.db.models import Q, QuerySet
from ninja import Schema
from pydantic import Field

MOST = 100


class After(Schema):
    """The query parameters of every list."""

    after: uuid.UUID | None = Field(None, description="the `next` of the page before")
    limit: int = Field(20, ge=1, le=MOST)


def page_after(
    queryset: QuerySet[Any], asked: After, *, by: Sequence[str] = (), rising: bool = False
) -> dict[str, Any]:
    """{"items": rows, "next": id or None}; ids are UUIDv7, so newest first is highest first.

    `by` names fields that weigh more than the id, none of them empty; the highest come first, with `rising` the lowest.
    """
    names = (*by, "pk")
    rows = queryset.order_by(*(name if rising else f"-{name}" for name in names))
    if asked.after:
        rows = rows.filter(_beyond(queryset, asked.after, names, "gt" if rising else "lt"))
    return cut(rows, asked.limit)


def cut(rows: QuerySet[Any], limit: int) -> dict[str, Any]:
    """As many of what comes next, and after which one there is more."""
    found = list(rows[: limit + 1])
    items = found[:limit]
    return {"items": items, "next": items[-1].pk if len(found) > limit else None}


def _beyond(queryset: QuerySet[Any], after: uuid.UUID, names: Sequence[str], way: str) -> Q:
    """What comes after a row, which may have left the list meanwhile; nothing after one that never was."""
    last = {"pk": after} if len(names) == 1 else queryset.model.objects.filter(pk=after).values(*names).first()
    found = Q(pk__in=[])
    for at, name in enumerate(names if last else ()):
        found |= Q(**{each: last[each] for each in names[:at]}, **{f"{name}__{way}": last[name]})
    return found
