"""One way to write: a function marked `@action` is one transaction, repeated when the database asks for it."""

import functools
import logging
import random
import time
from collections.abc import Callable
from typing import ParamSpec, TypeVar

from django.db import Error, IntegrityError, OperationalError, connection, transaction

from gonghui.kernel.refusals import Refused

P = ParamSpec("P")
R = TypeVar("R")

logger = logging.getLogger("gonghui.transactions")

REPEATABLE = {"40001", "40P01"}  # serialization failure, deadlock detected
ATTEMPTS = 30  # at SERIALIZABLE all who wait for one pool lose to whoever got it, again and again
LONGEST_PAUSE = 0.64  # seconds


def action(function: Callable[P, R]) -> Callable[P, R]:
    """Run `function` in one transaction; inside another action, join that one.

    The outermost action is repeated up to twenty-nine times when PostgreSQL reports a serialization
    failure or a deadlock, so an action must have no effect outside the database. Whatever an inner
    action raises ends the outer one too: catch a refusal outside the outermost action. What a refusal
    leaves behind nevertheless, its `aftermath`, is written once everything else is undone.
    """

    @functools.wraps(function)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        if inside_an_action():
            with transaction.atomic(savepoint=False):
                return function(*args, **kwargs)
        for attempt_number in range(1, ATTEMPTS + 1):
            try:
                with transaction.atomic():
                    return function(*args, **kwargs)
            except Refused as refusal:
                leave_behind(refusal)
                raise
            except Error as error:
                if attempt_number == ATTEMPTS or not repeatable(error) or connection.in_atomic_block:
                    raise
                logger.info("%s is repeated after %s", function.__qualname__, getattr(error.__cause__, "sqlstate", ""))
                pause = min(LONGEST_PAUSE, 0.01 * 2**attempt_number)
                time.sleep(random.uniform(0, pause))  # noqa: S311 - only spreads out the repeats
        raise AssertionError("unreachable")

    return run


def attempt(function: Callable[P, R]) -> Callable[P, R]:
    """An action whose writes stay even when it refuses: a wrong code must remain counted.

    It cannot be part of another action, which would undo the count: RuntimeError.
    """

    @action
    def decide(*args: P.args, **kwargs: P.kwargs) -> R | Refused:
        try:
            return function(*args, **kwargs)
        except Refused as refusal:
            return refusal

    @functools.wraps(function)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        if inside_an_action():
            raise RuntimeError(f"{function.__name__} is an attempt of its own, never a part of another action")
        outcome = decide(*args, **kwargs)
        if isinstance(outcome, Refused):
            leave_behind(outcome)
            raise outcome
        return outcome

    return run


def leave_behind(refusal: Refused) -> None:
    """Write what the refusal leaves, once, in a transaction of its own."""
    write, refusal.aftermath = refusal.aftermath, None
    if write is not None:
        write()


def repeatable(error: Error) -> bool:
    """True when the database says: nothing happened, try the same again."""
    return isinstance(error, OperationalError) and getattr(error.__cause__, "sqlstate", None) in REPEATABLE


def violated(error: IntegrityError) -> str:
    """The name of the constraint that an insert or update broke; "" when the database names none."""
    diagnosis = getattr(error.__cause__, "diag", None)
    return getattr(diagnosis, "constraint_name", None) or ""


def inside_an_action() -> bool:
    # A test case's own wrapping transaction does not count: in production it would not be there.
    return any(not getattr(block, "_from_testcase", False) for block in connection.atomic_blocks)
