"""A migration of a running site may not stand in its way unless it says why."""

import ast
import re
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import call_command

from .tree import CODE, named

# Each of these locks a whole table against writers (some against readers) while it works.
HEAVY = {"AddIndex", "AddConstraint", "AlterField", "RenameField", "RenameModel", "RemoveField", "AlterUniqueTogether"}
HEAVY |= {"RunSQL", "RunPython"}  # what they lock is not seen from their name
NEW = {"CreateModel"}  # on a table made in the same migration nobody waits
NOTE = re.compile(r"locks?\b", re.IGNORECASE)
FIRST = re.compile(r"^    initial = True$", re.MULTILINE)
LATER = [path for path in sorted(CODE.rglob("migrations/[0-9]*.py")) if not FIRST.search(path.read_text())]


def unexplained(source: str) -> list[str]:
    """Heavy operations on tables that were there before, in a migration whose docstring does not speak of locks."""
    tree = ast.parse(source)
    if NOTE.search(ast.get_docstring(tree) or ""):
        return []
    made, heavy = set(), []
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            words = {k.arg: ast.unparse(k.value).strip("'\"").lower() for k in node.keywords if k.arg}
            if node.func.attr in NEW:
                made.add(words.get("name", ""))
            elif node.func.attr in HEAVY:
                heavy.append((node.func.attr, words.get("model_name", words.get("old_name", ""))))
    return [f"{operation} on {model}" for operation, model in heavy if model not in made]


@pytest.mark.parametrize("path", LATER, ids=named)
def test_a_heavy_lock_is_explained(path: Path):
    assert unexplained(path.read_text()) == [], (
        'say in the docstring which locks it takes and for how long ("Locks: …")'
    )


def test_the_alarm_rings():
    heavy = "class M:\n    operations = [migrations.AddIndex(model_name='person')]"
    assert unexplained(heavy) == ["AddIndex on person"]
    assert unexplained("class M:\n    operations = [migrations.RunSQL('UPDATE person')]") == ["RunSQL on "]
    assert unexplained('"""Locks: person for a second."""\n' + heavy) == []


def test_the_models_and_the_migrations_say_the_same(db):
    labels = [config.label for config in apps.get_app_configs() if config.name.startswith("gonghui.")]
    call_command("makemigrations", *labels, check=True, dry_run=True, verbosity=0)
