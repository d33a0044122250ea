"""A backup holds the database and what people attached, and brings back both or neither; an older one is still read."""

import io
import shutil
import tarfile

import pytest

from gonghui.site import consoles, packing
from gonghui.site.trouble import CommandTrouble

from .conftest import one_line, reachable_folder

pytestmark = pytest.mark.xdist_group("database")
ID, OTHER = "0" * 31 + "1", "0" * 31 + "2"


@pytest.fixture(scope="module")
def of_all():
    with reachable_folder() as folder:
        yield folder


@pytest.fixture
def state(of_all):
    """One embedded server for all of these tests; what they attach is each one's own."""
    yield of_all
    shutil.rmtree(of_all / "files", ignore_errors=True)


@pytest.fixture
def folder(state):
    kept = state / "files" / "2026-05-20"
    kept.mkdir(parents=True)
    (kept / ID).write_bytes(b"a picture")
    (kept / f"{ID}.small").write_bytes(b"small")
    (kept / f"{OTHER}.part").write_bytes(b"half a pict")
    return kept


def ask(gonghui, sql):
    done = gonghui("psql", "--tuples-only", "--no-align", "--command", sql)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_database_and_attachments_come_back_as_they_were(gonghui, state, folder, tmp_path):
    file = tmp_path / "site.backup"
    ask(gonghui, "DROP TABLE IF EXISTS kept; CREATE TABLE kept AS SELECT 7 AS number")
    done = gonghui("backup", str(file))
    assert "1 attachments" in done.stdout, done.stderr
    assert file.stat().st_mode & 0o077 == 0
    ask(gonghui, "UPDATE kept SET number = 8")
    (folder / ID).write_bytes(b"changed")
    (folder / OTHER).write_bytes(b"came later")
    assert "not empty" in one_line(gonghui("restore", str(file)))
    assert (folder / ID).read_bytes() == b"changed"
    done = gonghui("restore", "--replace", str(file))
    assert done.returncode == 0, done.stderr
    assert ask(gonghui, "SELECT number FROM kept") == "7"
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == {ID: b"a picture", f"{ID}.small": b"small"}
    assert [path.name for path in (state / "files").iterdir()] == ["2026-05-20"]
    assert (folder / ID).stat().st_mode & 0o077 == 0


def test_a_backup_that_cannot_be_filled_in_changes_nothing(gonghui, folder, tmp_path):
    file = tmp_path / "site.backup"
    ask(gonghui, "DROP TABLE IF EXISTS kept; CREATE TABLE kept AS SELECT 7 AS number")
    assert gonghui("backup", str(file)).returncode == 0
    whole = bytearray(file.read_bytes())
    whole[600:700] = bytes(100)  # in the dump, not in the tar around it
    file.write_bytes(whole)
    (folder / ID).write_bytes(b"changed")
    assert "pg_restore" in one_line(gonghui("restore", "--replace", str(file)))
    assert ask(gonghui, "SELECT number FROM kept") == "7"
    assert (folder / ID).read_bytes() == b"changed"
    assert [path.name for path in folder.parent.iterdir()] == ["2026-05-20"]


def test_a_backup_of_an_older_release_is_the_dump_alone(gonghui, folder, tmp_path):
    new, old = tmp_path / "new.backup", tmp_path / "old.backup"
    ask(gonghui, "DROP TABLE IF EXISTS kept; CREATE TABLE kept AS SELECT 7 AS number")
    assert gonghui("backup", str(new)).returncode == 0
    with tarfile.open(new) as archive:
        old.write_bytes(archive.extractfile("database.dump").read())
    ask(gonghui, "DROP TABLE kept")
    assert gonghui("restore", "--replace", str(old)).returncode == 0
    assert ask(gonghui, "SELECT number FROM kept") == "7"
    assert (folder / ID).exists()


def packed(path, *names):
    """A backup with entries of these names."""
    with open(path, "wb+") as file:
        packing.begin(file, lambda into: into.write(b"PGDMP"))
        with tarfile.open(fileobj=file, mode="w") as archive:
            for name in names:
                entry = tarfile.TarInfo(name)
                entry.size = 3
                archive.addfile(entry, io.BytesIO(b"abc"))
    return path


@pytest.mark.parametrize(
    "name",
    ["files/../../evil", f"/files/2026-05-20/{ID}", "files/2026-05-20/evil.py", f"files/2026-05-20/../{ID}", "evil"],
)
def test_a_name_that_is_none_of_ours_is_never_written(name, tmp_path):
    path = packed(tmp_path / "a.backup", f"files/2026-05-20/{ID}", name)
    with pytest.raises(CommandTrouble, match="no backup of ours"):
        packing.unpack_files(path, tmp_path / "files")
    assert not (tmp_path / "evil").exists()


def test_with_a_bucket_attachments_of_a_folder_are_not_lost_silently(tmp_path):
    path = packed(tmp_path / "a.backup", f"files/2026-05-20/{ID}")
    with pytest.raises(CommandTrouble, match="GONGHUI_FILES_BUCKET"):
        packing.unpack_files(path, None)
    assert packing.unpack_files(packed(tmp_path / "b.backup"), None) == 0


def test_what_is_cut_off_or_no_backup_is_said(tmp_path):
    path = packed(tmp_path / "a.backup", *[f"files/2026-05-20/{at:032x}" for at in range(9)])
    path.write_bytes(path.read_bytes()[:2_000])
    with pytest.raises(CommandTrouble, match="cut off"):
        packing.unpack_files(path, tmp_path / "files")
    path.write_bytes(b"hello")
    with pytest.raises(CommandTrouble, match="no backup"):
        packing.where_the_dump_is(path)


def test_a_dump_that_fails_says_why(monkeypatch):
    from gonghui.site import backups

    monkeypatch.setattr(consoles, "environment", lambda: {"PGHOST": "/nowhere", "PGDATABASE": "none"})
    with pytest.raises(CommandTrouble, match="pg_dump: "):
        backups.dump(io.BytesIO())
