"""One way to write: a function marked `@action` is one transaction, repeated when the database asks for it."""

import functools
import random
import time
from collections.abc import Callable
from typing import ParamSpec, TypeVar

from django.db import OperationalError, connection, transaction

P = ParamSpec("P")
R = TypeVar("R")

REPEATABLE = {"40001", "40P01"}  # serialization failure, deadlock detected
ATTEMPTS = 6


def action(function: Callable[P, R]) -> Callable[P, R]:
    """Run `function` in one transaction; inside another action, join that one.

    The outermost action is repeated up to six times when PostgreSQL reports a serialization
    failure or a deadlock, so an action must have no effect outside the database.
    """

    @functools.wraps(function)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        if _inside_an_action():
            with transaction.atomic(savepoint=False):
                return function(*args, **kwargs)
        for attempt in range(1, ATTEMPTS + 1):
            try:
                with transaction.atomic():
                    return function(*args, **kwargs)
            except OperationalError as error:
                if attempt == ATTEMPTS or not repeatable(error) or connection.in_atomic_block:
                    raise
                time.sleep(random.uniform(0, 0.01 * 2**attempt))
        raise AssertionError("unreachable")

    return run


def repeatable(error: OperationalError) -> bool:
    """True when the database says: nothing happened, try the same again."""
    return getattr(error.__cause__, "sqlstate", None) in REPEATABLE


def _inside_an_action() -> bool:
    # A test case's own wrapping transaction does not count: in production it would not be there.
    return any(not getattr(block, "_from_testcase", False) for block in connection.atomic_blocks)
