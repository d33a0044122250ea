"""Web, lane and PostgreSQL are killed while people claim: what was acknowledged is there, once."""

import json
import os
import subprocess
import sys

import pytest

pytestmark = pytest.mark.race


def test_nothing_acknowledged_is_lost_or_doubled_when_processes_are_killed(tmp_path):
    """Four kills. `bin/gonghui bench crash` makes fifty, the worker's too, and waits minutes for messages under way."""
    told = tmp_path / "crash.json"
    command = [sys.executable, "-m", "gonghui.site.cli", "bench", "crash", "--kills", "4", "--clients", "8"]
    done = subprocess.run(
        [*command, "--spare", "worker", "--patience", "0", "--json", str(told)],
        env={name: value for name, value in os.environ.items() if not name.startswith("GONGHUI_")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert told.exists(), done.stderr[-3000:]
    figures = json.loads(told.read_text())
    assert figures["kills"] == 4
    assert figures["acknowledged"] > 0
    faults = ("lost", "duplicated", "oversold", "ledger_sum_fen", "ledger_faults", "sent_twice")
    assert {name: figures[name] for name in faults} == dict.fromkeys(faults, 0)
