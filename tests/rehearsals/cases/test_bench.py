"""The measure of cases: what its figures are held to, and a small run of it against real server processes."""

import json
import subprocess
import sys

import pytest

from gonghui.rehearsals.bench import performance
from gonghui.rehearsals.cases import bench
from gonghui.rehearsals.cases.bench import BARS
from tests import migrated

GOOD = dict.fromkeys(BARS, 1.0)


def test_what_misses_its_bar_is_named_and_what_was_not_measured_too():
    assert bench.missed(GOOD) == []
    assert bench.missed(GOOD | {"sweep_s": 5.1, "cases_queue_queries": 13}) == ["cases_queue_queries", "sweep_s"]
    assert bench.missed({name: GOOD[name] for name in GOOD if name != "swept"}) == ["swept"]


def test_every_figure_has_its_line_in_the_paper():
    text = performance.table(GOOD)
    assert all(f"| `{name}` |" in text for name in BARS)


@pytest.mark.race
def test_it_prints_its_figures_and_writes_its_paper(django_db_setup, django_db_blocker, tmp_path):
    """Whether they reach their bars is said by a quiet machine alone."""
    paper = tmp_path / "performance.md"
    with django_db_blocker.unblock():
        source = migrated.template()
    words = ["cases", "--cases", "600", "--deadlines", "3000", "--from", source, "--json", "--doc", str(paper)]
    command = [sys.executable, "-m", "gonghui.site.cli", "bench", *words]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode in (0, 1), done.stderr[-3000:]
    figures = json.loads(done.stdout)
    assert set(figures) == {*BARS, "ok"}
    assert all(figures[name] > 0 for name in BARS if name != "idle_sweep_s")
    assert figures["swept"] >= 90, "a thirtieth is late, but for what was moved meanwhile"
    assert "## Cases" in paper.read_text()
