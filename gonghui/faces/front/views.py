"""Which views show every visitor the same page, and which of the words behind the question mark they read."""

from collections.abc import Callable
from functools import lru_cache
from typing import Any, TypeVar

from django.urls import Resolver404, resolve

View = TypeVar("View", bound=Callable[..., Any])
Queries = frozenset[str]


def for_visitors(*queries: str) -> Callable[[View], View]:
    """Mark a view whose page is the same for everybody who is not signed in: it is made once a second.

    `queries` are the parameters that it reads; all others make no page of their own.
    """

    def marked(view: View) -> View:
        view.for_visitors = frozenset(queries)  # type: ignore[attr-defined]
        return view

    return marked


@lru_cache(maxsize=4096)
def queries_at(path: str) -> Queries | None:
    """What the view at this path reads; None where there is no view for visitors."""
    try:
        view = resolve(path).func
    except Resolver404:
        return None
    queries: Queries | None = getattr(view, "for_visitors", None)
    return queries
