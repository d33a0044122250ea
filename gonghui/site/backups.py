"""The whole database in one file, what people attached with it, and back."""

import argparse
import os
import re
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import IO

from . import consoles, database, packing, places, roles, seals
from .trouble import CommandTrouble

# Who is signed in, and who is about to be: nothing in a backup lets anyone in, and after a restore all sign in anew.
LEFT_OUT = ("faces_signin", "django_session", "people_signincode", "people_ratecount", "notices_shownmessage")

SETTING = re.compile(rb"SET (\w+) = ")
OBJECTS = re.compile(rb"^(?:CREATE|ALTER|COPY|INSERT|COMMENT) ", re.MULTILINE)

# In one transaction with the restore: either the old content is there or the new, never half of one.
CLEARED = "DROP SCHEMA public CASCADE;\nCREATE SCHEMA public;\n"


def backup_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", type=Path, help="the file to write; it must not exist yet")


def backup(options: argparse.Namespace) -> int:
    """Write the whole database to FILE, compressed, as it is at this moment, and what people attached with it.

    The site may go on running. Attachments that lie in a bucket are not in it, nor is the master key: keep a copy of
    the key file apart. Without it sealed documents stay closed.
    """
    if options.file.exists():
        raise CommandTrouble(f"{options.file} is there already; choose another name")
    half = options.file.with_name(options.file.name + ".part")
    try:
        with open(os.open(half, os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o600), "wb+") as file:
            packing.begin(file, dump)
            count = packing.add_files(file, files_folder())
        half.rename(options.file)
    except OSError as error:
        raise CommandTrouble(f"{options.file} cannot be written ({error.strerror})") from error
    finally:
        half.unlink(missing_ok=True)
    print(f"{options.file}: {options.file.stat().st_size / 1e6:.1f} MB,", end=" ")
    print(f"{count} attachments." if files_folder() else "without attachments: they are in the bucket.", end=" ")
    print(f"The key is not in it; keep a copy of {places.key_file(places.state_folder())}")
    return 0


def files_folder() -> Path | None:
    return places.files_folder(places.state_folder())


def dump(file: IO[bytes]) -> None:
    """Through a pipe: into a file pg_dump writes where its parts lie, and in a tar they lie elsewhere."""
    command = [consoles.program("pg_dump"), "--format=custom", "--no-owner", "--no-privileges"]
    command += [f"--exclude-table-data={table}" for table in LEFT_OUT]
    with tempfile.TemporaryFile() as said:
        with subprocess.Popen(command, env=consoles.environment(), stdout=subprocess.PIPE, stderr=said) as running:
            assert running.stdout
            shutil.copyfileobj(running.stdout, file)
        said.seek(0)
        if running.returncode:
            raise CommandTrouble(f"pg_dump: {database.last_line(said.read().decode(errors='replace'))}")


def restore_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", type=Path, help="a file that backup wrote")
    parser.add_argument("--replace", action="store_true", help="throw away what is in the database now")


def restore(options: argparse.Namespace) -> int:
    """Fill the database from a backup, whole or not at all, and the folder of what people attached.

    Stop demo, serve and worker first. The key must be the one of the site that the backup comes from; bin/gonghui check
    tells whether it is.
    """
    if not options.file.is_file():
        raise CommandTrouble(f"there is no file {options.file}")
    at = packing.where_the_dump_is(options.file)
    tables, others = state_of_database()
    if others:
        raise CommandTrouble(f"{others} other connections use the database; stop demo, serve and worker first")
    if tables and not options.replace:
        raise CommandTrouble("the database is not empty; --replace throws away what is in it")
    folder = files_folder()
    try:
        packing.discard(folder)
        count = packing.unpack_files(options.file, folder) if at else 0
        fill_database(options.file, at)
    except (CommandTrouble, OSError) as error:
        packing.discard(folder)
        if isinstance(error, CommandTrouble):
            raise
        raise CommandTrouble(f"{error.filename}: {error.strerror}") from error
    if at and folder:
        packing.put_in_place(folder)
    seals.begin_anew(seals.kept_file())
    grant_anew()
    print(f"Restored, with {count} attachments.", end=" ")
    print("Run bin/gonghui migrate if the backup is of an older release, then bin/gonghui check.")
    return 0


def grant_anew() -> None:
    """What the roles of web and worker may went with the old tables."""
    import psycopg

    with psycopg.connect(os.environ["GONGHUI_DATABASE_URL"]) as owner:
        roles.grant(owner.cursor())


def fill_database(path: Path, at: int) -> None:
    """From the dump that begins `at` bytes into the file. Raises CommandTrouble; then the database is as it was."""
    with open(path, "rb", buffering=0) as file:
        file.seek(at)
        read = [consoles.program("pg_restore"), "--no-owner", "--no-privileges", "--file=-"]
        sql = run(read, stdin=file, stdout=subprocess.PIPE)
    write = [consoles.program("psql"), "--no-psqlrc", "--quiet", "--single-transaction", "--set=ON_ERROR_STOP=1"]
    run([*write, "--output=/dev/null", "--file=-"], input=CLEARED.encode() + understood(sql, settings_of_server()))


def understood(sql: bytes, settings: set[bytes]) -> bytes:
    """Without what newer programs set at the head of a dump and an older server does not know (transaction_timeout)."""
    end = head.start() if (head := OBJECTS.search(sql)) else len(sql)
    lines = sql[:end].splitlines(keepends=True)
    unknown = [line for line in lines if (name := SETTING.match(line)) and name[1] not in settings]
    return b"".join(line for line in lines if line not in unknown) + sql[end:]


def settings_of_server() -> set[bytes]:
    import psycopg

    with psycopg.connect(os.environ["GONGHUI_DATABASE_URL"]) as connection:
        return {name.encode() for (name,) in connection.execute("SELECT name FROM pg_settings")}


def run(command: list[str], **options) -> bytes:
    """What the program wrote. Raises CommandTrouble with its own words."""
    done = subprocess.run(command, env=consoles.environment(), stderr=subprocess.PIPE, **options)
    if done.returncode:
        raise CommandTrouble(f"{Path(command[0]).name}: {database.last_line(done.stderr.decode(errors='replace'))}")
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
