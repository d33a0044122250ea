"""The disk of the database is full: said plainly with 503, nothing is damaged, and with room again it goes on."""

import contextlib
import http.client
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest

from gonghui.site import processes, serving
from tests import migrated

pytestmark = pytest.mark.race
ROOM_MB = 400


@pytest.fixture
def disk():
    """A small file system of its own."""
    folder = Path(tempfile.mkdtemp(prefix="gonghui-disk-"))
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={ROOM_MB}m", "tmpfs", folder], capture_output=True)
    if mounted.returncode:
        folder.rmdir()
        pytest.skip("only root can mount a small disk")
    folder.chmod(0o755)
    yield folder
    subprocess.run(["umount", "--lazy", folder], check=True)
    folder.rmdir()


def gonghui(*words, environment):
    command = [sys.executable, "-m", "gonghui.site.cli", *words]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


def code_for(port, number):
    """Status and error code of a sign-in code asked for: it stores a code, a count and a message."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
    headers, body = {"Content-Type": "application/json"}, json.dumps({"mobile": f"139{number:08}"})
    connection.request("POST", "/api/v1/sign-in/code", body, headers)
    answer = connection.getresponse()
    told = json.loads(answer.read())
    return answer.status, told.get("error", {}).get("code", "")


def filled(disk):
    ballast = disk / "ballast"
    with ballast.open("wb") as file, contextlib.suppress(OSError):
        while True:
            file.write(b"x" * 1_000_000)
    return ballast


@pytest.fixture
def environment(disk, django_db_setup, django_db_blocker):
    """Of commands whose state is on that disk, with a database at this release."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith("GONGHUI_")}
    of_disk = clean | {"GONGHUI_STATE": str(disk / "state"), "PYTHONPATH": os.getcwd()}
    with django_db_blocker.unblock():
        made = migrated.dump()
    if made:
        quietly = ("--quiet", "--output=/dev/null", "--set=ON_ERROR_STOP=1")
        assert gonghui("psql", *quietly, f"--file={made}", environment=of_disk).returncode == 0
    assert gonghui("migrate", environment=of_disk).returncode == 0
    return of_disk


def test_a_full_disk_is_told_and_survived(disk, environment):
    port = serving.free_port("127.0.0.1", 0)
    command = [sys.executable, "-m", "gonghui.site.cli", "serve", "--as-root", "--port", str(port), "--workers", "1"]
    with processes.running([processes.Child("serve", command, environment)]) as _children:
        until = time.monotonic() + 60
        while not serving.answers("127.0.0.1", port):
            assert time.monotonic() < until
            time.sleep(0.2)
        assert code_for(port, 1) == (200, "")
        ballast = filled(disk)
        told = [code_for(port, number) for number in range(2, 40)]
        assert told[-1] == (503, "faces.database_silent")
        assert {status for status, _code in told} <= {200, 503}
        checked = gonghui("check", environment=environment)
        assert checked.returncode == 1
        assert "disk" in checked.stdout
        assert "Traceback" not in checked.stderr
        ballast.unlink()
        until = time.monotonic() + 60
        while code_for(port, 50 + int(time.monotonic()) % 10_000)[0] != 200:
            assert time.monotonic() < until, "it does not come back by itself"
            time.sleep(1)
        checked = gonghui("check", "--json", environment=environment)
        wrong = [one for one in json.loads(checked.stdout) if one["level"] == "no" and one["about"] != "disk"]
        assert wrong == []
