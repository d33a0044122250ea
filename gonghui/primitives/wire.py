"""Prepared statements that go to the server together: one write, one wait and one read for all of them.

psycopg's own pipeline writes, and waits, for each statement: two thirds of what a small one costs this process, and
a wake-up more of the server's. Here BEGIN goes with the first statement and, where it is known to be the end, COMMIT
with the last.
"""

import re
from collections.abc import Callable, Generator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import count
from typing import Any
from weakref import WeakKeyDictionary

import psycopg
from psycopg.adapt import PyFormat, Transformer
from psycopg.pq import ConnStatus, ExecStatus, Format, TransactionStatus
from psycopg.waiting import Ready, Wait

Params = Mapping[str, Any] | Sequence[Any]
Connection = psycopg.Connection[Any]
Way = Generator[Wait, Ready, list[Any]]
MOST_PREPARED = 300  # of one connection; the one that was made first goes
MARK = re.compile(r"%(?:\((\w+)\))?([sb%])")
BEGIN, COMMIT = b"BEGIN", b"COMMIT"


@dataclass(slots=True, eq=False)
class Asked:
    """A statement to send, and its rows once it has come back; None before."""

    statement: str
    params: Params
    wanted: bool = True
    rows: list[tuple[Any, ...]] | None = None


@dataclass(slots=True)
class _Known:
    """What a connection has prepared: names by statement and types of parameters."""

    names: dict[tuple[str, tuple[int, ...]], bytes] = field(default_factory=dict)
    numbers: "count[int]" = field(default_factory=lambda: count(1))


_known: "WeakKeyDictionary[Connection, _Known]" = WeakKeyDictionary()
_Result = Callable[[Any], None]


def trip(connection: Connection, asked: Sequence[Asked], *, commit: bool = False) -> None:
    """There and back, in the transaction at hand or, where none is open and one is wanted, in a new one.

    Raises the error of the first that fails; those behind it were not carried out then, COMMIT included.
    """
    with connection.lock:
        pgconn, left = connection.pgconn, _Sending(connection)
        pgconn.enter_pipeline_mode()
        try:
            if not connection.autocommit and pgconn.transaction_status == TransactionStatus.IDLE:
                left.command(_begin(connection))
            for one in asked:
                left.statement(one)
            if commit:
                left.command(COMMIT)
            pgconn.pipeline_sync()
            results = connection.wait(_exchange(pgconn, len(left.heard)))
        finally:
            if pgconn.status != ConnStatus.BAD:
                with suppress(psycopg.OperationalError):
                    pgconn.exit_pipeline_mode()
        for hear, result in zip(left.heard, results, strict=True):
            if result.status == ExecStatus.FATAL_ERROR:
                raise psycopg.errors.error_from_result(result)
            hear(result)


class _Sending:
    """What goes out, into libpq's buffer, and for each command who hears of its result."""

    def __init__(self, connection: Connection) -> None:
        self.pgconn, self.heard = connection.pgconn, list[_Result]()
        self._context = connection
        self._known = _known.setdefault(connection, _Known())
        self._new: dict[tuple[str, tuple[int, ...]], bytes] = {}

    def command(self, text: bytes) -> None:
        self.pgconn.send_query_params(text, None)
        self.heard.append(_nothing)

    def statement(self, asked: Asked) -> None:
        query, names, formats = _compiled(asked.statement)
        params = asked.params
        values = [params[name] for name in names] if isinstance(params, Mapping) else params  # type: ignore[index]
        transformer = Transformer(self._context)
        dumped = transformer.dump_sequence(values, formats)
        key = asked.statement, transformer.types or ()
        name = self._known.names.get(key) or self._new.get(key) or self._prepare(key, query)
        self.pgconn.send_query_prepared(name, dumped, transformer.formats, Format.BINARY)
        self.heard.append(_rows_for(asked, transformer) if asked.wanted else _nothing)

    def _prepare(self, key: tuple[str, tuple[int, ...]], query: bytes) -> bytes:
        known = self._known
        if len(known.names) >= MOST_PREPARED:
            self.command(b"DEALLOCATE " + known.names.pop(next(iter(known.names))))
        name = self._new[key] = b"gonghui_%d" % next(known.numbers)
        self.pgconn.send_prepare(name, query, key[1])
        self.heard.append(lambda _result: known.names.__setitem__(key, name))
        return name


def _nothing(_result: Any) -> None:
    """Nobody wants to hear."""


def _rows_for(asked: Asked, transformer: Transformer) -> _Result:
    def hear(result: Any) -> None:
        if result.status == ExecStatus.TUPLES_OK:
            transformer.set_pgresult(result, format=Format.BINARY)
            asked.rows = transformer.load_rows(0, result.ntuples, tuple)
        else:
            asked.rows = []

    return hear


def _exchange(pgconn: psycopg.pq.abc.PGconn, many: int) -> Way:
    """Write what is buffered, and read so many results and the end; the connection waits for what is yielded."""
    while pgconn.flush():
        if (yield Wait.RW) & Ready.R:
            pgconn.consume_input()
    results: list[Any] = []
    while True:
        while pgconn.is_busy():
            yield Wait.R
            pgconn.consume_input()
        result = pgconn.get_result()
        if result is not None and result.status == ExecStatus.PIPELINE_SYNC:
            return results
        if result is not None and len(results) < many:
            results.append(result)


def _begin(connection: Connection) -> bytes:
    level = connection.isolation_level
    return BEGIN if level is None else b"BEGIN ISOLATION LEVEL " + level.name.replace("_", " ").encode()


@lru_cache(maxsize=1_000)
def _compiled(statement: str) -> tuple[bytes, list[Any], list[PyFormat]]:
    """The statement as the server numbers its parameters, which goes where, and how each is written."""
    names: list[Any] = []
    formats: list[PyFormat] = []

    def mark(found: re.Match[str]) -> str:
        name, kind = found.groups()
        if kind == "%":
            return "%"
        if name is None or name not in names:
            names.append(len(names) if name is None else name)
            formats.append(PyFormat.BINARY if kind == "b" else PyFormat.AUTO)
        return f"${len(names) if name is None else names.index(name) + 1}"

    return MARK.sub(mark, statement).encode(), names, formats
