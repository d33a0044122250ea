"""Files of one act are kept together or not at all; bytes nobody needs are found, and never a row without bytes."""

import hashlib
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.storage import storages
from django.db import transaction

from gonghui.kernel.attachments import JPEG, PDF, TEXT, Caps, Incoming, prepare
from gonghui.primitives.files import actions as files
from gonghui.primitives.files import storing
from gonghui.primitives.files.models import File
from gonghui.primitives.files.refusals import FileGone, FileUnreadable, StorageAway
from gonghui.primitives.transactions import action
from tests.kernel.test_pictures import photograph

pytestmark = pytest.mark.django_db
CAPS = Caps(kinds=(JPEG, PDF, TEXT), most=5)
DAY = timedelta(days=1)


@pytest.fixture
def ready():
    return prepare([Incoming("门口.jpg", photograph()), Incoming("须知.txt", "第一条".encode())], CAPS)


@pytest.fixture
def kept(ready, by, now):
    brought = files.bring(ready, purpose="tests.thing", now=now)
    return list(files.keep(brought, by=by, now=now))


def stored():
    """What lies in the folder, by name."""
    root = Path(storages["files"].location)
    return {str(path.relative_to(root)): path for path in root.glob("*/*")}


def test_what_was_kept_is_read_as_it_was(kept, ready):
    picture, text = File.objects.order_by("pk")
    assert [file.pk for file in kept] == [picture.pk, text.pk]
    assert (picture.name, picture.what, picture.is_picture) == ("门口.jpg", JPEG, True)
    assert (text.name, text.what, text.is_picture, text.only_download) == ("须知.txt", TEXT, False, True)
    assert files.read(picture) == ready[0].data
    assert files.read_small(picture) == ready[0].small
    assert files.read(text) == "第一条".encode()
    with pytest.raises(FileGone):
        files.read_small(text)


def test_the_bytes_lie_under_day_and_id_and_nobody_else_reads_them(kept):
    picture, text = kept
    names = {f"2026-05-20/{picture.pk.hex}", f"2026-05-20/{picture.pk.hex}.small", f"2026-05-20/{text.pk.hex}"}
    assert set(stored()) == names
    assert [path.stat().st_mode & 0o077 for path in stored().values()] == [0, 0, 0]
    assert stored()[f"2026-05-20/{text.pk.hex}"].parent.stat().st_mode & 0o077 == 0


def test_sealed_bytes_are_unreadable_on_the_disk_and_bound_to_their_row(ready, by, now):
    one, two = files.bring([ready[1], ready[1]], purpose="tests.thing", sealed=True, now=now)
    files.keep([one, two], by=by, now=now)
    on_disk = [path.read_bytes() for path in stored().values()]
    assert all("第一条".encode() not in data for data in on_disk)
    assert on_disk[0] != on_disk[1]
    assert files.read(one) == files.read(File.objects.get(pk=two.pk)) == "第一条".encode()
    there = stored()[storing.name_of(one.pk, one.created_at)]
    there.write_bytes(stored()[storing.name_of(two.pk, two.created_at)].read_bytes())
    one.digest = hashlib.sha256(there.read_bytes()).digest()
    with pytest.raises(FileUnreadable):  # even by who can change both, it is not passed off as another
        files.read(one)


def test_a_sealed_picture_has_a_sealed_small_one(ready, by, now):
    [file] = files.bring(ready[:1], purpose="tests.thing", sealed=True, now=now)
    files.keep([file], by=by, now=now)
    assert not any(path.read_bytes().startswith(b"\xff\xd8") for path in stored().values())
    assert files.read_small(file) == ready[0].small


def test_all_files_of_an_act_or_none(ready, now, monkeypatch):
    write, written = storing.write, []

    def full(name, data):
        if len(written) == 2:
            raise StorageAway()
        written.append(name)
        write(name, data)

    monkeypatch.setattr(storing, "write", full)
    with pytest.raises(StorageAway):
        files.bring(ready, purpose="tests.thing", now=now)
    assert len(written) == 2
    assert stored() == {}
    assert not File.objects.exists()


