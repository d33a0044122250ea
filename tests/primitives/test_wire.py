"""Statements that go to the server together: in order, in the transaction at hand, the first that fails ends them."""

from datetime import UTC, datetime

import pytest
from django.db import IntegrityError, ProgrammingError, connection, transaction

from gonghui.primitives import wire
from gonghui.primitives.statements import Later, Texts, behind, by_index, run, send, sent_together
from gonghui.primitives.transactions import action

WRITTEN = "SELECT word FROM wire_words ORDER BY nth"
WRITE = "INSERT INTO wire_words (word) VALUES (%s)"


@pytest.fixture
def words(db):
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMPORARY TABLE wire_words (nth serial, word text UNIQUE)")
    yield
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS wire_words")


@action
def write(*words, then=list):
    with sent_together(last=True):
        for word in words:
            send(WRITE, [word])
        then()


@action
def write_twice(first, second):
    write(first)
    write(second)


@pytest.mark.django_db
def test_values_come_back_as_they_went():
    at = datetime(2026, 11, 30, 2, 0, tzinfo=UTC)
    sent = {"at": at, "texts": Texts(["工会", ""]), "none": None, "whole": 70_000, "yes": True}
    marks = "%(at)s::timestamptz, %(texts)b::text[], %(none)s::text, %(whole)s::int, %(yes)s::bool, %(at)s::timestamptz"
    assert run(f"SELECT {marks}, 100 %% 7", sent) == [(at, ["工会", ""], None, 70_000, True, at, 2)]


def test_what_is_sent_together_waits_for_the_first_that_is_wanted(words):
    with sent_together():
        send(WRITE, ["林"])
        send(WRITE, ["陈"])
        assert run(WRITTEN) == [("林",), ("陈",)]
        send(WRITE, ["苏"])
    assert run(WRITTEN) == [("林",), ("陈",), ("苏",)]


def test_a_query_of_djangos_comes_after_what_was_sent_before_it(words):
    with sent_together(), connection.cursor() as cursor:
        send(WRITE, ["林"])
        cursor.execute(WRITTEN)
        assert cursor.fetchall() == [("林",)]


def test_the_first_that_fails_is_raised_and_those_behind_it_are_not_carried_out(words):
    with pytest.raises(IntegrityError):
        write("林", "林", "陈")
    assert run(WRITTEN) == []


def test_a_block_that_is_left_by_an_error_sends_nothing(words):
    with pytest.raises(TypeError):
        write("林", then=len)
    assert run(WRITTEN) == []


def test_what_goes_behind_a_statement_sees_what_it_wrote_and_counts_as_it_was_the_last_time(words):
    written = Later("SELECT count(*) FROM wire_words")
    with behind(written):
        for word in ("林", "陈"):
            run(f"{WRITE} RETURNING nth", [word])
    send(WRITE, ["苏"])
    assert written.rows() == [(2,)]


def test_who_asks_alone_is_answered_too(words):
    assert Later("SELECT count(*) FROM wire_words").rows() == [(0,)]


@pytest.mark.django_db
def test_what_is_larger_than_all_buffers_goes_and_comes_in_one_trip():
    large = "工" * 3_000_000
    echo = [Later("SELECT %s::text", [large]) for _each in range(3)]
    with behind(*echo):
        assert run("SELECT %s::text", [large]) == [(large,)]
    assert all(later.rows() == [(large,)] for later in echo)


@pytest.mark.django_db
def test_rows_are_looked_up_by_index_until_the_transaction_ends():
    with transaction.atomic():
        by_index()
        assert run("SHOW enable_seqscan") == [("off",)]


@pytest.mark.django_db(transaction=True)
def test_the_last_brings_the_commit_along_and_a_failing_one_leaves_nothing():
    send("CREATE TABLE wire_words (nth serial, word text UNIQUE DEFERRABLE INITIALLY DEFERRED)")
    try:
        write("林")
        with pytest.raises(IntegrityError):
            write("林")
        with pytest.raises(IntegrityError):
            write_twice("陈", "林")  # neither: the commit was not the first one's to give
        assert run(WRITTEN) == [("林",)]
    finally:
        send("DROP TABLE wire_words")


@pytest.mark.django_db
def test_a_connection_keeps_so_many_statements_prepared_and_forgets_the_first(monkeypatch):
    monkeypatch.setattr(wire, "MOST_PREPARED", 3)
    before = run("SELECT count(*) FROM pg_prepared_statements WHERE name LIKE 'gonghui%%'")
    for number in range(10):
        assert run(f"SELECT {number}") == [(number,)]
    assert run("SELECT count(*) FROM pg_prepared_statements WHERE name LIKE 'gonghui%%'")[0][0] <= before[0][0] + 4
    assert run("SELECT 0") == [(0,)]


@pytest.mark.django_db
def test_a_statement_that_cannot_be_is_refused_each_time_and_the_connection_goes_on():
    for _time in range(2):
        with pytest.raises(ProgrammingError), transaction.atomic():
            run("SELECT nothing FROM nowhere")
    assert run("SELECT 1") == [(1,)]
