"""Makes .venv from the lock file when it is absent or stale, then runs the command line inside it.

Standard library only, and started by bin/gonghui with `python -IS`, so it may not import anything of the project.
"""

import contextlib
import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
MADE_FROM = VENV / "made-from"
# The Python that a new .venv is made with: this one, or when this one is .venv's own, the one behind it.
BASE = os.path.realpath(sys.executable) if VENV in Path(sys.executable).parents else sys.executable
NEEDS_DEV = {"test"}  # commands that want the tools of requirements-dev.lock too


class Trouble(Exception):
    """Ends the run with one line."""


def main(arguments: list[str]) -> None:
    dev = bool(arguments) and arguments[0] in NEEDS_DEV
    if given := os.environ.get("GONGHUI_VENV"):
        if not (Path(given) / "bin" / "python").exists():
            raise Trouble(f"GONGHUI_VENV is {given}, and there is no bin/python in it")
        run(Path(given) / "bin" / "python", arguments)
    bucket = bool(os.environ.get("GONGHUI_FILES_BUCKET"))  # a store that speaks S3 has a client of its own
    lock = ROOT / ("requirements-dev.lock" if dev else "requirements-s3.lock" if bucket else "requirements.lock")
    if not fresh(lock):
        with one_at_a_time():
            if not fresh(lock):  # another start may have made it while this one waited
                make(lock)
    run(PYTHON, arguments)


def run(python: Path, arguments: list[str]) -> None:
    environment = os.environ | {"PYTHONPATH": str(ROOT), "PYTHONSAFEPATH": "1"}
    environment.pop("PYTHONHOME", None)
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # a start is five processes, and each would compile all of us anew
    os.execve(python, [str(python), "-m", "gonghui.site.cli", *arguments], environment)  # noqa: S606


def fresh(lock: Path) -> bool:
    """True when .venv was made from this very lock file by the Python that it still runs on."""
    try:
        lines = MADE_FROM.read_text().splitlines()
    except OSError:
        return False
    return PYTHON.exists() and stamp(lock) in lines and f"python {minor_of(PYTHON)}" in lines


def stamp(lock: Path) -> str:
    return f"{lock.name} {hashlib.sha256(lock.read_bytes()).hexdigest()}"


def minor_of(python: Path) -> str:
    """ "3.11"; of a Python that does not start, ""."""
    if os.path.realpath(python) == os.path.realpath(sys.executable):
        return f"{sys.version_info[0]}.{sys.version_info[1]}"
    asked = subprocess.run(
        [python, "-ISc", "import sys; print('%d.%d' % sys.version_info[:2])"], capture_output=True, text=True
    )
    return asked.stdout.strip()


@contextlib.contextmanager
def one_at_a_time():
    """Two first starts at once: the second waits for the first."""
    with open(__file__) as door:
        try:
            fcntl.flock(door, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say("another start is making .venv; waiting for it")
            fcntl.flock(door, fcntl.LOCK_EX)
        yield


def make(lock: Path) -> None:
    if not os.access(VENV if VENV.exists() else ROOT, os.W_OK):
        raise Trouble(f"{VENV} must be made or renewed, and {ROOT} is not writable for this user")
    uv = shutil.which("uv")
    say(f"making {VENV} from {lock.name} with {'uv' if uv else 'pip'} (once; about 300 MB)")
    if uv and install_with_uv(uv, lock):
        return finish(lock)
    install_with_pip(lock)
    return finish(lock)


def finish(lock: Path) -> None:
    # The developers' lock holds everything of the others, that for S3 everything of the plain one.
    names = ("requirements.lock", "requirements-s3.lock", "requirements-dev.lock")
    locks = [ROOT / name for name in names[: names.index(lock.name) + 1]]
    lines = [f"python {minor_of(PYTHON)}", *map(stamp, locks)]
    MADE_FROM.write_text("\n".join(lines) + "\n")


def start_over_unless_it_fits(has: str) -> bool:
    """Keep a .venv of the right Python (a demo may be running from it); True when a new one must be made."""
    MADE_FROM.unlink(missing_ok=True)
    minor = minor_of(PYTHON) if PYTHON.exists() else ""
    if minor and (VENV / "lib" / f"python{minor}" / "site-packages" / has).exists():
        return False
    shutil.rmtree(VENV, ignore_errors=True)
    return True


def install_with_uv(uv: str, lock: Path) -> bool:
    """False, with a line on why, when uv could not; pip may reach what it could not."""
    commands = [[uv, "pip", "install", "--quiet", "--python", PYTHON, "--require-hashes", "-r", lock]]
    if start_over_unless_it_fits(has=""):
        commands.insert(0, [uv, "venv", "--quiet", "--python", BASE, VENV])
    # uv trusts certificates of its own; pip, and whoever set up this machine, those of the system.
    environment = {"UV_NATIVE_TLS": "1", "UV_SYSTEM_CERTS": "1"} | os.environ
    for command in commands:
        done = subprocess.run(command, cwd=ROOT, env=environment, stderr=subprocess.PIPE, text=True)
        if done.returncode:
            say("uv could not, trying pip: " + last_line(done.stderr))
            return False
    return True


def install_with_pip(lock: Path) -> None:
    # Settings that would send the packages elsewhere than into .venv; all others (indexes, proxies) are honoured.
    environment = {k: v for k, v in os.environ.items() if k not in ("PIP_TARGET", "PIP_PREFIX", "PYTHONPATH")}
    environment |= {"PIP_USER": "0", "PIP_DISABLE_PIP_VERSION_CHECK": "1", "PIP_NO_INPUT": "1"}
    if start_over_unless_it_fits(has="pip"):
        done = subprocess.run([BASE, "-Im", "venv", VENV], capture_output=True, text=True)
        if done.returncode:
            raise Trouble("the venv module failed: " + last_line(done.stderr or done.stdout))
    command = [PYTHON, "-m", "pip", "install", "--quiet", "--require-hashes", "-r", lock]
    done = subprocess.run(command, cwd=ROOT, env=environment, stderr=subprocess.PIPE, text=True)
    if done.returncode:
        raise Trouble("pip could not install the packages: " + last_line(done.stderr))


def last_line(text: str) -> str:
    """The last line that says something; pip and uv put the reason there."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    named = [line for line in lines if "error" in line.lower()]
    return (named or lines or ["no reason given"])[-1]


def say(line: str) -> None:
    print(f"gonghui: {line}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except Trouble as trouble:
        say(str(trouble))
        sys.exit(2)
    except KeyboardInterrupt:
        sys.exit(130)
