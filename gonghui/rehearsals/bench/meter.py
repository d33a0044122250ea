"""What an act costs inside one process: processor time here and of its database session, and what it leaves written."""

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from django.db import connection
from django.test.utils import CaptureQueriesContext

COUNTED = """
SELECT c.oid::bigint, n_tup_ins + n_tup_upd + n_tup_del, n_tup_upd - n_tup_hot_upd
FROM pg_stat_user_tables s JOIN pg_class c ON c.oid = s.relid
"""
INDEXES = """
SELECT indrelid::bigint, indrelid::regclass::text, coalesce(pg_get_expr(indpred, indrelid), 'true')
FROM pg_index WHERE indrelid::bigint = ANY (%s)
"""
WARM = 3


@dataclass(frozen=True, slots=True)
class Cost:
    """Of one act, in the mean. Microseconds are of the processor, `database_us` of the session's process."""

    python_us: float
    database_us: float | None  # None: the server runs elsewhere
    statements: float
    rows: float  # written: inserted, changed, deleted
    entries: float  # of indexes
    wal_bytes: float

    def line(self, name: str) -> tuple[str, ...]:
        figures = (self.python_us, self.database_us, self.statements, self.rows, self.entries, self.wal_bytes)
        return name, *("—" if figure is None else f"{figure:.{0 if figure >= 100 else 1}f}" for figure in figures)


def cost(calls: Iterable[Callable[[], object]], *, each: int = 1) -> Cost:
    """The mean of these calls, of which each does `each` acts. The first few only warm up; one counts statements."""
    todo = list(calls)
    for call in todo[:WARM]:
        call()
    with CaptureQueriesContext(connection) as asked:
        todo[WARM]()
    asked_for = sum(not query["sql"].startswith(("SAVEPOINT", "RELEASE")) for query in asked)
    todo, session = todo[WARM + 1 :], _session()
    written, there, began = _counted(), _entries(), _wal()
    spent, here = _spent(session), time.thread_time()
    for call in todo:
        call()
    here, after = time.thread_time() - here, _spent(session)
    wal, now = _wal() - began, _counted()
    rows = sum(many - written.get(table, (0, 0))[0] for table, (many, _moved) in now.items())
    entries = sum(many for _table, many in _entries()) - sum(many for _table, many in there)
    indexes = [table for table, _many in there]
    entries += sum(
        (moved - written.get(table, (0, 0))[1]) * indexes.count(table) for table, (_many, moved) in now.items()
    )
    acts = len(todo) * each
    database = None if spent is None or after is None else (after - spent) / 1000 / acts
    return Cost(here * 1e6 / acts, database, asked_for / each, rows / acts, entries / acts, wal / acts)


def _session() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        return int(cursor.fetchone()[0])


def _spent(session: int) -> int | None:
    """Nanoseconds that the session's process has run."""
    try:
        return int(Path(f"/proc/{session}/schedstat").read_text().split()[0])
    except OSError:
        return None


def _wal() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '0/0')")
        return int(cursor.fetchone()[0])


def _counted() -> dict[int, tuple[int, int]]:
    """Rows written so far, by table, and how many of them were changed and moved, so that all indexes had to know."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_stat_force_next_flush()")
        cursor.execute("SELECT pg_stat_clear_snapshot()")
        cursor.execute(COUNTED)
        return {table: (int(many), int(moved)) for table, many, moved in cursor.fetchall()}


def _entries() -> list[tuple[int, int]]:
    """Of each index its table, and how many rows it knows now."""
    with connection.cursor() as cursor:
        cursor.execute(INDEXES, [list(_counted())])
        found = cursor.fetchall()
        told = []
        for table, name, predicate in found:
            cursor.execute(f"SELECT count(*) FROM {name} WHERE {predicate}")  # noqa: S608  names from the catalogue
            told.append((table, int(cursor.fetchone()[0])))
        return told
