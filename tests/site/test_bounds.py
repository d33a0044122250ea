"""Every connection of ours is bounded: how long it waits for a lock, runs a statement, sits in a transaction."""

import pytest
from django.db import connection

from gonghui.site import serving
from gonghui.site.environment import Environment

NAMES = ("lock_timeout", "statement_timeout", "idle_in_transaction_session_timeout")


def test_no_connection_waits_for_ever(db):
    with connection.cursor() as cursor:
        for name in NAMES:
            cursor.execute("SELECT setting::int FROM pg_settings WHERE name = %s", [name])
            assert cursor.fetchone()[0] > 0, name


def test_the_web_processes_have_the_short_ones(monkeypatch):
    for name, value in serving.web("127.0.0.1", 1).environment.items():
        if name.startswith("GONGHUI_DATABASE_"):
            monkeypatch.setenv(name, value)
    options = Environment().database()["OPTIONS"]["options"]
    bounds = "-c lock_timeout=2500 -c statement_timeout=20000 -c idle_in_transaction_session_timeout=60000"
    assert options.startswith(f"{bounds} ")


@pytest.mark.parametrize("given", ["-c search_path=public", "-c lock_timeout=1"])
def test_what_the_operator_says_in_the_address_comes_last_and_wins(monkeypatch, given):
    monkeypatch.setenv(
        "GONGHUI_DATABASE_URL", f"postgresql://a:b@c/d?options={given.replace(' ', '%20').replace('=', '%3D')}"
    )
    options = Environment().database()["OPTIONS"]["options"]
    assert options.startswith("-c lock_timeout=30000 ")
    assert options.endswith(f" {given}")


def test_what_is_set_for_every_process_makes_the_web_s_bounds_no_looser(monkeypatch):
    monkeypatch.setenv("GONGHUI_DATABASE_LOCK_SECONDS", "60")
    monkeypatch.setenv("GONGHUI_DATABASE_STATEMENT_SECONDS", "0")
    monkeypatch.setenv("GONGHUI_DATABASE_IDLE_SECONDS", "5")
    set_to = serving.web("127.0.0.1", 1).environment
    assert [set_to[f"GONGHUI_DATABASE_{name}_SECONDS"] for name in ("LOCK", "STATEMENT", "IDLE")] == ["2.5", "20", "5"]