def test_an_act_that_fails_after_its_files_leaves_no_row_and_the_bytes_go_a_day_later(ready, by, now):
    brought = files.bring(ready, purpose="tests.thing", now=now)

    @action
    def act():
        files.keep(brought, by=by, now=now)
        raise KeyError

    with pytest.raises(KeyError):
        act()
    assert not File.objects.exists()
    assert len(stored()) == 3
    assert files.forget_orphans(now=now + DAY) == 0  # an act may still be under way
    assert files.audit(every=True, now=now + DAY).orphans == []
    assert len(files.audit(every=True, now=now + 2 * DAY).orphans) == 3
    assert files.forget_orphans(now=now + 2 * DAY) == 3
    assert stored() == {}


def test_an_act_that_is_repeated_keeps_its_files_once(ready, by, now):
    brought = files.bring(ready, purpose="tests.thing", now=now)

    with suppress(KeyError), transaction.atomic():
        files.keep(brought, by=by, now=now)
        raise KeyError
    files.keep(brought, by=by, now=now)
    assert File.objects.count() == 2
    assert files.read(File.objects.get(name="门口.jpg")) == ready[0].data


def test_bytes_are_not_brought_while_locks_are_held(ready, now):
    @action
    def act():
        files.bring(ready, purpose="tests.thing", now=now)

    with pytest.raises(RuntimeError, match="before the action begins"):
        act()
    assert stored() == {}


def test_what_was_brought_long_ago_is_not_kept_for_it_may_be_gone(ready, by, now):
    brought = files.bring(ready, purpose="tests.thing", now=now)
    with pytest.raises(RuntimeError):
        files.keep(brought, by=by, now=now + timedelta(hours=2))


def test_what_was_taken_off_is_seen_no_more_and_its_bytes_go_a_day_later(kept, now):
    picture, text = kept
    assert files.take_off(picture, now=now)
    assert not files.take_off(picture, now=now)
    picture.refresh_from_db()
    with pytest.raises(FileGone):
        files.read(picture)
    assert files.forget_orphans(now=now + DAY / 2) == 0
    assert len(stored()) == 3  # a backup that is being written finds them
    assert files.forget_orphans(now=now + 1.1 * DAY) == 1
    assert list(stored()) == [f"2026-05-20/{text.pk.hex}"]
    picture.refresh_from_db()
    assert (picture.name, picture.emptied_at) == ("", now + 1.1 * DAY)
    assert files.forget_orphans(now=now + 5 * DAY) == 0
    assert files.read(text)


def test_missing_altered_and_what_nothing_points_at_are_found(kept, now):
    picture, text = kept
    found = files.audit(every=True, now=now)
    assert (found.kept, found.read, found.missing, found.altered, found.ownerless) == (2, 2, [], [], [])
    stored()[f"2026-05-20/{picture.pk.hex}.small"].unlink()
    stored()[f"2026-05-20/{text.pk.hex}"].write_bytes("第二条".encode())
    found = files.audit(every=True, now=now + 2 * DAY)
    assert (found.missing, found.altered) == ([str(picture.pk)], [str(text.pk)])
    assert set(found.ownerless) == {str(picture.pk), str(text.pk)}
    for file in (picture, text):
        with pytest.raises(FileUnreadable):
            (files.read_small if file.is_picture else files.read)(file)


def test_old_folders_are_looked_through_in_turn(ready, now):
    files.bring(ready[1:], purpose="tests.thing", now=now - 40 * DAY)
    files.bring(ready[1:], purpose="tests.thing", now=now - 50 * DAY)
    removed = [files.forget_orphans(now=now + timedelta(hours=hour)) for hour in range(2)]
    assert (removed, stored()) == ([1, 1], {})


def test_nothing_is_removed_when_most_belongs_to_no_row(ready, now, caplog):
    for _ in range(60):
        files.bring(ready[1:], purpose="tests.thing", now=now)
    assert files.forget_orphans(now=now + 2 * DAY) == 0
    assert "60 of 60" in caplog.text
    assert len(stored()) == 60
    assert "60 of 60" in files.audit(every=False, now=now + 2 * DAY).strange[0]


def test_strange_folders_and_half_written_files_disturb_nothing(kept, now):
    root = Path(storages["files"].location)
    (root / "lost+found").mkdir()
    (root / "2026-05-20" / f"{'0' * 32}.part").write_bytes(b"half")
    assert files.audit(every=True, now=now).missing == []
    assert files.forget_orphans(now=now + 2 * DAY) == 1
    assert files.read(kept[0])


def test_a_disk_that_is_full_is_said_and_leaves_nothing(ready, now, monkeypatch):
    def full(_handle):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(StorageAway):
        files.bring(ready, purpose="tests.thing", now=now)
    assert stored() == {}
