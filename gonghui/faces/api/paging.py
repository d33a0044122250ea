"""Lists of the API: the newest first, a page after a row; a constant cost however long the list is."""

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


def page_after(queryset: QuerySet[Any], asked: After, *, by: Sequence[str] = ()) -> dict[str, Any]:
    """{"items": rows, "next": id or None}; ids are UUIDv7, so newest first is highest first.

    `by` names fields that weigh more than the id, none of them empty; the highest come first.
    """
    names = (*by, "pk")
    rows = queryset.order_by(*(f"-{name}" for name in names))
    if asked.after:
        rows = rows.filter(_beyond(queryset, asked.after, names))
    found = list(rows[: asked.limit + 1])
    items = found[: asked.limit]
    return {"items": items, "next": items[-1].pk if len(found) > asked.limit else None}


def _beyond(queryset: QuerySet[Any], after: uuid.UUID, names: Sequence[str]) -> Q:
    """What comes after a row, which may have left the list meanwhile; nothing after one that never was."""
    last = {"pk": after} if len(names) == 1 else queryset.model.objects.filter(pk=after).values(*names).first()
    found = Q(pk__in=[])
    for at, name in enumerate(names if last else ()):
        found |= Q(**{each: last[each] for each in names[:at]}, **{f"{name}__lt": last[name]})
    return found
