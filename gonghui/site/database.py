"""The embedded PostgreSQL server: made, started while somebody uses it, stopped by the last who does.

Its address is a Unix socket in a folder that only the database's user may enter, and it still asks for a password.
`GONGHUI_DATABASE_URL` names any other server instead; then nothing here is started.
"""

import contextlib
import fcntl
import os
import secrets
import shlex
import shutil
import socket
import stat
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO
from urllib.parse import quote

from . import places, postgres, roles
from .trouble import CommandTrouble

NAME = ROLE = "gonghui"
SOCKET = ".s.PGSQL.5432"
SOCKET_PATH_MOST = 100  # the kernel's limit is 107 bytes, 103 on some
START_SECONDS = 300  # recovery after a crash may take its time
NOT_GONE_YET = ("postmaster.pid", "shared memory block")  # what a start says while a killed server's last process ends
LET_GO_SECONDS = 15
LOG_MOST = 5_000_000
INITDB = (
    "--username=postgres",
    "--auth=scram-sha-256",
    "--encoding=UTF8",
    "--locale-provider=builtin",
    "--builtin-locale=C.UTF-8",
    "--locale=C",
    "--lc-ctype=C.UTF-8",  # without it trigrams of Chinese text are empty
    "--data-checksums",
)
SETTINGS = {"listen_addresses": "", "max_connections": "200", "shared_buffers": "256MB", "max_wal_size": "2GB"}
# For a database that is thrown away: nothing survives a crash, and nothing waits for the disk.
THROWAWAY = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "autovacuum_naptime": "5s"}


@dataclass(frozen=True)
class Server:
    """The embedded server of one state folder."""

    state: Path
    home: Path  # belongs to the database's user: data, log, socket
    programs: postgres.Programs
    throwaway: bool = False

    @property
    def data(self) -> Path:
        return self.home / "data"

    @property
    def log(self) -> Path:
        return self.home / "server.log"

    def running(self) -> bool:
        """Whether somebody listens; it may still be recovering."""
        with socket.socket(socket.AF_UNIX) as knock:
            return knock.connect_ex(str(socket_folder(self.home) / SOCKET)) == 0

    def start(self) -> None:
        """Make the data folder if there is none, and start; back when connections are taken. Raises CommandTrouble."""
        self._make()
        self._refuse_another_major()
        if self.running():  # left behind by a killed start
            return self._wait()
        folder = self._made_socket_folder()
        if self.log.exists() and self.log.stat().st_size > LOG_MOST:
            self.log.replace(self.home / "server.log.1")
        settings = SETTINGS | {"unix_socket_directories": str(folder), "unix_socket_permissions": "0700"}
        settings |= THROWAWAY if self.throwaway else {}
        words = " ".join(shlex.quote(word) for k, v in settings.items() for word in ("-c", f"{k}={v}"))
        until = time.monotonic() + LET_GO_SECONDS
        while self._control("start", "-w", "-t", str(START_SECONDS), "-l", self.log, "-o", words).returncode:
            reason = self._last_words()
            if time.monotonic() > until or not any(sign in reason for sign in NOT_GONE_YET):
                raise CommandTrouble(f"the embedded PostgreSQL did not start: {reason} (see {self.log})")
            time.sleep(0.2)
        return None

    def stop(self) -> None:
        if not self.data.exists():
            return
        if self._control("stop", "-m", "fast", "-w", "-t", "60").returncode and self.running():
            self._control("stop", "-m", "immediate", "-w", "-t", "10")

    def _control(self, verb: str, *arguments: str | Path):
        # To a file, not a pipe: the server inherits it, and a pipe would stay open as long as the server runs.
        with tempfile.TemporaryFile() as said:
            return self.programs.run(
                "pg_ctl", verb, "-D", self.data, *arguments, capture_output=False, stdout=said, stderr=said
            )

    def _make(self) -> None:
        if self.data.exists():
            return
        new = self.home / "data.new"  # becomes "data" when it is whole, so that half of one is never taken for it
        shutil.rmtree(new, ignore_errors=True)
        password = password_of(self.state)
        with self._secret_file(password) as pwfile:
            sync = ["--no-sync"] if self.throwaway else []
            made = self.programs.run("initdb", "-D", new, *INITDB, *sync, f"--pwfile={pwfile}")
        if made.returncode:
            raise CommandTrouble(f"the data folder {self.data} could not be made: {last_line(made.stderr)}")
        # Before the first start, so that no moment exists in which the database is there and its owner is not.
        statements = f"CREATE ROLE {ROLE} LOGIN CREATEDB PASSWORD '{password}';\nCREATE DATABASE {NAME} OWNER {ROLE};\n"
        single = self.programs.run("postgres", "--single", "-D", new, "postgres", input=statements)
        if single.returncode or "ERROR" in single.stderr:
            raise CommandTrouble(f"the database could not be prepared: {last_line(single.stderr)}")
        for role in roles.ADDRESSES:  # those of a data folder that was here before are not in this one
            roles.secret(self.state, role).unlink(missing_ok=True)
        new.rename(self.data)

    @contextlib.contextmanager
    def _secret_file(self, text: str) -> Iterator[Path]:
        path = self.home / "password.new"
        path.unlink(missing_ok=True)
        with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(text + "\n")
        self.programs.own(path)
        try:
            yield path
        finally:
            path.unlink()

    def _refuse_another_major(self) -> None:
        try:
            found = (self.data / "PG_VERSION").read_text().strip()
        except OSError as error:
            raise CommandTrouble(
                f"{self.data} is not a readable PostgreSQL data folder ({error.strerror}); set GONGHUI_STATE to another"
            ) from error
        if found != postgres.major():
            raise CommandTrouble(
                f"the data folder {self.data} was made by PostgreSQL {found}, and this release brings PostgreSQL "
                f"{postgres.major()}; set GONGHUI_STATE to another folder, or bring the data over (docs/operations.md)"
            )

    def _made_socket_folder(self) -> Path:
        folder = socket_folder(self.home)
        if folder != self.home:
            with contextlib.suppress(FileExistsError):
                folder.mkdir(mode=0o700)
                self.programs.own(folder)
            found, owner = folder.lstat(), self.home.stat().st_uid
            if not stat.S_ISDIR(found.st_mode) or found.st_uid != owner or found.st_mode & 0o077:
                raise CommandTrouble(
                    f"{folder} belongs to somebody else; set GONGHUI_STATE to a folder with a shorter path"
                )
        return folder

    def _wait(self) -> None:
        until = time.monotonic() + START_SECONDS
        while self.programs.run("pg_isready", "-h", socket_folder(self.home), "-q").returncode:
            if time.monotonic() > until:
                raise CommandTrouble(f"the embedded PostgreSQL takes no connections (see {self.log})")
            time.sleep(0.1)

    def _last_words(self) -> str:
        try:
            return last_line(self.log.read_text(errors="replace"))
        except OSError as error:
            return f"its log cannot be read ({error.strerror})"


