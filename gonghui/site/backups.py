"""The whole database in one file, and back."""

import argparse
import os
import subprocess
from pathlib import Path

from . import consoles, database, places
from .trouble import Trouble

# In one transaction with the restore: either the old content is there or the new, never half of one.
CLEARED = "DROP SCHEMA public CASCADE;\nCREATE SCHEMA public;\n"


def backup_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", type=Path, help="the file to write; it must not exist yet")


def backup(options: argparse.Namespace) -> int:
    """Write the whole database to FILE, compressed, as it is at this moment; the site may go on running.

    The master key is not in it: keep a copy of the key file apart. Without it sealed documents stay closed.
    """
    if options.file.exists():
        raise Trouble(f"{options.file} is there already; choose another name")
    half = options.file.with_name(options.file.name + ".part")
    try:
        with open(os.open(half, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            run([consoles.program("pg_dump"), "--format=custom", "--no-owner", "--no-privileges"], stdout=file)
        half.rename(options.file)
    except OSError as error:
        raise Trouble(f"{options.file} cannot be written ({error.strerror})") from error
    finally:
        half.unlink(missing_ok=True)
    print(f"{options.file}: {options.file.stat().st_size / 1e6:.1f} MB. The key is not in it; keep a copy of", end=" ")
    print(places.key_file(places.state_folder()))
    return 0


def restore_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", type=Path, help="a file that backup wrote")
    parser.add_argument("--replace", action="store_true", help="throw away what is in the database now")


def restore(options: argparse.Namespace) -> int:
    """Fill the database from a backup, whole or not at all. Stop demo, serve and worker first.

    The key must be the one of the site that the backup comes from; bin/gonghui check tells whether it is.
    """
    if not options.file.is_file():
        raise Trouble(f"there is no file {options.file}")
    tables, others = state_of_database()
    if others:
        raise Trouble(f"{others} other connections use the database; stop demo, serve and worker first")
    if tables and not options.replace:
        raise Trouble("the database is not empty; --replace throws away what is in it")
    read = [consoles.program("pg_restore"), "--no-owner", "--no-privileges", "--file=-", str(options.file)]
    sql = run(read, stdout=subprocess.PIPE)
    write = [consoles.program("psql"), "--no-psqlrc", "--quiet", "--single-transaction", "--set=ON_ERROR_STOP=1"]
    run([*write, "--output=/dev/null", "--file=-"], input=CLEARED.encode() + sql)
    print("Restored. Run bin/gonghui migrate if the backup is of an older release, then bin/gonghui check.")
    return 0


def run(command: list[str], **options) -> bytes:
    """What the program wrote. Raises Trouble with its own words."""
    done = subprocess.run(command, env=consoles.environment(), stderr=subprocess.PIPE, **options)
    if done.returncode:
        raise Trouble(f"{Path(command[0]).name}: {database.last_line(done.stderr.decode(errors='replace'))}")
    return done.stdout or b""


def state_of_database() -> tuple[int, int]:
    """How many tables it holds, and how many other connections there are."""
    import psycopg

    with psycopg.connect(os.environ["GONGHUI_DATABASE_URL"]) as connection:
        return connection.execute(
            "SELECT (SELECT count(*) FROM pg_tables WHERE schemaname = 'public'),"
            " (SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
            "  AND backend_type = 'client backend')"
        ).fetchone()
