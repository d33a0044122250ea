"""Plays a story against real server processes on a database of its own, and prints what the product then says."""

import argparse
import contextlib
import importlib
import json
import os
import secrets
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from . import installation, migrating, postgres, processes, serving, static
from .trouble import Trouble

STORIES = {
    "fairs": "gonghui.services.fairs.story.run:play",
    "hub": "gonghui.services.hub.story.run:play",
    "stations": "gonghui.services.stations.story.run:play",
    "reading": "gonghui.services.reading.story.run:play",
}


def story_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", choices=sorted(STORIES), help="which story")
    parser.add_argument("--scale", type=float, default=0.02, help="1 is the newspaper's figures (default 0.02)")
    parser.add_argument("--json", metavar="FILE", help="write the figures to FILE")
    parser.add_argument("--clients", type=int, default=12, metavar="N", help="clients at a time (default 12)")
    parser.add_argument("--keep", action="store_true", help="leave the story's database there, to look at it")


def story(options: argparse.Namespace) -> int:
    """Play one of the ten stories over HTTP and check its figures, read back from the product.

    The story gets a database, a web server and a worker of its own; your data is not touched. Status 1 when a figure
    is not reached.
    """
    module, verb = STORIES[options.name].split(":")
    begun = time.monotonic()
    with stage(keep=options.keep) as where:
        play = getattr(importlib.import_module(module), verb)
        figures = play(where, scale=options.scale, clients=options.clients)
    figures["seconds"] = round(time.monotonic() - begun, 1)
    text = json.dumps(figures, ensure_ascii=False, indent=2)
    if options.json:
        Path(options.json).write_text(text + "\n")
    print(text)
    return 0 if figures["ok"] else 1


class Stage:
    """Where a story is played: a server that answers at `host`:`port`, its SMS folder, and its clock."""

    def __init__(self, host: str, port: int, folder: Path, children: list[processes.Child]) -> None:
        self.host, self.port = host, port
        self.sms_folder = folder / "sms"
        self.url = os.environ["GONGHUI_DATABASE_URL"]
        self.programs = postgres.as_this_user().folder
        self._clock = folder / "clock"
        self._children = children

    def set_clock(self, seconds: float) -> None:
        """Shift the time of every process by so many seconds from the real one."""
        new = self._clock.with_suffix(".new")
        new.write_text(str(seconds))
        new.replace(self._clock)

    def memory_mb(self) -> float:
        """What the web server and the worker hold now (RSS of their process trees)."""
        import psutil

        total = 0
        for child in self._children:
            with contextlib.suppress(psutil.Error, AttributeError):
                tree = psutil.Process(child.process.pid)  # type: ignore[union-attr]
                total += sum(one.memory_info().rss for one in [tree, *tree.children(recursive=True)])
        return total / 1_000_000


@contextlib.contextmanager
def stage(*, keep: bool) -> Iterator[Stage]:
    """A fresh database, migrated, with web and worker running on it; Django is set up on the same database."""
    with tempfile.TemporaryDirectory(prefix="gonghui-story-") as name, own_database(keep=keep):
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
        installation.django()
        migrating.bring_up_to_date()
        static.collect()
        host, port = "127.0.0.1", serving.free_port("127.0.0.1", 0)
        children = [serving.web(host, port), serving.worker()]
        with processes.running(children):
            if not serving.wait_for_answer(host, port, children[0]):
                raise Trouble("the story's web server does not answer")
            yield Stage(host, port, folder, children)
        from django.db import connections

        connections.close_all()


@contextlib.contextmanager
def own_database(*, keep: bool) -> Iterator[None]:
    """A new database on the server at hand, named in GONGHUI_DATABASE_URL inside the block."""
    import psycopg
    from psycopg import sql
    from psycopg.conninfo import conninfo_to_dict, make_conninfo

    given = os.environ["GONGHUI_DATABASE_URL"]
    name = f"gonghui_story_{secrets.token_hex(4)}"
    with psycopg.connect(given, autocommit=True) as connection:
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    os.environ["GONGHUI_DATABASE_URL"] = make_conninfo(**{**conninfo_to_dict(given), "dbname": name})
    try:
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
