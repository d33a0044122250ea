"""bin/gonghui on machines that have, and have not, what it needs."""

import os
import resource
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from gonghui.site.commands import COMMANDS

from .conftest import ROOT, one_line

TOOLS = ("sh", "dirname", "readlink", "env", "cat")
STAND_IN = """
import json, os, sys
print(json.dumps({"words": sys.argv[1:], "python": sys.prefix, "path": os.environ["PYTHONPATH"]}))
"""


@pytest.fixture
def bare_path(tmp_path):
    """A PATH with a shell's few tools and no Python."""
    folder = tmp_path / "bin"
    folder.mkdir()
    for name in TOOLS:
        (folder / name).symlink_to(shutil.which(name))
    return folder


@pytest.fixture
def checkout(tmp_path):
    """A checkout with empty locks and a command line that only tells how it was called: .venv is made in seconds."""
    folder = tmp_path / "check out"
    (folder / "gonghui" / "site").mkdir(parents=True)
    shutil.copytree(ROOT / "bin", folder / "bin")
    for name in ("requirements.lock", "requirements-s3.lock", "requirements-dev.lock"):
        (folder / name).write_text("# nothing\n")
    for name in ("gonghui/__init__.py", "gonghui/site/__init__.py"):
        (folder / name).touch()
    (folder / "gonghui" / "site" / "cli.py").write_text(STAND_IN)
    return folder


@pytest.fixture(scope="module")
def virtual_environment(tmp_path_factory):
    """A .venv as the venv module makes them, for checkouts to copy: making one takes five seconds of a processor."""
    folder = tmp_path_factory.mktemp("venv") / ".venv"
    subprocess.run([os.path.realpath(sys.executable), "-Im", "venv", folder], check=True)
    return folder


@pytest.fixture
def half_made(checkout, virtual_environment):
    """A checkout whose .venv was begun, and nothing is installed in it yet: the next start only installs."""
    shutil.copytree(virtual_environment, checkout / ".venv", symlinks=True)
    return checkout


def fake_python(folder: Path, name: str, answer: str) -> None:
    script = folder / name
    script.write_text(f"#!/bin/sh\necho '{answer}'\n")
    script.chmod(0o755)


def start(program, *words, env, cwd="/"):
    return subprocess.run([program, *words], env=env, cwd=cwd, capture_output=True, text=True, timeout=600)


def test_an_environment_that_is_not_there_is_one_line(gonghui, tmp_path):
    assert "no bin/python in it" in one_line(gonghui("--help", GONGHUI_VENV=str(tmp_path)))


def test_help_lists_every_command_at_once(gonghui):
    began = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
    done = gonghui("--help")
    assert done.returncode == 0
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - began < 5  # of the processor: 0.1 s measured
    for command in COMMANDS:
        assert f"  {command.name} " in done.stdout
    assert gonghui().stdout == done.stdout


HELP_OF_ALL = """
from gonghui.site import cli, commands
for command in commands.COMMANDS:
    try:
        cli.main([command.name, "--help"])
    except SystemExit as end:
        print(command.name, "ended with", end.code)
"""


def test_help_of_a_command_makes_nothing(gonghui, environment, state):
    named = COMMANDS[0].name
    assert "usage: bin/" in gonghui(named, "--help").stdout
    done = subprocess.run(
        [sys.executable, "-c", HELP_OF_ALL], env=environment, cwd=ROOT, capture_output=True, text=True, check=True
    )
    for command in COMMANDS:
        assert f"{command.name} ended with 0" in done.stdout
    assert done.stdout.count("usage: bin/") == len(COMMANDS)
    assert list(state.iterdir()) == []


def test_a_command_that_is_not_there_is_named(gonghui):
    assert "'serv'" in one_line(gonghui("serv"))


def test_a_light_command_does_not_load_django():
    code = "import sys; from gonghui.site import cli; cli.main(['--help']); sys.exit('django' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, stdout=subprocess.DEVNULL).returncode == 0


def test_it_works_through_a_symlink_from_another_folder(gonghui, tmp_path):
    link = tmp_path / "gh"
    link.symlink_to(ROOT / "bin" / "gonghui")
    assert gonghui("--help", program=link).returncode == 0


def test_python_too_old_is_one_line(bare_path, tmp_path):
    fake_python(bare_path, "python3", "3 9 venv")
    done = start(ROOT / "bin" / "gonghui", "--help", env={"PATH": str(bare_path), "GONGHUI_VENV": str(tmp_path)})
    assert one_line(done) == "gonghui: Python 3.11 or newer is needed, and python3 is 3.9; install a newer python3"


def test_no_python_at_all_is_one_line(bare_path, tmp_path):
    done = start(ROOT / "bin" / "gonghui", "--help", env={"PATH": str(bare_path), "GONGHUI_VENV": str(tmp_path)})
    assert "no python3 is on the PATH" in one_line(done)


def test_no_venv_module_is_one_line(bare_path, tmp_path):
    fake_python(bare_path, "python3", "3 12 bare")
    done = start(ROOT / "bin" / "gonghui", "--help", env={"PATH": str(bare_path), "GONGHUI_VENV": str(tmp_path)})
    assert "has no venv module" in one_line(done)
    assert "apt install python3-venv" in one_line(done)


