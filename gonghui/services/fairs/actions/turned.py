"""Refusals are counted: the board shows how many were turned away, where and by which rule."""

import functools
from collections.abc import Callable
from typing import Any, TypeVar

from django.db import connection

from gonghui.kernel.refusals import Refused

from ..models import Turned

F = TypeVar("F", bound=Callable[..., Any])


def counts_refusals(desk: Turned.Desk) -> Callable[[F], F]:
    """Keep a row for each refusal of the wrapped verb, whose first argument is a venue or a session.

    It wraps outside the action: the action's transaction is rolled back by then, this row is written in its own.
    """

    def wrap(verb: F) -> F:
        @functools.wraps(verb)
        def run(where: Any, *args: Any, **kwargs: Any) -> Any:
            try:
                return verb(where, *args, **kwargs)
            except Refused as refusal:
                if connection.needs_rollback:  # called inside another action, whose refusal it then is
                    raise
                venue = getattr(where, "venue_id", None) or where.pk
                Turned.objects.create(
                    venue_id=venue, desk=desk, code=refusal.code, person=getattr(refusal, "person", None)
                )
                raise

        return run  # type: ignore[return-value]

    return wrap
