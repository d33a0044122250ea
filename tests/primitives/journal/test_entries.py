"""What the journal promises: written in the act's transaction, and never changed after."""

import uuid
from datetime import UTC, datetime

import pytest
from django.db import IntegrityError, connection, transaction

from gonghui.kernel.callers import SYSTEM, Caller
from gonghui.primitives.journal import actions as journal
from gonghui.primitives.journal.models import Entry, Seal

NOW = datetime(2026, 11, 23, 6, 0, tzinfo=UTC)
ZHAO = Caller(person=uuid.UUID(int=7), name="赵", origin="page 10.0.0.7")

pytestmark = pytest.mark.django_db


@pytest.fixture
def thing() -> Seal:
    """Any row will do: the journal knows things by name only."""
    return Seal(number=1)


@pytest.fixture
def entry(thing) -> Entry:
    return journal.record("fairs.publish", thing, by=ZHAO, now=NOW, label="太原专场", facts={"pool": 1_400})


def test_it_writes_down_who_did_what_on_whom_when_and_from_where(thing):
    lin = uuid.UUID(int=1)
    journal.record("people.look_at_number", thing, by=ZHAO, now=NOW, label="林**", on_person=lin, facts={"why": "核对"})
    entry = Entry.objects.get()
    assert (entry.by_person, entry.by_name, entry.origin) == (ZHAO.person, "赵", "page 10.0.0.7")
    assert (entry.act, entry.thing, entry.label) == ("people.look_at_number", f"journal.Seal:{thing.pk}", "林**")
    assert (entry.on_person, entry.at, entry.facts) == (lin, NOW, {"why": "核对"})


def test_it_reads_back_what_was_done_to_one_thing_newest_first(thing, entry):
    journal.record("fairs.close", thing, by=ZHAO, now=NOW)
    journal.record("fairs.publish", Seal(number=2), by=ZHAO, now=NOW)
    assert [found.act for found in journal.entries_of(thing)] == ["fairs.close", "fairs.publish"]


def test_an_entry_disappears_with_the_act_that_was_undone(thing):
    with transaction.atomic():
        journal.record("fairs.publish", thing, by=ZHAO, now=NOW)
        transaction.set_rollback(True)
    assert not Entry.objects.exists()


def test_facts_may_hold_money_moments_and_ids(thing):
    journal.record("ledger.move", thing, by=SYSTEM, now=NOW, facts={"fen": 560_000, "at": NOW, "id": thing.pk})
    assert Entry.objects.get().facts == {"fen": 560_000, "at": "2026-11-23T06:00:00Z", "id": str(thing.pk)}


def test_many_entries_take_one_statement(thing, django_assert_max_num_queries):
    lines = [journal.JournalLine("membership.join", thing, facts={"row": number}) for number in range(1_000)]
    with django_assert_max_num_queries(3):  # savepoint, insert, release
        assert journal.record_many(lines, by=ZHAO, now=NOW) == 1_000
    assert Entry.objects.count() == 1_000


def test_an_overlong_label_or_name_is_cut_not_refused(thing):
    journal.record("x", thing, by=Caller(None, "名" * 200, "o" * 200), now=NOW, label="长" * 500)
    entry = Entry.objects.get()
    assert (len(entry.by_name), len(entry.origin), len(entry.label)) == (60, 60, 160)


@pytest.mark.parametrize(
    "change",
    [
        {"label": "另一场"},
        {"at": datetime(2020, 1, 1, tzinfo=UTC)},
        {"facts": {"pool": 9}},
        {"by_person": None},
        {"thing": "fairs.Fair:other"},
    ],
)
def test_the_database_refuses_to_change_an_entry(entry, change):
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        Entry.objects.filter(pk=entry.pk).update(**change)
    entry.refresh_from_db()
    assert entry.label == "太原专场"


def test_the_database_refuses_to_delete_an_entry(entry):
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        Entry.objects.filter(pk=entry.pk).delete()
    assert Entry.objects.filter(pk=entry.pk).exists()


@pytest.mark.parametrize("table", ["journal_entry", "journal_seal"])
def test_the_database_refuses_to_empty_the_journal(entry, table):
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER {table}_keeps_table")  # off in tests, see conftest.py
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"TRUNCATE {table} CASCADE")
    assert Entry.objects.exists()


def test_an_entry_takes_a_seal_once_and_nothing_else_with_it(entry):
    first, second = (_seal(number) for number in (1, 2))
    with pytest.raises(IntegrityError), transaction.atomic():
        Entry.objects.filter(pk=entry.pk).update(seal=first, label="另一场")
    Entry.objects.filter(pk=entry.pk).update(seal=first)
    for other in (second, None):
        with pytest.raises(IntegrityError), transaction.atomic():
            Entry.objects.filter(pk=entry.pk).update(seal=other)
    entry.refresh_from_db()
    assert (entry.seal, entry.label) == (first, "太原专场")


def test_a_seal_never_changes():
    seal = _seal(1)
    with pytest.raises(IntegrityError), transaction.atomic():
        Seal.objects.filter(pk=seal.pk).update(digest=bytes(32))
    with pytest.raises(IntegrityError), transaction.atomic():
        seal.delete()


def _seal(number: int) -> Seal:
    return Seal.objects.create(number=number, entries_count=1, last_entry=uuid.UUID(int=number), digest=b"d" * 32)
