"""Refusals are counted: the board shows how many were turned away, where and by which rule."""

import functools
from collections.abc import Callable, Iterable
from typing import Any, TypeVar
from uuid import UUID

from django.db import connection

from gonghui.kernel.refusals import Refused
from gonghui.primitives.rows import insert_many

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
                count_refusals(desk, [(venue, refusal.whom, refusal)])
                raise

        return run  # type: ignore[return-value]

    return wrap


def count_refusals(desk: Turned.Desk, turned: Iterable[tuple[UUID, Any, Refused]]) -> None:
    """Keep a row for each: the venue, the person if known, and why."""
    insert_many([Turned(venue_id=venue, desk=desk, code=no.code, person=person) for venue, person, no in turned])
