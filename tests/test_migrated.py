"""The kept database of the tests is only taken while everything that migrations read is as it was."""

from tests.migrated import CODE, with_their_imports


def test_what_migrations_import_is_part_of_the_fingerprint():
    read = {str(path.relative_to(CODE)) for path in with_their_imports(CODE.rglob("migrations/*.py"))}
    assert {"primitives/people/migrations/0001_initial.py", "primitives/people/divisions.py"} <= read
    assert "primitives/rows.py" in read


def test_over_any_number_of_steps_and_nothing_else(tmp_path):
    first = tmp_path / "first.py"
    first.write_text("import json\nfrom gonghui.primitives.people import models\n")
    read = with_their_imports([first])
    assert {first, CODE / "primitives/people/models.py", CODE / "primitives/rows.py"} <= read
    assert CODE / "site/settings.py" not in read
