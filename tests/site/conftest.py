"""Commands run as people run them: a real process, from another folder, with an environment of its own."""

import contextlib
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
KEPT = ("PATH", "LANG", "TMPDIR")


@contextlib.contextmanager
def reachable_folder() -> Iterator[Path]:
    """A temporary folder that the database's user can reach when the tests run as root; pytest's own it cannot."""
    with tempfile.TemporaryDirectory(prefix="gonghui-state-") as name:
        Path(name).chmod(0o711)
        yield Path(name).resolve()


@pytest.fixture
def state() -> Iterator[Path]:
    """A state folder of this test's own."""
    with reachable_folder() as folder:
        yield folder


@pytest.fixture
def environment(state: Path, tmp_path: Path) -> dict[str, str]:
    """An empty HOME, and the Python environment of the tests."""
    home = tmp_path / "home"
    home.mkdir()
    kept = {name: os.environ[name] for name in KEPT if name in os.environ}
    return kept | {"HOME": str(home), "GONGHUI_VENV": sys.prefix, "GONGHUI_STATE": str(state)}


Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def gonghui(environment: dict[str, str], tmp_path: Path) -> Run:
    """`gonghui("check", GONGHUI_STATE="…")`: run a command to its end; settings given override the environment's."""

    def run(*words: str, program: Path = ROOT / "bin" / "gonghui", given: str = "", **settings: str):
        return subprocess.run(
            [program, *words],
            env=environment | settings,
            cwd=tmp_path,
            capture_output=True,
            text=True,
            input=given,
            timeout=600,
        )

    return run


def one_line(done: subprocess.CompletedProcess[str]) -> str:
    """What a command that cannot run says: one line, no traceback, status 2."""
    lines = done.stderr.strip().splitlines()
    assert done.returncode == 2, done.stderr
    assert len(lines) == 1, done.stderr
    assert lines[0].startswith("gonghui: ")
    return lines[0]
