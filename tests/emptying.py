"""How the tables are emptied after a test that commits: quickly, for there are hundreds of them.

Django truncates every table, which makes some six hundred new files, and then goes through all content types. Here the
tables that have rows lose them by DELETE; only after a test with many rows all are truncated. The administrative
divisions, which nearly every test needs and hardly one changes, stay.
"""

from functools import cache

from django.core.management import call_command
from django.db import connection, transaction
from django.test import TransactionTestCase

from gonghui.primitives.people import divisions

KEPT = {"people_division", "django_content_type", "auth_permission"}
MANY = 2_000  # rows of one table; more are truncated faster than deleted

FINGERPRINT = "SELECT md5(string_agg(one::text, ',' ORDER BY code)) FROM people_division AS one"

# Row triggers on DELETE that are not PostgreSQL's own: those of the append-only tables. (1: for each row, 8: DELETE.)
GUARDED = """
SELECT DISTINCT relname, quote_ident(tgname) FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid
WHERE NOT tgisinternal AND tgenabled = 'O' AND tgtype & 1 <> 0 AND tgtype & 8 <> 0
"""


def quickly(_test: TransactionTestCase) -> None:
    """Stands in for `TransactionTestCase._fixture_teardown`."""
    whole = _asked(FINGERPRINT) == divisions_at_first()
    counts = dict(_asked(_looks()))
    if whole and max(counts.values(), default=0) <= MANY:
        _delete(list(counts))
        return
    call_command("flush", verbosity=0, interactive=False, reset_sequences=False, allow_cascade=False)
    divisions.load()


def _asked(question: str) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(question)
        return cursor.fetchall()


@cache
def divisions_at_first() -> list[tuple]:
    """Called once before any test: see `tests.conftest`."""
    return _asked(FINGERPRINT)


@cache
def _looks() -> str:
    """Asks every table for its rows, up to MANY and one more."""
    tables = set(connection.introspection.django_table_names(only_existing=True, include_views=False)) - KEPT
    looks = (f"SELECT '{name}' AS name, count(*) AS rows FROM (SELECT FROM {name} LIMIT {MANY + 1})" for name in tables)
    return f"SELECT name, rows FROM ({' UNION ALL '.join(looks)}) WHERE rows > 0"


def _delete(tables: list[str]) -> None:
    """All in one transaction: the keys between the tables are looked at when it ends."""
    guarded = [(table, trigger) for table, trigger in _asked(GUARDED) if table in tables]
    words = [f"ALTER TABLE {table} DISABLE TRIGGER {trigger}" for table, trigger in guarded]
    words += [f"DELETE FROM {table}" for table in tables]
    words += ["SET CONSTRAINTS ALL IMMEDIATE"]
    words += [f"ALTER TABLE {table} ENABLE TRIGGER {trigger}" for table, trigger in guarded]
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("; ".join(words))
