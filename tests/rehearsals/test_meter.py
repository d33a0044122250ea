"""What an act is said to have cost: rows and entries of indexes are counted as they are."""

import pytest
from django.db import connection

from gonghui.primitives.statements import run
from gonghui.rehearsals.bench.meter import WARM, cost


@pytest.mark.django_db(transaction=True)
def test_rows_entries_and_statements_are_counted_for_each_act():
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE metered (nth serial PRIMARY KEY, word text)")
        cursor.execute("CREATE INDEX metered_words ON metered (word) WHERE word <> ''")
    try:
        acts = [lambda word=word: run("INSERT INTO metered (word) VALUES (%s)", [word]) for word in "abcdefgh"]
        silent = [lambda: run("INSERT INTO metered (word) VALUES ('')")] * (WARM + 3)
        told, quiet = cost(acts), cost(silent)
        assert (told.rows, told.entries, told.statements) == (1, 2, 1)
        assert (quiet.rows, quiet.entries) == (1, 1)
        assert told.wal_bytes > 100
        assert told.line("写")[0] == "写"
    finally:
        with connection.cursor() as cursor:
            cursor.execute("DROP TABLE metered")
