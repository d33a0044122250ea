"""What one PostgreSQL wrote another reads: from the oldest that is allowed to the newest, which is embedded."""

import os
import shlex
from pathlib import Path

import pytest

from gonghui.site import backups, checking, database, postgres

from .conftest import reachable_folder

pytestmark = pytest.mark.xdist_group("database")
OLDEST = Path(f"/usr/lib/postgresql/{checking.OLDEST_POSTGRES}/bin")  # where Debian has it
NAME = f"postgresql-{checking.OLDEST_POSTGRES}"
SAYS = f"no PostgreSQL {checking.OLDEST_POSTGRES} on this machine (apt-get install {NAME})"


@pytest.fixture(scope="module")
def oldest():
    """The address of a server of the oldest version, thrown away afterwards."""
    if not (OLDEST / "initdb").exists():
        pytest.skip(SAYS)
    with reachable_folder() as folder:
        programs = postgres.Programs(OLDEST, postgres.database_user() if os.geteuid() == 0 else None)
        programs.own(folder)
        data, words = folder / "data", f"-c listen_addresses= -c unix_socket_directories={shlex.quote(str(folder))} -F"
        made = programs.run("initdb", "-D", data, "--username=gonghui", "--encoding=UTF8", "--locale=C.UTF-8")
        assert made.returncode == 0, made.stderr
        run = ("pg_ctl", "-D", data, "-w", "-l", folder / "log")
        assert programs.run(*run, "start", "-o", words, capture_output=False).returncode == 0
        try:
            yield f"postgresql://gonghui@/postgres?host={folder}"
        finally:
            programs.run(*run, "stop", "-m", "immediate")


@pytest.fixture
def embedded(state):
    """The embedded server of the commands runs as long as the test: each of them would start and stop it."""
    with database.in_use(database.server(state, throwaway=True)):
        yield {}


def counts(gonghui, url):
    """Unions, journal entries and sessions."""
    tables = ("people_union", "journal_entry", "django_session")
    words = "SELECT " + ", ".join(f"(SELECT count(*) FROM {table})" for table in tables)
    return ok(gonghui("psql", "--tuples-only", "--no-align", "-c", words, **url)).stdout.strip()


def ok(done):
    assert done.returncode == 0, done.stdout + done.stderr
    return done


def test_from_the_oldest_to_the_embedded_and_back(gonghui, oldest, embedded, tmp_path):
    old = {"GONGHUI_DATABASE_URL": oldest}
    ok(gonghui("migrate", **old))
    ok(gonghui("create-union", "0100", "测试工会", "--kind", "city", **old))
    ok(gonghui("psql", "-c", "INSERT INTO django_session VALUES ('key', 'data', now() + interval '1 day')", **old))
    ok(gonghui("backup", str(tmp_path / "old.backup"), **old))
    ok(gonghui("restore", str(tmp_path / "old.backup"), **embedded))
    assert (counts(gonghui, embedded), counts(gonghui, old)) == ("1|1|0", "1|1|1")
    ok(gonghui("backup", str(tmp_path / "new.backup"), **embedded))
    ok(gonghui("restore", "--replace", str(tmp_path / "new.backup"), **old))
    for url in (embedded, old):
        assert counts(gonghui, url) == "1|1|0"
        said = gonghui("check", **url).stdout.splitlines()
        assert [line for line in said if line.startswith("no ")] == []
        assert any(line.startswith("ok    migrations") for line in said)


HEAD = (
    b"--\n-- PostgreSQL database dump\n--\n\\restrict abc\nSET statement_timeout = 0;\nSET transaction_timeout = 0;\n"
)
BODY = b"CREATE TABLE a (b text);\nCOPY a (b) FROM stdin;\nSET transaction_timeout = 0;\n\\.\n"


def test_what_an_older_server_does_not_know_is_left_out_of_the_head_and_of_nothing_else():
    assert backups.understood(HEAD + BODY, {b"statement_timeout"}) == (
        HEAD.replace(b"SET transaction_timeout = 0;\n", b"") + BODY
    )
    assert backups.understood(HEAD + BODY, {b"statement_timeout", b"transaction_timeout"}) == HEAD + BODY
