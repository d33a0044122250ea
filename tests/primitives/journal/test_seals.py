"""The chain of seals names what was changed behind the triggers' back."""

import hashlib
import json
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from gonghui.kernel.callers import SYSTEM
from gonghui.primitives.journal import actions as journal
from gonghui.primitives.journal import sealing
from gonghui.primitives.journal.models import Entry, Seal
from tests.rush import guards_off, rush

pytestmark = pytest.mark.django_db


def write(count: int, *, label: str = "场") -> None:
    thing, now = Seal(number=1), timezone.now()
    lines = [journal.JournalLine("fairs.publish", thing, label=f"{label}{number}") for number in range(count)]
    journal.record_many(lines, by=SYSTEM, now=now)


def soon():
    return timezone.now() + timedelta(minutes=1)


@contextmanager
def nobody_watching():
    """What a superuser can do: switch the triggers off."""
    with guards_off("journal_entry"), guards_off("journal_seal"):
        yield


@pytest.fixture
def sealed(monkeypatch) -> list[Seal]:
    """Three seals of two entries each."""
    monkeypatch.setattr(sealing, "BATCH", 2)
    write(6)
    assert [journal.seal_due(now=soon()) for _ in range(4)] == [2, 2, 2, 0]
    return list(Seal.objects.order_by("number"))


def test_fresh_entries_wait_until_every_ordinary_act_has_ended():
    write(3)
    written = datetime.fromtimestamp((Entry.objects.latest("id").pk.int >> 80) / 1000, UTC)  # as its id says
    assert journal.seal_due(now=written + timedelta(seconds=20)) == 0
    assert journal.seal_due(now=written + timedelta(seconds=31)) == 3


def test_an_untouched_chain_is_whole(sealed):
    assert journal.verify() == []
    assert [(seal.number, seal.entries_count) for seal in sealed] == [(1, 2), (2, 2), (3, 2)]


def test_an_entry_that_was_committed_late_goes_into_a_later_seal():
    write(4)
    late = Entry.objects.order_by("id").first()
    with nobody_watching():
        copy = Entry.objects.filter(pk=late.pk).values().get()
        late.delete()
    assert journal.seal_due(now=soon()) == 3
    Entry.objects.create(**copy)
    assert journal.seal_due(now=soon()) == 1
    assert journal.verify() == []


@pytest.mark.parametrize(
    "change", [{"label": "另一场"}, {"by_name": "别人"}, {"facts": {"fen": 1}}, {"act": "fairs.close"}]
)
def test_it_names_the_seal_whose_entry_was_changed(sealed, change):
    with nobody_watching():
        Entry.objects.filter(pk=sealed[1].entries.first().pk).update(**change)
    assert journal.verify() == [journal.Broken(2, "entries")]


def test_it_names_the_seal_that_lost_an_entry(sealed):
    with nobody_watching():
        sealed[2].entries.first().delete()
    assert journal.verify() == [journal.Broken(3, "count")]


def test_it_names_the_seals_between_which_an_entry_was_moved(sealed):
    with nobody_watching():
        Entry.objects.filter(pk=sealed[0].entries.first().pk).update(seal=sealed[2])
    assert journal.verify() == [journal.Broken(1, "count"), journal.Broken(3, "count")]


def test_it_names_a_seal_that_is_gone_and_the_one_that_stood_on_it(sealed):
    with nobody_watching():
        sealed[1].entries.all().delete()
        sealed[1].delete()
    assert journal.verify() == [journal.Broken(2, "missing"), journal.Broken(3, "entries")]


def test_a_seal_made_to_fit_the_change_breaks_the_next_one(sealed):
    with nobody_watching():
        Entry.objects.filter(pk=sealed[1].entries.first().pk).update(label="另一场")
        entries = list(sealed[1].entries.order_by("id").values(*sealing.SEALED_FIELDS))
        Seal.objects.filter(number=2).update(digest=sealing.digest(bytes(sealed[0].digest), entries))
    assert journal.verify() == [journal.Broken(3, "entries")]


def test_who_rewrites_the_whole_chain_is_caught_by_a_head_kept_elsewhere(sealed):
    kept = journal.head()
    assert kept == (3, bytes(sealed[2].digest).hex())
    with nobody_watching():
        sealed[2].entries.all().delete()
        sealed[2].delete()
    assert journal.verify() == []
    assert journal.head() != kept


def test_the_digest_is_what_the_documentation_says(sealed):
    """Computed again without the product: SHA-256 over the digest before and a line of JSON for each entry."""
    chain = hashlib.sha256(bytes(sealed[0].digest))
    for entry in Entry.objects.filter(seal=sealed[1]).order_by("id"):
        line = {
            "id": str(entry.id),
            "at": entry.at.isoformat(timespec="microseconds"),
            "by_person": None,
            "by_name": "系统",
            "origin": "worker",
            "act": entry.act,
            "thing": entry.thing,
            "label": entry.label,
            "on_person": None,
            "facts": {},
        }
        chain.update(json.dumps(line, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode() + b"\n")
    assert chain.digest() == bytes(sealed[1].digest)


def test_an_empty_journal_is_whole_and_has_no_head():
    assert (journal.verify(), journal.head(), journal.seal_due(now=soon())) == ([], (0, ""), 0)


def test_sealing_takes_as_many_statements_for_many_entries(django_assert_max_num_queries):
    write(400)
    with django_assert_max_num_queries(9):
        assert journal.seal_due(now=soon()) == 400


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_two_workers_make_one_chain(monkeypatch):
    monkeypatch.setattr(sealing, "BATCH", 5)
    write(100)
    moment = soon()
    sealed = rush(lambda _number: sum(journal.seal_due(now=moment) for _ in range(30)), people=3)
    assert sum(sealed) == 100
    assert journal.verify() == []
    assert Entry.objects.filter(seal=None).count() == 0
    assert Seal.objects.count() == 20
