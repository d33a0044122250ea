"""The programme names what there is, and the product knows nothing of it."""

from pathlib import Path

import pytest

from gonghui.rehearsals import programme
from gonghui.rehearsals.programme import PROGRAMME, Part, played

HOUSE = Path(programme.__file__).parents[1]
FILES = {part.split(":")[0] for part in Part}  # demo, story, bench, contention


@pytest.mark.parametrize(("code", "part"), [(code, part) for code, parts in PROGRAMME.items() for part in parts])
def test_every_part_can_be_played(code, part):
    assert callable(played(code, part))


def test_every_demo_and_story_stands_in_the_programme():
    for part in (Part.DEMO, Part.STORY, Part.CONTENTION):
        there = {path.parent.name for path in (HOUSE / "rehearsals").glob(f"*/{part.split(':')[0]}.py")}
        assert there - {"bench"} == set(programme.slices(part)), part


def rehearsing(folder: Path) -> list[str]:
    """Files of slices that are named as what plays, measures or invents."""
    names = FILES | {"stories", "world", "invented", "measuring", "rushing", "bench_world", "contests"}
    return [str(path) for path in sorted(folder.rglob("*")) if path.stem in names and path.suffix in ("", ".py")]


def test_no_file_of_a_slice_plays_measures_or_invents():
    assert rehearsing(HOUSE / "services") == []


def test_the_alarm_rings_for_a_story_in_a_slice(tmp_path):
    (tmp_path / "hub" / "story").mkdir(parents=True)
    (tmp_path / "hub" / "bench.py").touch()
    assert len(rehearsing(tmp_path)) == 2
