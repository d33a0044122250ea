"""Our own SQL on Django's connection: bound and prepared by the server, read back in binary.

Django's cursor binds on the client: every array would be written out as text, and every statement planned anew. For the
few statements that decide or store many rows at once that is most of their time.
"""

import struct
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any
from uuid import UUID

import psycopg
from django.db import connections
from django.db.utils import DEFAULT_DB_ALIAS
from psycopg.abc import AdaptContext
from psycopg.adapt import Dumper
from psycopg.pq import Format

BY_INDEX = "SELECT set_config('enable_seqscan', 'off', true)"
Params = Mapping[str, Any] | Sequence[Any]


class _Together(threading.local):
    inside = False  # a block of `sent_together`, which looks up by index already


_together = _Together()


def run(statement: str, params: Params = ()) -> list[tuple[Any, ...]]:
    """The rows that a statement gives; in the transaction at hand. Raises django.db.Error."""
    with _sent(statement, params) as cursor:
        return cursor.fetchall()


def send(statement: str, params: Params = ()) -> None:
    """A statement of whose rows, if any, nobody wants to know. Raises django.db.Error."""
    with _sent(statement, params):
        pass


class Later:
    """Rows that were asked for and not waited for: inside `sent_together` they are there once its block has ended."""

    def __init__(self, statement: str, params: Params = ()) -> None:
        with _sent(statement, params) as cursor:
            self._cursor = cursor
        self._rows: list[tuple[Any, ...]] | None = None

    def rows(self) -> list[tuple[Any, ...]]:
        """As often as wanted; inside `sent_together` it waits for all that went before. Raises django.db.Error."""
        if self._rows is None:
            with connections[DEFAULT_DB_ALIAS].wrap_database_errors:
                self._rows = self._cursor.fetchall()
        return self._rows


@contextmanager
def _sent(statement: str, params: Params) -> Iterator[psycopg.Cursor[tuple[Any, ...]]]:
    database = connections[DEFAULT_DB_ALIAS]
    database.ensure_connection()
    database.validate_no_broken_transaction()
    if database.queries_logged:
        database.queries_log.append({"sql": statement, "time": "0"})
    with database.wrap_database_errors:
        cursor = psycopg.Cursor(database.connection)
        cursor.format = Format.BINARY
        cursor.execute(statement, params, prepare=True)
        yield cursor


def shortened(statement: str) -> str:
    """Without its comments and indentation: psycopg keeps what it found out about statements up to 4,096 characters."""
    return "\n".join(line.split(" -- ")[0].split("  --")[0].strip() for line in statement.splitlines()).strip()


def by_index() -> None:
    """Until the transaction ends rows are looked up by index only, whatever the statistics of a young table say."""
    if not _together.inside:
        send(BY_INDEX)


@contextmanager
def sent_together() -> Iterator[None]:
    """What is `send`-ed inside goes out without waiting for an answer; a `run` waits for all that went before.

    The first that fails is raised there, or at the end of the block; those behind it are not carried out. Until the
    transaction ends, rows are looked up by index only: a plan made while a table was empty is kept while a hundred
    thousand rows come in, long before anybody counts them, and would read them all for each look-up.
    """
    database = connections[DEFAULT_DB_ALIAS]
    database.ensure_connection()
    with database.wrap_database_errors, database.connection.pipeline():
        by_index()
        outside, _together.inside = _together.inside, True
        try:
            yield
        finally:
            _together.inside = outside


class Uuids(list[UUID]):
    """A column of ids, as a parameter."""


class Texts(list[str]):
    """A column of words, as a parameter; none of them None."""


class Blobs(list[bytes]):
    """A column of bytes, as a parameter; none of them None."""


class _Column(Dumper):
    """A one-dimensional binary array without nulls, built in one go: psycopg's own asks every value for its type."""

    format = Format.BINARY
    element = 0  # type of its values, by PostgreSQL's number

    def head(self, many: int) -> bytes:
        return struct.pack(">IIIII", 1, 0, self.element, many, 1) if many else struct.pack(">III", 0, 0, self.element)


class UuidsDumper(_Column):
    oid, element = 2951, 2950

    def dump(self, ids: Uuids) -> bytes:
        return self.head(len(ids)) + b"".join([b"\0\0\0\x10" + one.bytes for one in ids])


class BlobsDumper(_Column):
    oid, element = 1001, 17

    def dump(self, values: Sequence[bytes]) -> bytes:
        return self.head(len(values)) + b"".join([len(one).to_bytes(4, "big") + one for one in values])


class TextsDumper(BlobsDumper):
    oid, element = 1009, 25

    def dump(self, values: Sequence[str]) -> bytes:  # type: ignore[override]
        return super().dump([one.encode() for one in values])


def _register(context: AdaptContext | None = None) -> None:
    adapters = context.adapters if context else psycopg.adapters
    for column, dumper in ((Uuids, UuidsDumper), (Texts, TextsDumper), (Blobs, BlobsDumper)):
        adapters.register_dumper(column, dumper)


_register()
COLUMNS = {"uuid": Uuids, "varchar": Texts, "text": Texts, "bytea": Blobs}


def column(kind: str, values: list[Any]) -> list[Any]:
    """The values of one column of this SQL type, as the parameter that is quickest to write."""
    return COLUMNS[kind](values) if kind in COLUMNS and None not in values else values
