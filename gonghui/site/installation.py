"""What every command stands on: the state folder, the key, a database that answers, and Django once they are there."""

import contextlib
import gc
import os
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

from . import database, places
from .trouble import CommandTrouble

OBJECTS = 50_000  # made between two looks for garbage
ENDING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
MOMENT_SECONDS = 0.05


def state() -> Path:
    """The state folder, made and checked, its key beside it; children of this process find both in the environment."""
    folder = places.made_state_folder()
    os.environ["GONGHUI_STATE"] = str(folder)
    if not os.environ.get("GONGHUI_KEY"):
        os.environ["GONGHUI_KEY_FILE"] = str(places.made_key_file(folder))
    return folder


def database_named() -> Path:
    """The state folder; GONGHUI_DATABASE_URL names a database afterwards: the given one, else the embedded server's."""
    folder = state()
    if not os.environ.get("GONGHUI_DATABASE_URL"):
        database.password_of(folder)
        database.server(folder)
        os.environ["GONGHUI_DATABASE_URL"] = database.url(folder)
    return folder


@contextlib.contextmanager
def with_database() -> Iterator[Path]:
    """A database that answers, inside the block, and the state folder."""
    folder = database_named()
    url = os.environ["GONGHUI_DATABASE_URL"]
    if database.is_embedded(url, folder):
        with database.in_use(database.server(folder)):
            yield folder
    else:
        require_answer(url)
        yield folder


def require_answer(url: str) -> None:
    """Raises CommandTrouble, without the password, when the database of `url` takes no connection."""
    import psycopg
    from psycopg import conninfo

    try:
        parts = conninfo.conninfo_to_dict(url)
    except psycopg.ProgrammingError as error:
        raise CommandTrouble(f"GONGHUI_DATABASE_URL cannot be read: {one_line(error)}") from error
    where = f"{parts.get('host', 'localhost')}:{parts.get('port', 5432)}/{parts.get('dbname', '')}"
    try:
        psycopg.connect(url, connect_timeout=5).close()
    except psycopg.Error as error:
        raise CommandTrouble(f"the database {where} cannot be reached: {one_line(error)}") from error


def one_line(error: Exception) -> str:
    return " ".join(str(error).split())


def django() -> None:
    """Load Django with the settings of this environment. Raises CommandTrouble for a setting that cannot be."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gonghui.site.settings")
    import django
    from django.conf import settings
    from django.core.exceptions import ImproperlyConfigured
    from django.utils import translation
    from pydantic import ValidationError

    try:
        django.setup()
        translation.activate(settings.LANGUAGE_CODE)
    except ImproperlyConfigured as error:
        raise CommandTrouble(one_line(error)) from error
    except ValidationError as error:
        first = error.errors()[0]
        name = "GONGHUI_" + "_".join(map(str, first["loc"])).upper()
        raise CommandTrouble(f"{name} is {first['input']!r}: {first['msg']}") from error
    collect_seldom()


def collect_seldom() -> None:
    """Look for garbage after so many new objects as a busy second makes, and not among what is loaded by now.

    Few objects are in cycles; the usual looks cost a draw of 200,000 entries a sixth of its time.
    """
    gc.freeze()
    gc.set_threshold(OBJECTS, 20, 20)


@contextlib.contextmanager
def ended_by_signals() -> Iterator[None]:
    """Inside the block the first Ctrl-C, SIGTERM or SIGHUP raises KeyboardInterrupt, and what comes later is ignored:
    impatience must not interrupt the tidying up that the first one started.

    A signal that finds Python in a callback of a fork, in a finalizer or in C code that calls back cannot raise
    there: it would be printed and lost. An alarm raises it again a moment later.
    """

    def end(*_: object) -> None:
        for one in ENDING:
            signal.signal(one, signal.SIG_IGN)
        raise KeyboardInterrupt

    def lost(unraisable: "sys.UnraisableHookArgs") -> None:
        if unraisable.exc_type is KeyboardInterrupt:
            signal.setitimer(signal.ITIMER_REAL, MOMENT_SECONDS)
        else:
            told_before(unraisable)

    told_before, sys.unraisablehook = sys.unraisablehook, lost
    before = {one: signal.signal(one, end) for one in (*ENDING, signal.SIGALRM)}
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        for one, handler in before.items():
            signal.signal(one, handler)
        sys.unraisablehook = told_before
