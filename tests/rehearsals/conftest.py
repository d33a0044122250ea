"""A story played as people play it: a real process, on a database of its own beside the tests'."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from psycopg.conninfo import make_conninfo


@pytest.fixture
def story(tmp_path: Path) -> Callable[..., dict[str, Any]]:
    """`story("hub", scale=0.02)`: its figures; it must end well."""

    def played(name: str, *, scale: float) -> dict[str, Any]:
        file, database = tmp_path / "figures.json", connection.settings_dict
        where = {name: database[name.upper()] for name in ("user", "password", "host", "port")}
        environment = os.environ | {"GONGHUI_DATABASE_URL": make_conninfo(**where, dbname="postgres")}
        command = [sys.executable, "-m", "gonghui.site.cli", "story", name, "--scale", str(scale), "--json", str(file)]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr[-3000:]
        figures: dict[str, Any] = json.loads(file.read_text())
        assert figures["ok"] is True
        return figures

    return played
