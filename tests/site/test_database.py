"""The embedded server: closed to others, kept as long as somebody uses it, adopted when it was left behind."""

import os
import signal
import stat
import subprocess
import sys
import time

import psycopg
import pytest

from gonghui.site import database, places, serving

from .conftest import ROOT, reachable_folder

pytestmark = pytest.mark.xdist_group("database")


@pytest.fixture(scope="module")
def made():
    """The state folder of a server that was started once."""
    with reachable_folder() as folder:
        with database.in_use(database.server(folder, throwaway=True)):
            pass
        yield folder


@pytest.fixture
def server(made):
    return database.server(made, throwaway=True)


def ask(state, sql, **over):
    with psycopg.connect(database.url(state), **over) as connection:
        return connection.execute(sql).fetchone()[0]


def test_it_runs_inside_the_block_and_not_outside(server, made):
    with database.in_use(server):
        assert ask(made, "SELECT current_user") == "gonghui"
    assert not server.running()


def test_it_listens_on_no_port_and_lets_nobody_else_in(server, made):
    assert stat.S_IMODE(server.home.stat().st_mode) == 0o700
    assert stat.S_IMODE((made / "database-password").stat().st_mode) == 0o600
    with database.in_use(server):
        assert ask(made, "SHOW listen_addresses") == ""
        assert ask(made, "SHOW unix_socket_permissions") == "0700"
        with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
            ask(made, "SELECT 1", password="wrong")
        assert ask(made, "SELECT rolsuper FROM pg_roles WHERE rolname = current_user") is False


def test_the_watch_goes_on_when_a_start_fails_and_starts_it_when_it_can(server, made, monkeypatch, capfd):
    monkeypatch.setenv("GONGHUI_STATE", str(made))
    monkeypatch.setenv("GONGHUI_DATABASE_URL", database.url(made))
    monkeypatch.setattr(serving, "DATABASE_LOOK_SECONDS", 0)
    look = serving.revive_database()
    version = server.data / "PG_VERSION"
    right = version.read_text()
    version.write_text("17\n")
    try:
        look()
        assert not server.running()
        version.write_text(right)
        look()
        assert server.running()
    finally:
        version.write_text(right)
        server.stop()
    said = "".join(capfd.readouterr())
    assert "was made by PostgreSQL 17" in said
    assert said.count("starting it again") == 2


def test_chinese_text_is_understood(server, made):
    with database.in_use(server):
        assert ask(made, "SELECT upper('ä') || length('职工驿站')") == "Ä4"
        assert ask(made, "SELECT datctype FROM pg_database WHERE datname = current_database()") == "C.UTF-8"
        assert ask(made, "SHOW data_checksums") == "on"


def test_the_last_who_leaves_stops_it(server, made):
    with database.in_use(server):
        other = subprocess.Popen([sys.executable, "-c", USER, str(made)], cwd=ROOT, stdin=-1, stdout=-1, text=True)
        assert other.stdout.readline() == "in\n"
    assert server.running()  # the other still uses it
    other.communicate("out\n", timeout=600)
    assert not server.running()


def test_what_a_killed_user_left_running_is_adopted_and_stopped(server, made):
    other = subprocess.Popen([sys.executable, "-c", USER, str(made)], cwd=ROOT, stdin=-1, stdout=-1, text=True)
    assert other.stdout.readline() == "in\n"
    other.send_signal(signal.SIGKILL)
    other.wait()
    assert server.running()
    with database.in_use(server):
        assert ask(made, "SELECT 1") == 1
    assert not server.running()


USER = """
import sys
from pathlib import Path
from gonghui.site import database
with database.in_use(database.server(Path(sys.argv[1]), throwaway=True)):
    print("in", flush=True)
    sys.stdin.readline()
"""


def test_after_a_crash_it_recovers(server, made):
    with database.in_use(server):
        ask(made, "SELECT pg_backend_pid()")
        postmaster = int((server.data / "postmaster.pid").read_text().split()[0])
        os.kill(postmaster, signal.SIGKILL)
        until = time.monotonic() + 60
        while server.running() and time.monotonic() < until:
            time.sleep(0.05)
        server.start()
        assert ask(made, "SELECT 1") == 1


@pytest.mark.skipif(os.geteuid() != 0, reason="only root has to hand the server to another user")
def test_as_root_no_mode_of_a_folder_that_was_there_changes(tmp_path):
    closed = tmp_path / "home"
    closed.mkdir(mode=0o700)
    state = closed / "state"
    state.mkdir(mode=0o700)
    elsewhere = places.AS_ROOT / places.named_after(state)
    watched = [closed, state, *closed.parents]
    before = [path.stat().st_mode for path in watched]
    try:
        server = database.server(state, throwaway=True)
        assert server.home.is_relative_to(elsewhere)
        with database.in_use(server):
            assert ask(state, "SELECT 1") == 1
        assert [path.stat().st_mode for path in watched] == before
    finally:
        subprocess.run(["rm", "-rf", elsewhere], check=True)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root has to hand the server to another user")
def test_as_root_the_server_belongs_to_its_own_user(server):
    assert server.home.owner() == "gonghui-db"
    with database.in_use(server):
        postmaster = (server.data / "postmaster.pid").read_text().split()[0]
        uid = subprocess.run(["stat", "-c", "%U", f"/proc/{postmaster}"], capture_output=True, text=True)
        assert uid.stdout.strip() == "gonghui-db"
