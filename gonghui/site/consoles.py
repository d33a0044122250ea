"""Consoles for the curious and the careful: the database's own, and Python's."""

import argparse
import os
import shutil
import signal
import subprocess

from . import postgres


def psql_arguments(parser: argparse.ArgumentParser) -> None:
    parser.usage = "bin/gonghui psql [psql arguments]"


def psql(options: argparse.Namespace) -> int:
    """Open the database's own console. Arguments go to psql: bin/gonghui psql -c 'select 1'."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is psql's, to cancel a query
    return subprocess.run([program("psql"), *options.rest], env=environment(), preexec_fn=default_signals).returncode


def default_signals() -> None:
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def shell_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("-c", "--command", help="run this and end")


def shell(options: argparse.Namespace) -> int:
    """Open a Python console with Django and all models loaded. No journal sees what is changed here: look only."""
    from django.core.management import call_command

    signal.signal(signal.SIGINT, signal.default_int_handler)
    call_command("shell", command=options.command, verbosity=0)
    return 0


def program(name: str) -> str:
    """A client program of PostgreSQL: the wheel's, or where there is none, the machine's."""
    wheels = postgres.as_this_user().folder / name
    return str(wheels) if wheels.exists() else shutil.which(name) or name


def environment() -> dict[str, str]:
    """The address of the database as libpq's variables: on a command line others could read the password."""
    from psycopg.pq import Conninfo

    parts = Conninfo.parse(os.environ["GONGHUI_DATABASE_URL"].encode())
    named = {one.envvar.decode(): one.val.decode() for one in parts if one.envvar and one.val}
    return os.environ | named
