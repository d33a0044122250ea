"""What a machine can get wrong ends in one line that says what, where and how to mend it."""

import os
import pwd
import shutil
import socket
import subprocess
from pathlib import Path

import psycopg
import pytest
from psycopg.conninfo import make_conninfo

from gonghui.site import database, places, postgres
from gonghui.site.trouble import CommandTrouble

from .conftest import ROOT, one_line


@pytest.fixture
def taken_port():
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        door.listen()
        yield str(door.getsockname()[1])


@pytest.mark.parametrize("command", ["demo", "serve"])
def test_a_port_that_is_taken_is_said_before_anything_starts(command, gonghui, state, taken_port):
    url = {"GONGHUI_DATABASE_URL": os.environ["GONGHUI_DATABASE_URL"]}
    line = one_line(gonghui(command, "--port", taken_port, **url))
    assert f"port {taken_port} on 127.0.0.1 cannot be used (Address already in use)" in line
    assert not (state / "database").exists()


@pytest.mark.parametrize("port", ["70000", "-1", "http", "８０"])
def test_a_port_that_is_none_is_refused(port, gonghui):
    done = gonghui("demo", f"--port={port}")
    assert done.returncode == 2
    assert "is not a port" in done.stderr


def test_an_unreachable_database_is_named_without_its_password(gonghui):
    line = one_line(gonghui("migrate", GONGHUI_DATABASE_URL="postgresql://gh:hush@127.0.0.1:1/there"))
    assert "the database 127.0.0.1:1/there cannot be reached" in line
    assert "hush" not in line


def test_an_address_that_is_none_is_one_line(gonghui):
    assert "cannot be read" in one_line(gonghui("migrate", GONGHUI_DATABASE_URL="mysql:///x?y"))


def test_a_database_of_an_older_release_is_not_served(gonghui, made_database):
    assert "run bin/gonghui migrate" in one_line(
        gonghui("serve", "--as-root", "--port", "0", GONGHUI_DATABASE_URL=made_database)
    )


@pytest.fixture
def made_database():
    """The address of an empty database."""
    given, name = os.environ["GONGHUI_DATABASE_URL"], f"test_empty_{os.getpid()}"
    with psycopg.connect(given, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    yield make_conninfo(given, dbname=name)
    with psycopg.connect(given, autocommit=True) as connection:
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


def test_a_setting_that_cannot_be_is_named(gonghui):
    line = one_line(gonghui("migrate", GONGHUI_DEMO="perhaps"))
    assert "GONGHUI_DEMO is 'perhaps'" in line


@pytest.mark.parametrize(("text", "words"), [("not base64!", "is no base64"), ("c2hvcnQ=", "has not 32 bytes")])
def test_a_key_that_is_none_is_named(text, words, gonghui, state):
    (state / "key").write_text(text)
    line = one_line(gonghui("migrate"))
    assert f"{state}/key" in line
    assert words in line


def test_the_state_folder_may_not_lie_in_the_repository(gonghui):
    assert "lies inside the repository" in one_line(gonghui("check", GONGHUI_STATE=str(ROOT / "var")))
    assert not (ROOT / "var").exists()


def test_without_a_home_it_asks_for_a_place(monkeypatch):
    monkeypatch.delenv("GONGHUI_STATE", raising=False)
    monkeypatch.delenv("XDG_DATA_HOME", raising=False)
    monkeypatch.delenv("HOME", raising=False)
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    with pytest.raises(CommandTrouble, match="HOME is not set"):
        places.state_folder()


def test_a_file_where_the_state_folder_should_be_is_one_line(gonghui, tmp_path):
    (tmp_path / "file").touch()
    assert "cannot be written" in one_line(gonghui("check", GONGHUI_STATE=str(tmp_path / "file" / "state")))


def test_a_folder_that_this_user_cannot_write_is_one_line(environment, tmp_path):
    folder = tmp_path / "closed"
    folder.mkdir(mode=0o555)
    command = [ROOT / "bin" / "gonghui", "check"]
    if os.geteuid() == 0:
        nobody = pwd.getpwnam("nobody")
        if subprocess.run(["test", "-x", environment["GONGHUI_VENV"] + "/bin/python"], user=nobody.pw_uid).returncode:
            pytest.skip("this Python cannot be run by another user")
        runuser = shutil.which("runuser", path="/usr/sbin:/sbin:/usr/bin") or "runuser"
        command = [runuser, "-u", "nobody", "--", *command]
    open_up(tmp_path)
    done = subprocess.run(
        command, env=environment | {"GONGHUI_STATE": str(folder)}, cwd="/", capture_output=True, text=True
    )
    assert f"the state folder {folder} cannot be written" in one_line(done)


def open_up(path: Path) -> None:
    """Let other users pass through the test's own temporary folders."""
    for each in (path, *path.parents):
        if "pytest" in each.name:
            each.chmod(0o755)


def test_the_data_folder_of_another_major_is_one_line(gonghui, state):
    data = state / "database" / "data"
    data.mkdir(parents=True)
    (data / "PG_VERSION").write_text("17\n")
    line = one_line(gonghui("migrate"))
    assert f"{data} was made by PostgreSQL 17, and this release brings PostgreSQL {postgres.major()}" in line


def test_a_data_folder_that_is_none_is_one_line(gonghui, state):
    (state / "database" / "data").mkdir(parents=True)
    assert "is not a readable PostgreSQL data folder" in one_line(gonghui("migrate"))


def test_a_half_made_data_folder_is_not_taken_for_a_whole_one(state):
    server = database.server(state, throwaway=True)
    half = server.home / "data.new"
    half.mkdir()
    (half / "PG_VERSION").write_text("18\n")
    with database.in_use(server):
        assert server.running()
    assert not half.exists()


def test_a_socket_folder_of_somebody_else_is_refused(state, tmp_path):
    deep = state / ("deep" * 30)
    deep.mkdir(mode=0o711)
    server = database.server(deep, throwaway=True)
    folder = database.socket_folder(server.home)
    assert len(str(folder)) < 60
    folder.mkdir(mode=0o777)
    try:
        folder.chmod(0o777)
        with pytest.raises(CommandTrouble, match="belongs to somebody else"), database.in_use(server):
            pass
    finally:
        folder.rmdir()
