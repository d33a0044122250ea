"""A browser or race test that fails is repeated once in continuous integration, and nowhere else."""

from collections import Counter

import pytest

SUITE = """
import pathlib, pytest

def tries(name):
    with pathlib.Path("tries").open("a") as file:
        file.write(name + "\\n")
    return pathlib.Path("tries").read_text().split().count(name)

@pytest.mark.race
def test_bad_once():
    assert tries("bad_once") == 2

@pytest.fixture
def world():
    assert tries("bad_set_up") == 2

@pytest.mark.browser
def test_bad_set_up(world):
    pass

@pytest.mark.browser
def test_bad_for_good():
    assert tries("bad_for_good") == 0

def test_of_another_kind():
    assert tries("another_kind") == 2
"""


@pytest.fixture
def run(pytester, monkeypatch):
    """Runs SUITE as a run of its own: how it came out, the lines about flickering, how often each was tried."""

    def ran(*arguments, ci="true"):
        monkeypatch.setenv("CI", ci)
        pytester.makepyfile(SUITE)
        pytester.makeini("[pytest]\nmarkers = race\n    browser\n")
        plugins = ("-p", "tests.flickering", "-p", "no:django", "-p", "no:cacheprovider")
        done = pytester.runpytest_subprocess(*plugins, *arguments)
        lines = [line for line in done.outlines if line.startswith("flickering: ")]
        return done.parseoutcomes(), lines, Counter((pytester.path / "tries").read_text().split())

    return ran


@pytest.mark.parametrize("processes", [(), ("-n", "1")], ids=["alone", "in parallel"])
def test_what_passes_the_second_time_is_named_and_what_fails_twice_has_failed(run, processes):
    outcomes, lines, tries = run(*processes)
    assert outcomes == {"passed": 2, "failed": 2}
    assert tries == {"bad_once": 2, "bad_set_up": 2, "bad_for_good": 2, "another_kind": 1}
    assert len(lines) == 2
    assert "::test_bad_once failed once and passed when repeated (call: " in lines[0]
    assert "::test_bad_set_up failed once and passed when repeated (setup: " in lines[1]
    assert all("assert 1 == 2" in line for line in lines)


def test_where_somebody_works_nothing_is_repeated(run):
    outcomes, lines, tries = run(ci="false")
    assert (outcomes, lines) == ({"failed": 3, "errors": 1}, [])
    assert set(tries.values()) == {1}