def test_a_shim_of_a_python_that_is_not_there_is_passed_over(bare_path, tmp_path):
    (bare_path / "python3.13").write_text("#!/bin/sh\nexit 127\n")
    (bare_path / "python3.13").chmod(0o755)
    (bare_path / "python3").symlink_to(sys.executable)
    done = start(ROOT / "bin" / "gonghui", env={"PATH": str(bare_path), "GONGHUI_VENV": str(tmp_path)})
    assert "no bin/python in it" in one_line(done)  # said by make_venv.py, which the other Python ran


def test_two_first_starts_at_once_make_one_environment(checkout, tmp_path):
    env = {"PATH": os.environ["PATH"], "HOME": str(tmp_path), "PIP_NO_INDEX": "1"}
    both = [
        subprocess.Popen(
            [checkout / "bin" / "gonghui", "one", "two words"], env=env, cwd="/", stdout=-1, stderr=-1, text=True
        )
        for _ in range(2)
    ]
    outputs = [each.communicate(timeout=600) for each in both]
    assert [each.returncode for each in both] == [0, 0], outputs
    for stdout, _ in outputs:
        assert '"words": ["one", "two words"]' in stdout
        assert f'"python": "{checkout}/.venv"' in stdout
    assert sum("making" in stderr and "another" not in stderr for _, stderr in outputs) == 1


def test_the_environment_is_renewed_when_the_lock_changes_and_only_then(half_made, tmp_path):
    env = {"PATH": os.environ["PATH"], "HOME": str(tmp_path), "PIP_NO_INDEX": "1"}
    assert "making" in start(half_made / "bin" / "gonghui", env=env).stderr
    assert start(half_made / "bin" / "gonghui", env=env).stderr == ""
    (half_made / "requirements.lock").write_text("# something else\n")
    assert "making" in start(half_made / "bin" / "gonghui", env=env).stderr
    (half_made / "bin" / "test").chmod(0o755)
    assert "requirements-dev.lock" in start(half_made / "bin" / "test", env=env).stderr
    assert start(half_made / "bin" / "gonghui", env=env).stderr == ""


def test_one_made_by_uv_is_made_again_when_uv_is_gone_and_one_that_uv_cannot_make_is_made_by_pip(half_made, tmp_path):
    env = {"PATH": without_uv(tmp_path), "HOME": str(tmp_path), "PIP_NO_INDEX": "1"}
    fake_python(tmp_path / "path", "uv", "")
    (tmp_path / "path" / "uv").write_text("#!/bin/sh\necho 'error: no network' >&2\nexit 1\n")
    done = start(half_made / "bin" / "gonghui", env=env)
    assert "uv could not, trying pip: error: no network" in done.stderr
    assert done.returncode == 0
    (tmp_path / "path" / "uv").unlink()
    shutil.rmtree(next((half_made / ".venv").glob("lib/*/site-packages/pip")))  # uv makes them without
    (half_made / "requirements.lock").write_text("# something else\n")
    assert start(half_made / "bin" / "gonghui", env=env).returncode == 0


def test_a_package_that_cannot_be_had_is_one_line_and_tried_again_next_time(half_made, tmp_path):
    env = {"PATH": os.environ["PATH"], "HOME": str(tmp_path), "PIP_NO_INDEX": "1", "PIP_FIND_LINKS": ""}
    (half_made / "requirements.lock").write_text("gonghui-nowhere==1.0 --hash=sha256:" + "0" * 64 + "\n")
    done = start(half_made / "bin" / "gonghui", env=env | {"PATH": without_uv(tmp_path)})
    assert done.returncode == 2
    assert "gonghui-nowhere" in done.stderr.splitlines()[-1]
    (half_made / "requirements.lock").write_text("# nothing\n")
    assert start(half_made / "bin" / "gonghui", env=env).returncode == 0


def without_uv(tmp_path: Path) -> str:
    """A PATH with this Python and the shell's tools only."""
    folder = tmp_path / "path"
    folder.mkdir()
    for name in TOOLS:
        (folder / name).symlink_to(shutil.which(name))
    (folder / "python3").symlink_to(sys.executable)
    return str(folder)


@pytest.mark.skipif(os.geteuid() == 0, reason="root can write everywhere")
def test_a_checkout_that_cannot_be_written_is_one_line(checkout):
    checkout.chmod(0o555)
    done = start(checkout / "bin" / "gonghui", env={"PATH": os.environ["PATH"], "HOME": "/nonexistent"})
    assert "not writable" in one_line(done)


def test_what_one_start_compiles_the_next_finds_though_the_machine_says_to_write_none(half_made, tmp_path):
    env = {"PATH": os.environ["PATH"], "HOME": str(tmp_path), "PIP_NO_INDEX": "1", "PYTHONDONTWRITEBYTECODE": "1"}
    assert start(half_made / "bin" / "gonghui", env=env).returncode == 0
    assert list((half_made / "gonghui" / "__pycache__").glob("__init__.*.pyc"))
