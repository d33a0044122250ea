"""Our own SQL on Django's connection: bound and prepared by the server, read back in binary.

Django's cursor binds on the client: every array would be written out as text, and every statement planned anew. For the
few statements that decide or store many rows at once that is most of their time.
"""

import struct
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any
from uuid import UUID

import psycopg
from django.db import connections
from django.db.utils import DEFAULT_DB_ALIAS
from psycopg.abc import AdaptContext
from psycopg.adapt import Dumper
from psycopg.pq import Format

from .wire import Asked, Params, trip

BY_INDEX = "SELECT set_config('enable_seqscan', 'off', true)"


class _Together(threading.local):
    waiting: list[Asked] | None = None  # in a block of `sent_together`: what was not sent yet
    behind: "tuple[Later, ...]" = ()  # what goes along with each statement that is waited for


_together = _Together()


def run(statement: str, params: Params = ()) -> list[tuple[Any, ...]]:
    """The rows that a statement gives; in the transaction at hand. Raises django.db.Error."""
    asked = Asked(statement, params)
    _send([*_taken(), asked, *(later.anew() for later in _together.behind)])
    return asked.rows or []


def send(statement: str, params: Params = ()) -> None:
    """A statement of whose rows, if any, nobody wants to know. Raises django.db.Error."""
    asked = Asked(statement, params, wanted=False)
    if _together.waiting is None:
        _send([asked])
    else:
        _together.waiting.append(asked)


class Later:
    """Rows that come along with others: `behind` each statement that is waited for there, and the last time counts."""

    def __init__(self, statement: str, params: Params = ()) -> None:
        self._statement, self._params = statement, params
        self._asked = Asked(statement, params)

    def anew(self) -> Asked:
        """What is to be sent now; what it gave before is forgotten."""
        self._asked = Asked(self._statement, self._params)
        return self._asked

    def rows(self) -> list[tuple[Any, ...]]:
        """As often as wanted; asked for now, if they came along with nothing. Raises django.db.Error."""
        if self._asked.rows is None:
            _send([*_taken(), self.anew()])
        return self._asked.rows or []


@contextmanager
def behind(*laters: Later) -> Iterator[None]:
    """Each statement that is `run` inside is followed by these, which see what it has locked and written."""
    outside = _together.behind
    _together.behind = (*outside, *laters)
    try:
        yield
    finally:
        _together.behind = outside


def _send(asked: list[Asked], *, commit: bool = False) -> None:
    if not asked:
        return
    database = connections[DEFAULT_DB_ALIAS]
    database.ensure_connection()
    database.validate_no_broken_transaction()
    if database.queries_logged:
        database.queries_log.extend({"sql": one.statement, "time": "0"} for one in asked)
    with database.wrap_database_errors:
        trip(database.connection, asked, commit=commit)


def _taken() -> list[Asked]:
    """What has waited so far."""
    waiting, _together.waiting = _together.waiting, None if _together.waiting is None else []
    return waiting or []


def shortened(statement: str) -> str:
    """Without its comments and indentation, as it goes over the wire when it is prepared."""
    return "\n".join(line.split(" -- ")[0].split("  --")[0].strip() for line in statement.splitlines()).strip()


def by_index() -> None:
    """Until the transaction ends rows are looked up by index only, whatever the statistics of a young table say."""
    if _together.waiting is None:
        send(BY_INDEX)


@contextmanager
def sent_together(*, last: bool = False) -> Iterator[None]:
    """What is `send`-ed inside goes out together: with the next statement that is waited for, or as the block ends.

    The first that fails is raised there; those behind it are not carried out. `last`: nothing follows in this
    transaction, so that its COMMIT goes along where it is ours to give. Until the transaction ends, rows are looked up
    by index only: a plan made while a table was empty is kept while a hundred thousand rows come in, long before
    anybody counts them, and would read them all for each look-up.
    """
    outside = _together.waiting
    _together.waiting = [*_taken(), *([Asked(BY_INDEX, (), wanted=False)] if outside is None else [])]
    database = connections[DEFAULT_DB_ALIAS]
    try:
        with database.execute_wrapper(_after_those_before):
            yield
        _send(_taken(), commit=last and _is_outermost(database))
    finally:
        _together.waiting = None if outside is None else []


def _after_those_before(execute: Callable[..., Any], *asked: Any) -> Any:
    """A query of Django's comes after what was written before it."""
    _send(_taken())
    return execute(*asked)


def _is_outermost(database: Any) -> bool:
    """Whether the transaction ends with the block of `atomic` that we are in, and is to be committed then."""
    return database.in_atomic_block and database.commit_on_exit and not database.savepoint_ids


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
