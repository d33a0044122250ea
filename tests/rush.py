"""Many at once, really: each on a thread and a database connection of its own, all let go at the same moment."""

import os
import threading
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any

from django.db import connection
from django.db.backends.utils import CursorWrapper
from psycopg.conninfo import conninfo_to_dict, make_conninfo


def address() -> str:
    """Where another process finds the database of these tests."""
    given = conninfo_to_dict(os.environ["GONGHUI_DATABASE_URL"])
    return make_conninfo(**{**given, "dbname": connection.settings_dict["NAME"]})


def rush(act: Callable[[int], Any], people: int) -> list[Any]:
    """What `act(0)`, `act(1)` ... gave or raised, in that order, when all ran at the same time."""
    gate = threading.Barrier(people)

    def one(number: int) -> Any:
        try:
            connection.ensure_connection()  # before the gate, so that nobody is late by the time it takes to connect
            gate.wait(30)
            return act(number)
        except Exception as error:  # the refusals are results too
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(people) as pool:
        return list(pool.map(one, range(people)))


def kinds(answers: Iterable[Any]) -> Counter[str]:
    """How often each kind of answer came."""
    return Counter(type(answer).__name__ for answer in answers)


@contextmanager
def guards_off(table: str) -> Iterator[CursorWrapper]:
    """A cursor while the table's own triggers sleep: for the tests that show what the guards are there for."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT quote_ident(tgname) FROM pg_trigger"
            " WHERE tgrelid = %s::regclass AND NOT tgisinternal AND tgenabled = 'O'",
            [table],
        )
        guards = [name for (name,) in cursor.fetchall()]
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # a table with checks still to come cannot be altered
        try:
            for guard in guards:
                cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER {guard}")
            yield cursor
        finally:
            for guard in guards:
                cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER {guard}")
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")


@contextmanager
def function_replaced(name: str, body: str) -> Iterator[None]:
    """Another body for a trigger function, seen by all connections; the real one is put back."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_get_functiondef(%s::regproc)", [name])
        (real,) = cursor.fetchone()
        cursor.execute(f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $x$ {body} $x$")
        try:
            yield
        finally:
            cursor.execute(real.replace("%", "%%"), [])


@contextmanager
def constraint_dropped(table: str, name: str) -> Iterator[None]:
    """Without one constraint or unique index, for all connections. What was stored meanwhile is thrown away."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT 'ALTER TABLE ' || conrelid::regclass || ' ADD CONSTRAINT ' || conname || ' ' ||"
            " pg_get_constraintdef(oid), 'ALTER TABLE ' || conrelid::regclass || ' DROP CONSTRAINT ' || conname"
            " FROM pg_constraint WHERE conname = %s UNION ALL"
            " SELECT indexdef, 'DROP INDEX ' || indexname FROM pg_indexes WHERE indexname = %s LIMIT 1",
            [name, name],
        )
        make, drop = cursor.fetchone()
        cursor.execute(drop.replace("%", "%%"), [])
        try:
            yield
        finally:
            cursor.execute(f"TRUNCATE {table} CASCADE")
            cursor.execute(make.replace("%", "%%"), [])
