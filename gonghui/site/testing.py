"""The test suite, with a database server of its own that is thrown away."""

import argparse
import base64
import contextlib
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from . import database, installation, places

KEY = base64.b64encode(b"a key for tests, thirty-two long").decode()
# What of the caller's settings a test run heeds.
KEPT = {"GONGHUI_DATABASE_URL", "GONGHUI_VENV", "GONGHUI_CHROMIUM", "GONGHUI_PICTURES", "GONGHUI_EXAMPLES"}
MOST_PROCESSES = 8


def test_arguments(parser: argparse.ArgumentParser) -> None:
    parser.usage = "bin/test [pytest arguments]"
    parser.epilog = "Arguments go to pytest: bin/test tests/kernel, bin/test -k money, bin/test -x -n 0."


def test(options: argparse.Namespace) -> int:
    """Run the whole test suite: style, types, import contracts and house law are tests like all others.

    It brings a PostgreSQL server of its own, made and thrown away (about two seconds), so that no data of yours is
    touched; with GONGHUI_DATABASE_URL set, databases named test_... are made on that server instead.
    Without a browser the browser tests are skipped, and the last lines say so; with CI=true that is a failure.
    """
    arguments = options.rest if any(word.startswith("-n") for word in options.rest) else in_parallel(options.rest)
    with installation.ended_by_signals(), ground() as environment:
        command = [sys.executable, "-m", "pytest", *arguments]
        with subprocess.Popen(command, env=environment, cwd=places.CHECKOUT) as run:
            try:
                return run.wait()
            except KeyboardInterrupt:
                run.terminate()
                run.wait()
                raise


def in_parallel(arguments: list[str]) -> list[str]:
    return ["-n", str(min(os.cpu_count() or 2, MOST_PROCESSES)), "--dist", "loadgroup", *arguments]


@contextlib.contextmanager
def ground() -> Iterator[dict[str, str]]:
    """The environment of a test run: nothing of the caller's settings, a state folder and a server that vanish."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith("GONGHUI_") or name in KEPT}
    clean |= {"GONGHUI_KEY": KEY, "GONGHUI_TEST_DATABASE": f"test_gonghui_{os.getpid()}"}
    clean.setdefault("GONGHUI_VENV", sys.prefix)
    clean.pop("PYTHONDONTWRITEBYTECODE", None)  # the run starts a hundred processes of the same code
    with tempfile.TemporaryDirectory(prefix="gonghui-test-") as name:
        folder = Path(name).resolve()
        folder.chmod(0o711)  # ours, and as root the database's user must pass through
        clean["GONGHUI_STATE"] = str(folder)
        if given := clean.get("GONGHUI_DATABASE_URL"):
            installation.require_answer(given)
            yield clean
            return
        with database.in_use(database.server(folder, throwaway=True)):
            yield clean | {"GONGHUI_DATABASE_URL": database.url(folder)}
