"""A seal kept outside the database shows what nothing in the database can: that all of it was rewritten."""

import argparse
import os
from datetime import timedelta

import pytest
from django.utils import timezone

from gonghui.kernel.callers import SYSTEM
from gonghui.primitives.journal import actions as journal
from gonghui.primitives.journal.models import Entry, Seal
from gonghui.site import checking, seals
from tests.rush import guards_off

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


@pytest.fixture
def path(tmp_path, monkeypatch):
    monkeypatch.setattr(seals, "kept_file", lambda: tmp_path / "seals")
    return tmp_path / "seals"


def act():
    journal.record("people.enrol", Seal(number=1), by=SYSTEM, now=timezone.now())


@pytest.fixture
def chain(path):
    """Two seals; the worker kept the first of them."""
    for _nth in range(2):
        act()
        assert seals.seal(timezone.now() + MINUTE) == 1
    return journal.head()


def tampered(change):
    with guards_off("journal_entry"), guards_off("journal_seal"):
        change()


def cut_off_the_last():
    Entry.objects.filter(seal__number=2).delete()
    Seal.objects.filter(number=2).delete()


def drop_all_seals_and_edit():
    Entry.objects.update(seal=None)
    Seal.objects.all().delete()
    Entry.objects.update(act="people.rename")


def test_untouched_it_is_whole_and_says_what_to_keep(chain):
    number, digest = chain
    found = checking.journal(given=[chain])
    assert (found.level, f"--seal {number}:{digest[:32]}" in found.words) == ("ok", True)
    assert seals.read(f"{number}:{digest[:32]}") == (number, digest[:32])


def test_the_last_seal_and_its_entries_are_missed_by_whoever_kept_it(chain):
    tampered(cut_off_the_last)
    assert journal.verify() == []
    assert checking.journal().level == "ok", "nobody kept it: nothing can tell"
    found = checking.journal(given=[chain])
    assert (found.level, "seal 2" in found.words) == ("no", True)


def test_a_history_sealed_anew_is_no_longer_what_the_worker_kept(chain, path):
    tampered(drop_all_seals_and_edit)
    while journal.seal_due(now=timezone.now() + MINUTE):
        pass
    assert journal.verify() == []
    assert checking.journal().level == "no"
    path.unlink()
    assert checking.journal().level == "ok", "the control: without the copy nothing tells"


def test_entries_that_nobody_sealed_for_an_hour_are_an_alarm(chain, monkeypatch):
    tampered(drop_all_seals_and_edit)
    monkeypatch.setattr("gonghui.primitives.clock.now", lambda: timezone.now() + timedelta(minutes=59))
    assert journal.overdue(now=timezone.now() + timedelta(minutes=59)) == 0
    assert journal.overdue(now=timezone.now() + timedelta(minutes=61)) == 2


def test_the_worker_keeps_one_in_an_hour(path):
    seals.keep(path, 1, "a" * 64)
    seals.keep(path, 2, "b" * 64)
    long_ago = path.stat().st_mtime - 3600
    os.utime(path, (long_ago, long_ago))
    seals.keep(path, 3, "c" * 64)
    assert list(seals.kept(path)) == [(1, "a" * 64), (3, "c" * 64)]


def test_what_is_no_seal_is_passed_over_in_the_file_and_refused_on_the_command_line(path):
    path.write_text(f"1:{'a' * 64}\n2:{'b' * 9}\nhello\n0:{'c' * 64}\n")
    assert list(seals.kept(path)) == [(1, "a" * 64)]
    for text in ("", "5", "5:", "5:xyz", f"x:{'a' * 16}", f"0:{'a' * 16}", f"1:{'a' * 15}", f"1:{'a' * 65}"):
        with pytest.raises(argparse.ArgumentTypeError):
            seals.read(text)


def test_a_restore_puts_aside_what_was_kept(path):
    seals.keep(path, 1, "a" * 64)
    seals.begin_anew(path)
    assert list(seals.kept(path)) == []
    assert len(list(path.parent.glob("seals.*"))) == 1
