"""Lists of the API: the newest first, a page after a row; a constant cost however long the list is."""

import uuid
from typing import Any

from django.db.models import QuerySet
from ninja import Schema
from pydantic import Field

MOST = 100


class After(Schema):
    """The query parameters of every list."""

    after: uuid.UUID | None = Field(None, description="the `next` of the page before")
    limit: int = Field(20, ge=1, le=MOST)


def page_after(queryset: QuerySet[Any], asked: After) -> dict[str, Any]:
    """{"items": rows, "next": id or None}; ids are UUIDv7, so newest first is highest first."""
    rows = queryset.order_by("-pk")
    if asked.after:
        rows = rows.filter(pk__lt=asked.after)
    found = list(rows[: asked.limit + 1])
    items = found[: asked.limit]
    return {"items": items, "next": items[-1].pk if len(found) > asked.limit else None}
