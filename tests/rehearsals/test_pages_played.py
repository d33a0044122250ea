"""The measure of all pages, small: real server processes, an invented country, every page of every slice asked for."""

import json
import subprocess
import sys

import pytest

from gonghui.site.slices import SLICES
from tests import migrated

pytestmark = pytest.mark.race
FIGURES = {
    "ratio_visitor_home", "ratio_visitor_fair", "ratio_member_home", "ratio_member_fair", "ratio_member_session",
    "ratio_console_front", "ratio_console_list", "cpu_ms_member_home", "cpu_ms_member_fair", "cpu_ms_member_session",
    "cpu_ms_console_front", "queries_member_home", "queries_console_front", "worst_ms_99", "growth_members",
    "growth_slices",
}  # fmt: skip
SMALL = ["--members", "200", "--things", "600", "--matters", "20", "--clients", "2", "--seconds", "0.05"]


@pytest.fixture(scope="module")
def played(django_db_setup, django_db_blocker, tmp_path_factory):
    """What it printed, and its paper. Whether the figures reach their bars is said by a quiet machine alone."""
    paper = tmp_path_factory.mktemp("pages") / "performance.md"
    with django_db_blocker.unblock():
        source = migrated.template()
    words = ["pages", *SMALL, "--rounds", "1", "--from", source, "--json", "--doc", str(paper)]
    command = [sys.executable, "-m", "gonghui.site.cli", "bench", *words]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode in (0, 1), done.stderr[-3000:]
    return json.loads(done.stdout), paper.read_text()


def test_it_prints_the_figures_that_were_asked_for_and_nothing_else(played):
    figures, _paper = played
    assert set(figures) == FIGURES
    assert all(figure > 0 for figure in figures.values())


def test_its_paper_has_pages_of_every_slice_for_everybody_they_are_meant_for(played):
    _figures, paper = played
    assert "## Pages" in paper
    assert all(f"| `{code}" in paper for code in ("faces", *SLICES))
    for who in ("visitor", "worker", "holder", "officer"):
        assert paper.count(f" | {who} | ") >= 10
