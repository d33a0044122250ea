"""What rehearsals are played against: real server processes on a database of their own; nobody's data is touched."""

import contextlib
import os
import random
import secrets
import shutil
import signal
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

import psutil

from . import database, installation, migrating, postgres, processes, serving, static
from .trouble import CommandTrouble

T = TypeVar("T")
SETTINGS = "gonghui.site.settings"
ENDED_SECONDS = 60  # for a site whose processes were killed, until it answers again


class Stage:
    """Where a rehearsal is played: a server that answers at `host`:`port`, its SMS folder, and its clock.

    Where the product is served in several ways, `ports` has them all, and `port` the first.
    """

    def __init__(self, host: str, web: dict[int, processes.Child], folder: Path, worker: processes.Child) -> None:
        self.host, self.ports = host, list(web)
        self.port = self.ports[0]
        self._web, self._children = web, [*web.values(), worker]
        self.sms_folder = folder / "sms"
        self.url = os.environ["GONGHUI_DATABASE_URL"]
        self.programs = postgres.as_this_user().folder
        self._clock = folder / "clock"

    def at(self, moment: datetime) -> None:
        """Shift the time of every process to that moment, from where it runs on."""
        new = self._clock.with_suffix(".new")
        new.write_text(str((moment - datetime.now(UTC)).total_seconds()))
        new.replace(self._clock)

    def memory_mb(self) -> float:
        """What the web server and the worker hold now (RSS of their process trees)."""
        return (
            sum(seen.rss for child in self._children for seen in _seen(child, psutil.Process.memory_info)) / 1_000_000
        )

    def web_seconds(self, port: int) -> float:
        """Processor time that the web server at this port has used so far, user and system, all its processes."""
        return sum(spent.user + spent.system for spent in _seen(self._web[port], psutil.Process.cpu_times))

    def say(self, line: str) -> None:
        serving.say(line)


@contextlib.contextmanager
def stage(*, keep: bool = False, source: str = "", served: Sequence[str] = (SETTINGS,)) -> Iterator[Stage]:
    """A fresh database, or a copy of `source`, with web and worker running on it; Django is set up on it too.

    There is a web server for each module of settings in `served`.
    """
    with tempfile.TemporaryDirectory(prefix="gonghui-story-") as name:
        folder = Path(name)
        os.environ |= {
            "GONGHUI_DEMO": "1",
            "GONGHUI_CLOCK_FILE": str(folder / "clock"),
            "GONGHUI_SMS_BACKEND": "file",
            "GONGHUI_SMS_FILE": str(folder / "sms"),
            "GONGHUI_PROXIES": "127.0.0.1",  # every worker of the story has an address of their own
            "GONGHUI_STATIC_MANIFEST": "1",
            "GONGHUI_LOG_LEVEL": "warning",
        }
        with own_database(keep=keep, source=source):
            static.collect()
            host, ports = "127.0.0.1", [serving.free_port("127.0.0.1", 0) for _each in served]
            named = zip(ports, served, strict=True)
            web = {port: serving.web(host, port, DJANGO_SETTINGS_MODULE=name) for port, name in named}
            worker = serving.worker()
            with processes.running(beside([*web.values(), worker])):
                if not all(serving.wait_for_answer(host, port, child) for port, child in web.items()):
                    raise CommandTrouble("the story's web server does not answer")
                yield Stage(host, web, folder, worker)


def beside(children: Sequence[processes.Child]) -> Sequence[processes.Child]:
    """What they say is kept out of the figures that are printed: a server warns of a slow end of its own."""
    for child in children:
        child.output = processes.BESIDE
    return children


def _seen(child: processes.Child, look: Callable[[psutil.Process], T]) -> Iterator[T]:
    """Of each of its processes, but of one that ends while they are looked at."""
    for one in _tree(child):
        with contextlib.suppress(psutil.NoSuchProcess):
            yield look(one)


def _tree(child: processes.Child) -> list[psutil.Process]:
    """Its processes; none when it has ended."""
    with contextlib.suppress(psutil.Error, AttributeError):
        parent = psutil.Process(child.process.pid)  # type: ignore[union-attr]
        return [parent, *parent.children(recursive=True)]
    return []


