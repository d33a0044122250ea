"""The kept database of the tests is only taken while everything that migrations read is as it was."""

import pytest

from tests import migrated
from tests.migrated import CODE, DATA, imported, with_their_imports


def test_what_migrations_import_is_part_of_the_fingerprint():
    read = {str(path.relative_to(CODE)) for path in with_their_imports(CODE.rglob("migrations/*.py"))}
    assert {"primitives/people/migrations/0001_initial.py", "primitives/people/divisions.py"} <= read
    assert "primitives/rows.py" in read
    assert "primitives/places/holidays.py" in read  # imported in a function of a migration


def test_lists_that_migrations_read_are_part_of_it():
    assert {path.name for path in CODE.rglob(DATA)} >= {"divisions.json", "calendar-2026.json"}


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("import gonghui.primitives.rows", {"gonghui.primitives.rows"}),
        ("from gonghui.kernel import geo, money as m", {"gonghui.kernel.geo", "gonghui.kernel.money"}),
        ("from gonghui.kernel import (\n    geo,\n    money,\n)", {"gonghui.kernel.geo", "gonghui.kernel.money"}),
        ("from . import models, rules", {"gonghui.primitives.people.models", "gonghui.primitives.people.rules"}),
        ("from ..rows import Row", {"gonghui.primitives.rows"}),
        ("def later():\n    from .models import Person", {"gonghui.primitives.people.models"}),
    ],
)
def test_every_name_of_a_line_and_every_way_to_import_is_followed(line, names):
    beside = CODE / "primitives" / "people" / "new.py"
    assert names <= set(imported(line, beside))


def test_over_any_number_of_steps_and_nothing_else(tmp_path):
    first = tmp_path / "first.py"
    first.write_text("import json\nfrom gonghui.primitives.people import models\n")
    read = with_their_imports([first])
    assert {first, CODE / "primitives/people/models/__init__.py", CODE / "primitives/rows.py"} <= read
    assert CODE / "site/settings.py" not in read


def test_a_dump_that_another_run_throws_away_meanwhile_does_not_come_back_empty(tmp_path, monkeypatch):
    folder = tmp_path / "cache" / "gonghui"
    folder.mkdir(parents=True)
    (folder / "migrated-1.sql").write_text("SELECT 1;")
    monkeypatch.setattr("sys.prefix", str(tmp_path))
    monkeypatch.setattr(migrated, "_fingerprint", lambda: "1")
    monkeypatch.setattr(migrated, "_restored", lambda _name, dump: dump.unlink() is None)
    migrated._fill("any")
    assert list(folder.iterdir()) == []
