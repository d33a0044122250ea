"""A story played as people play it: a real process, on a database of its own beside the tests'."""

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from tests import migrated


@pytest.fixture(scope="module")
def demo_world(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """The tests of the module look at the demo world of all slices, made once a run; what they change is undone."""
    with django_db_blocker.unblock():
        name = f"{connection.settings_dict['NAME']}_demo"
        migrated.copy(name, migrated.demo_template())
        with migrated.django_on(name):
            yield
        migrated.drop(name)


@pytest.fixture
def story(django_db_setup: None, django_db_blocker: Any, tmp_path: Path) -> Callable[..., dict[str, Any]]:
    """`story("hub", scale=0.02)`: its figures; it must end well."""

    def played(name: str, *, scale: float) -> dict[str, Any]:
        file = tmp_path / "figures.json"
        with django_db_blocker.unblock():
            source = migrated.template()
        words = [name, "--scale", str(scale), "--from", source, "--json", str(file)]
        command = [sys.executable, "-m", "gonghui.site.cli", "story", *words]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr[-3000:]
        figures: dict[str, Any] = json.loads(file.read_text())
        assert figures["ok"] is True
        return figures

    return played