@contextlib.contextmanager
def own_database(*, keep: bool = False, source: str = "") -> Iterator[None]:
    """A new database at this release on the server at hand, named in GONGHUI_DATABASE_URL inside the block, with
    Django set up on it. With `source` it begins as a copy of that database, which nobody may be using."""
    import psycopg
    from psycopg import sql
    from psycopg.conninfo import conninfo_to_dict, make_conninfo

    given = os.environ["GONGHUI_DATABASE_URL"]
    name = f"gonghui_story_{secrets.token_hex(4)}"
    with psycopg.connect(given, autocommit=True) as connection:
        names = map(sql.Identifier, (name, source or "template1"))
        connection.execute(sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(*names))
    os.environ["GONGHUI_DATABASE_URL"] = make_conninfo(**{**conninfo_to_dict(given), "dbname": name})
    try:
        with at_this_release():
            yield
    finally:
        os.environ["GONGHUI_DATABASE_URL"] = given
        if keep:
            print(f"The story's database is {name}.")
        else:
            with psycopg.connect(given, autocommit=True) as connection:
                drop = sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(name))
                try:
                    connection.execute(drop)  # which sends the autovacuum away: by force only a superuser may
                except psycopg.errors.ObjectInUse:
                    connection.execute(drop + sql.SQL(" WITH (FORCE)"))


@contextlib.contextmanager
def at_this_release() -> Iterator[None]:
    """Django set up on the database of this environment, migrated; its connections are closed afterwards."""
    installation.django()
    migrating.bring_up_to_date()
    migrating.grant()  # a copy of another database may have been made before there were roles
    try:
        yield
    finally:
        from django.db import connections

        connections.close_all()


class Site:
    """A server and worker under `serve`, with a database server of their own; its processes may be killed."""

    def __init__(self, port: int, state: Path, serve: processes.Child) -> None:
        self.port, self.state, self.sms_folder, self._serve = port, state, state / "sms", serve

    def kill(self, victim: str) -> str:
        """SIGKILL one process of this kind; its name, or "" when there is none just now. Raises CommandTrouble."""
        if self._serve.process is None or self._serve.process.poll() is not None:
            raise CommandTrouble("serve itself has ended, which nobody killed")
        with contextlib.suppress(psutil.Error, IndexError):
            random.choice(self._processes(victim)).send_signal(signal.SIGKILL)  # noqa: S311
            return victim
        return ""

    def wait(self) -> None:
        """Until it answers again. Raises CommandTrouble."""
        if not serving.wait_for_answer("127.0.0.1", self.port, self._serve, ENDED_SECONDS):
            raise CommandTrouble("the site did not come back")

    def say(self, line: str) -> None:
        serving.say(line)

    def _processes(self, victim: str) -> list[psutil.Process]:
        ours = psutil.Process(self._serve.process.pid).children(recursive=True)  # type: ignore[union-attr]
        server = [one for one in ours if "granian" in one.cmdline() and one.parent().pid == self._serve.process.pid]  # type: ignore[union-attr]
        if victim == "server":
            return server
        if victim == "web":
            return [
                one
                for parent in server
                for one in parent.children()
                if "resource_tracker" not in " ".join(one.cmdline())
            ]
        if victim == "worker":
            return [one for one in ours if "worker" in one.cmdline()]
        keeper = psutil.Process(int((database.home_of(self.state) / "data" / "postmaster.pid").read_text().split()[0]))
        if victim == "database":
            return [keeper]
        return [one for one in keeper.children() if " gonghui [local]" in " ".join(one.cmdline())]


@contextlib.contextmanager
def own_site() -> Iterator[Site]:
    """A state folder, an embedded server that syncs to disk, `serve --with-worker` on it; and Django set up on it."""
    with tempfile.TemporaryDirectory(prefix="gonghui-crash-") as name:
        state = Path(name) / "state"
        kept = {key: value for key, value in os.environ.items() if not key.startswith("GONGHUI_")}
        os.environ.clear()
        os.environ.update(
            kept, GONGHUI_STATE=str(state), GONGHUI_SMS_BACKEND="file", GONGHUI_SMS_FILE=str(state / "sms")
        )
        with installation.with_database(), at_this_release():
            port = serving.free_port("127.0.0.1", 0)
            command = [
                sys.executable,
                "-m",
                "gonghui.site.cli",
                "serve",
                "--as-root",
                "--with-worker",
                "--port",
                str(port),
            ]
            serve = processes.Child("serve", command, dict(os.environ))
            with processes.running(beside([serve])):
                site = Site(port, state, serve)
                site.wait()
                yield site
        forget(state)


def forget(state: Path) -> None:
    """A database that lives outside the state folder goes too."""
    home = database.home_of(state)
    if not home.is_relative_to(state):
        shutil.rmtree(home.parent, ignore_errors=True)
