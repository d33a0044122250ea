"""Our own SQL on Django's connection: bound and prepared by the server, read back in binary.

Django's cursor binds on the client: every array would be written out as text, and every statement planned anew. For the
few statements that decide or store many rows at once that is most of their time.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import psycopg
from django.db import connections
from django.db.utils import DEFAULT_DB_ALIAS
from psycopg.pq import Format


def run(statement: str, params: Mapping[str, Any] | Sequence[Any] = ()) -> list[tuple[Any, ...]]:
    """The rows that a statement gives, [] when it gives none; in the transaction at hand. Raises django.db.Error."""
    database = connections[DEFAULT_DB_ALIAS]
    database.ensure_connection()
    database.validate_no_broken_transaction()
    if database.queries_logged:
        database.queries_log.append({"sql": statement, "time": "0"})
    with database.wrap_database_errors, psycopg.Cursor(database.connection) as cursor:
        cursor.format = Format.BINARY
        cursor.execute(statement, params, prepare=True)
        return cursor.fetchall() if cursor.description else []