def server(state: Path, *, throwaway: bool = False) -> Server:
    """The server of a state folder, its home made, nothing started yet. Raises CommandTrouble."""
    home = home_of(state)
    try:
        places.made_folder(home.parent)
        programs = postgres.for_server(home.parent)
        if not home.exists():
            home.mkdir(mode=0o700)
            programs.own(home)
    except OSError as error:
        raise CommandTrouble(f"the data folder {home} cannot be made ({error.strerror})") from error
    if os.geteuid() != 0 and not os.access(home, os.R_OK | os.W_OK | os.X_OK):
        raise CommandTrouble(
            f"the data folder {home} cannot be written by this user; set GONGHUI_STATE to another folder"
        )
    return Server(state, home, programs, throwaway)


def home_of(state: Path) -> Path:
    """Where the data lives: in the state folder, or, when that is not to be reached for the database's user,
    elsewhere; no folder's mode is changed for it."""
    here, elsewhere = state / "database", places.AS_ROOT / places.named_after(state) / "database"
    if os.geteuid() != 0 or here.exists() or not state.exists():
        return here
    if elsewhere.exists():
        return elsewhere
    passer_by = postgres.Programs(Path("/"), postgres.database_user())
    return here if passer_by.reach(state) else elsewhere


@contextlib.contextmanager
def in_use(one: Server) -> Iterator[Server]:
    """Have the server running inside the block. Whoever leaves last, of all processes, stops it.

    Users hold a shared lock that the kernel drops when they die, so a killed one is never counted.
    """
    with open(one.state / "database.users", "a") as users:
        try:
            with _turnstile(one):
                fcntl.flock(users, fcntl.LOCK_SH)
                one.start()
                roles.make(one.state)
            yield one
        finally:
            with _turnstile(one):
                if _alone(users):
                    one.stop()


@contextlib.contextmanager
def _turnstile(one: Server) -> Iterator[None]:
    with open(one.state / "database.lock", "a") as door:
        fcntl.flock(door, fcntl.LOCK_EX)
        yield


def _alone(users: IO[str]) -> bool:
    try:
        fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def is_embedded(url: str, state: Path) -> bool:
    """Whether that is a database of the state folder's own server, whoever signs in; what cannot be read is none."""
    import psycopg
    from psycopg.conninfo import conninfo_to_dict

    try:
        return bool(url) and str(conninfo_to_dict(url).get("host", "")) == str(socket_folder(home_of(state)))
    except psycopg.ProgrammingError:
        return False


def url(state: Path, name: str = NAME, role: str = ROLE) -> str:
    """The address of a database of the embedded server, as libpq and Django read it; for its owner, or "postgres"."""
    host = quote(str(socket_folder(home_of(state))), safe="")
    known = (state / "database-password").exists()  # settings are also read where no database was made yet
    return f"postgresql://{role}:{password_of(state) if known else ''}@/{name}?host={host}"


def password_of(state: Path) -> str:
    return places.write_secret_once(state / "database-password", lambda: secrets.token_urlsafe(24))


def socket_folder(home: Path) -> Path:
    """The data's home; where its path is too long for a socket, a short folder of its owner's own."""
    if len(os.fsencode(home / SOCKET)) <= SOCKET_PATH_MOST:
        return home
    return Path("/tmp") / places.named_after(home).replace("database", "gonghui")  # noqa: S108 (owner and mode are checked)


def last_line(text: str) -> str:
    """The last line that names an error, or the last that says anything."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    named = [line for line in lines if "FATAL" in line or "error" in line.lower()]
    return (named or lines or ["it gave no reason"])[-1]
