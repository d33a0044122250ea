"""The measure of membership: what its figures are held to, and a small run of it against real server processes."""

import json
import subprocess
import sys

import pytest

from gonghui.rehearsals.bench import performance
from gonghui.rehearsals.membership import passport
from gonghui.rehearsals.membership.passport import BARS
from tests import migrated

GOOD = dict.fromkeys(BARS, 1.0)
SMALL = ["--unions", "60", "--members", "400", "--applications", "40"]


def test_what_misses_its_bar_is_named_and_what_was_not_measured_too():
    assert passport.missed(GOOD) == []
    assert passport.missed(GOOD | {"queue_ms": 101.0, "queue_queries": 13}) == ["queue_ms", "queue_queries"]
    assert passport.missed({name: GOOD[name] for name in GOOD if name != "coverage_ms"}) == ["coverage_ms"]


def test_every_figure_has_its_line_in_the_paper():
    text = performance.table(GOOD)
    assert all(f"| `{name}` |" in text for name in BARS)


@pytest.mark.race
def test_it_prints_its_figures_and_writes_its_paper(django_db_setup, django_db_blocker, tmp_path):
    """Whether they reach their bars is said by a quiet machine alone."""
    paper = tmp_path / "performance.md"
    with django_db_blocker.unblock():
        source = migrated.template()
    words = ["membership", *SMALL, "--from", source, "--json", "--doc", str(paper)]
    command = [sys.executable, "-m", "gonghui.site.cli", "bench", *words]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode in (0, 1), done.stderr[-3000:]
    assert done.stdout, done.stderr[-3000:]
    figures = json.loads(done.stdout)
    assert set(figures) == {*BARS, "ok"}
    assert all(figures[name] > 0 for name in BARS)
    assert "## Membership" in paper.read_text()
