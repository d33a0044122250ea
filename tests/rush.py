"""Many at once, really: each on a thread and a database connection of its own, all let go at the same moment."""

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any

from django.db import connection
from django.db.backends.utils import CursorWrapper


def rush(act: Callable[[int], Any], people: int) -> list[Any]:
    """What `act(0)`, `act(1)` ... gave or raised, in that order, when all ran at the same time."""
    gate = threading.Barrier(people)

    def one(number: int) -> Any:
        try:
            gate.wait(30)
            return act(number)
        except Exception as error:  # the refusals are results too
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(people) as pool:
        return list(pool.map(one, range(people)))


@contextmanager
def guards_off(table: str) -> Iterator[CursorWrapper]:
    """A cursor while the table's own triggers sleep: for the tests that show what the guards are there for."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # a table with checks still to come cannot be altered
        cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        try:
            yield cursor
        finally:
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")
